package org.waypost.control.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    @Test
    void tellsWhatRunsAndWhatDoesNot() {
        String text = StatusText.of(status());

        assertThat(text.lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "Waypost 0.1.0, process 42, up 1 d 01:01:01",
                        "listening udp:127.0.0.1:5060, tcp:127.0.0.1:5060",
                        "bindings location: 2 AoRs, 3 contacts",
                        "components 7 work, 1 do not",
                        " org.example.Thing (org.example): there is no service org.example.Other",
                        "bundles 1 of 2 active");
    }

    @Test
    void saysNothingWhereThereIsNothing() {
        Map<String, Object> status = status();
        status.put("listening", List.of());
        status.put("bindings", Map.of());
        status.remove("components");
        status.remove("unsatisfied");

        assertThat(StatusText.of(status).lines().map(line -> line.replaceAll(" +", " ")))
                .contains("listening nothing", "bindings nothing", "components unknown: there is no component runtime");
    }

    @Test
    void tellsWhichFeaturesAreStartedAndWhereHttpIs() {
        Map<String, Object> status = status();
        status.put("http", List.of("127.0.0.1:8068"));
        Map<String, Object> features = new LinkedHashMap<>();
        features.put("base", "started");
        features.put("console", "available");
        status.put("features", features);

        assertThat(StatusText.of(status).lines().map(line -> line.replaceAll(" +", " ")))
                .contains("http 127.0.0.1:8068", "features base, console (available)");
    }

    private static Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("version", "0.1.0");
        status.put("pid", 42L);
        status.put("uptime", 90061L);
        status.put("config", "/config");
        status.put("data", "/data");
        status.put("heapUsed", 10L << 20);
        status.put("heapMax", 100L << 20);
        status.put("listening", List.of("udp:127.0.0.1:5060", "tcp:127.0.0.1:5060"));
        status.put("bindings", Map.of("location", Map.of("aors", 2L, "contacts", 3L)));
        status.put("components", 7);
        status.put(
                "unsatisfied",
                List.of(Map.of(
                        "name", "org.example.Thing",
                        "bundle", "org.example",
                        "reason", "there is no service org.example.Other")));
        status.put(
                "bundles",
                List.of(
                        Map.of("id", 0L, "state", "active", "version", "7.0.5", "name", "framework"),
                        Map.of("id", 1L, "state", "resolved", "version", "1.0.0", "name", "library")));
        return status;
    }
}
