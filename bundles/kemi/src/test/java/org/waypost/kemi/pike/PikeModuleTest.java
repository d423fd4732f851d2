package org.waypost.kemi.pike;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waypost.kemi.net.IpAddress;
import org.waypost.kemi.pike.SourceRates.Verdict;
import org.waypost.kemi.support.RecordedApi;
import org.waypost.kemi.support.Requests;
import org.waypost.kemi.support.Script;

class PikeModuleTest {

    private static final PikeSettings SETTINGS = new PikeSettings(2, 5, 4, 64);

    private final SourceRates rates = new SourceRates();

    @Test
    void hasTheFunctionsOfKamailio() throws Exception {
        assertThat(RecordedApi.of(new PikeModule())).isEqualTo(RecordedApi.of("pike"));
    }

    @Test
    void blocksASourceBeyondTheDensity() {
        PikeModule module = new PikeModule();
        configure(module, Map.of("reqs_density_per_unit", 5, "sampling_time_unit", 3600));
        Script pike = new Script(module, Requests.from("192.0.2.7", 5070));
        for (int i = 0; i < 5; i++) {
            assertThat(pike.call("pike_check_req")).isEqualTo(1);
        }
        assertThat(pike.call("pike_check_req")).isEqualTo(-2);
        assertThat(pike.call("pike_check_req")).isEqualTo(-1);
        assertThat(pike.call("pike_check_ip", "192.0.2.7")).isEqualTo(-1);
        assertThat(pike.call("pike_check_ip", "192.0.2.8")).isEqualTo(1);
        assertThat(pike.call("pike_check_ip", "2001:db8::1")).isEqualTo(1);
        assertThat(pike.call("pike_check_ip", "xx")).isEqualTo(-1);
        assertThat(pike.call("pike_check_ip", "")).isEqualTo(-1);
    }

    @Test
    void keepsASourceBlockedThatGoesOn() {
        for (int second = 0; second < 20; second++) {
            for (int i = 0; i < 6; i++) {
                count("192.0.2.1", second);
            }
        }
        assertThat(count("192.0.2.1", 20)).isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void freesASourceOneUnitAfterItSlowedDown() {
        for (int i = 0; i < 6; i++) {
            count("192.0.2.1", 0);
        }
        assertThat(count("192.0.2.1", 2)).isEqualTo(Verdict.BLOCKED);
        assertThat(count("192.0.2.1", 3)).isEqualTo(Verdict.BLOCKED);
        assertThat(count("192.0.2.1", 4)).isEqualTo(Verdict.ALLOWED);
        assertThat(count("192.0.2.1", 5)).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void forgetsTheSourceThatWasSilentLongest() {
        for (int i = 0; i < 10_000; i++) {
            count("10.0." + i / 256 + "." + i % 256, 0);
        }
        assertThat(rates.size()).isLessThanOrEqualTo(64);
    }

    @Test
    void neverForgetsASourceThatKeepsSendingAmongManyOthers() {
        Verdict last = Verdict.ALLOWED;
        for (int i = 0; i < 1_000; i++) {
            last = count("192.0.2.1", 0);
            count("10.0." + i / 256 + "." + i % 256, 0);
        }
        assertThat(last).isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void forgetsSourcesThatAreSilent() {
        for (int i = 0; i < 60; i++) {
            count("10.0.0." + i, 0);
        }
        for (int i = 0; i < 200; i++) {
            count("10.0.1." + i, 100);
        }
        int both = rates.size();
        for (int i = 0; i < 16; i++) {
            count("10.0.2." + i, 10_000);
        }
        assertThat(rates.size()).isLessThan(both);
    }

    @Test
    void keepsTheLastGoodParameter() {
        PikeSettings settings = PikeSettings.of(
                Script.parameters(PikeParameters.class, Map.of("reqs_density_per_unit", 0, "remove_latency", 7)),
                Map.of("reqs_density_per_unit", 0),
                SETTINGS,
                line -> assertThat(line).contains("pike.reqs_density_per_unit: '0' is refused", "1..1000000"));
        assertThat(settings).isEqualTo(new PikeSettings(2, 5, 7, 65536));
    }

    private Verdict count(String address, long seconds) {
        InetAddress parsed = IpAddress.parse(address).orElseThrow();
        return rates.count(parsed, SETTINGS, seconds);
    }

    private static void configure(PikeModule module, Map<String, Object> values) {
        module.configure(Script.parameters(PikeParameters.class, values), values);
    }
}
