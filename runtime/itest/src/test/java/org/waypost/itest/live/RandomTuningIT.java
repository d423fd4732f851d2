package org.waypost.itest.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.itest.kit.ConfigFile;
import org.waypost.itest.kit.LoadDriver;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.SipMessage;
import org.waypost.itest.kit.Soak;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.itest.live.Tunables.Tunable;

/**
 * Parameters, bundles and features change at random while phones register: no request is lost, nothing breaks, and in the end files,
 * shell and components agree. {@code -Dseed=N} chooses what is done; in full it is another choice each time.
 */
class RandomTuningIT {

    private static final int STEPS = Soak.choose(30, 500);
    private static final int RATE = Soak.choose(200, 1000);
    private static final int AORS = Soak.choose(400, 2000);
    private static final long SEED = Long.getLong("seed", Soak.ON ? System.nanoTime() : 5060);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LISTED = Pattern.compile(
            "\"module\":\"([^\"]+)\",\"parameter\":\"([^\"]+)\".*?\"value\":(\"(?:[^\"\\\\]|\\\\.)*\"|[^,}]+)");

    @TempDir
    private Path folder;

    @Test
    void losesNoRequestAndAgreesInTheEnd() throws InterruptedException {
        System.out.println("RandomTuningIT: -Dseed=" + SEED);
        try (WaypostContainer waypost = WaypostContainer.start();
                SipClient phone = waypost.udp();
                LoadDriver load = new LoadDriver(waypost.port(), "tuned", AORS, RATE)) {
            String other = "jdbc:h2:file:" + waypost.data().resolve("other/location");
            List<Tunable> tunables = Tunables.all(other);
            Tuner tuner = new Tuner(waypost, tunables, folder, SEED);
            load.awaitAccepted(AORS, PATIENCE);
            for (int i = 0; i < STEPS; i++) {
                step(tuner, waypost);
            }
            load.awaitAccepted(RATE, PATIENCE);
            assertNothingLost(load, phone, tuner);
            assertThat(waypost.log().lines().filter(RandomTuningIT::isException))
                    .as(() -> story(tuner))
                    .isEmpty();
            assertAgrees(waypost, tunables, tuner);
            assertUsed(phone, tuner.inForce());
        }
    }

    private static void step(Tuner tuner, WaypostContainer waypost) {
        try {
            tuner.step();
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + story(tuner) + "\n" + waypost.log(), e);
        }
    }

    private static void assertNothingLost(LoadDriver load, SipClient phone, Tuner tuner) throws InterruptedException {
        int unanswered = load.finish();
        Map<Integer, Long> replies = load.replies();
        System.out.println("RandomTuningIT: " + tuner.done().size() + " commands, " + tuner.bundleUpdates()
                + " bundles exchanged, replies " + replies);
        assertThat(unanswered)
                .as(() -> "never answered; " + replies + story(tuner))
                .isZero();
        assertThat(load.withoutRetryAfter())
                .as(() -> "5xx without Retry-After; " + replies + story(tuner))
                .isZero();
        assertThat(replies.keySet())
                .as(() -> replies + story(tuner))
                .allMatch(status -> status == 200 || status / 100 == 5);
        BitSet acknowledged = load.acknowledged();
        assertThat(acknowledged.cardinality()).isEqualTo(AORS);
        acknowledged.stream().forEach(aor -> {
            SipMessage listed = phone.ask(Texts.query(phone, load.user(aor)));
            assertThat(listed.expiresOf(load.contact(aor)))
                    .as(() -> load.user(aor) + " is still registered: " + listed.text() + story(tuner))
                    .isPresent();
        });
    }

    /** Shell, files and what the commands came to are the same. */
    private static void assertAgrees(WaypostContainer waypost, List<Tunable> tunables, Tuner tuner) {
        Map<String, String> expected = tuner.inForce();
        Map<String, String> listed = values(waypost.exec("cfg:list --json"));
        listed.keySet().retainAll(expected.keySet());
        assertThat(listed).as(() -> "cfg:list" + story(tuner)).isEqualTo(expected);

        Map<String, String> files = new TreeMap<>();
        ConfigFile.readAll(waypost.config())
                .forEach(file -> ConfigFile.set(waypost.config(), file.pid())
                        .forEach((key, value) -> files.put(file.module() + "." + key, value)));
        files.keySet().retainAll(expected.keySet());
        assertThat(files).as(() -> "files" + story(tuner)).isEqualTo(tuner.set());

        Map<String, String> diff = values(waypost.exec("cfg:diff --json"));
        diff.keySet().retainAll(expected.keySet());
        Map<String, String> differing = new TreeMap<>(expected);
        differing
                .entrySet()
                .removeIf(entry -> entry.getValue().equals(tuner.defaults().get(entry.getKey())));
        assertThat(diff).as(() -> "cfg:diff" + story(tuner)).isEqualTo(differing);
    }

    private static Map<String, String> values(String json) {
        Map<String, String> values = new TreeMap<>();
        for (Matcher line = LISTED.matcher(json); line.find(); ) {
            values.put(line.group(1) + "." + line.group(2), line.group(3).replaceAll("^\"|\"$", ""));
        }
        return values;
    }

    /** What REGISTERs show of the parameters in force. */
    private static void assertUsed(SipClient phone, Map<String, String> inForce) {
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> seen = new LinkedHashMap<>();

        SipMessage reply = phone.ask(Texts.register(
                phone,
                "Used",
                1,
                "Contact: <sip:a@192.0.2.1>;+sip.instance=\"<urn:uuid:1>\"",
                "Supported: gruu, path",
                "Path: <sip:192.0.2.2;lr>"));
        int q = Integer.parseInt(inForce.get("registrar.default_q"));
        expected.put("default_q", q < 0 ? "" : String.valueOf(q / 1000.0).replaceFirst("\\.0$", ""));
        seen.put("default_q", Seen.contactParameter(reply, "q"));
        expected.put("gruu_enabled", inForce.get("registrar.gruu_enabled"));
        seen.put("gruu_enabled", Seen.contactParameter(reply, "pub-gruu").isEmpty() ? "0" : "1");
        expected.put("outbound_mode", inForce.get("registrar.outbound_mode"));
        seen.put("outbound_mode", reply.all("Supported").contains("outbound") ? "1" : "0");
        boolean isPathTold = inForce.get("registrar.use_path").equals("1")
                && !inForce.get("registrar.path_mode").equals("0");
        expected.put("use_path and path_mode", isPathTold ? "told" : "");
        seen.put("use_path and path_mode", Seen.header(reply, "Path").isEmpty() ? "" : "told");
        expected.put("case_sensitive", inForce.get("registrar.case_sensitive"));
        seen.put(
                "case_sensitive",
                phone.ask(Texts.query(phone, "used")).contacts().isEmpty() ? "1" : "0");

        SipMessage stranger =
                phone.ask(Texts.register(phone, "stranger", 1, "Contact: <sip:a@192.0.2.1>", "Require: nonesuch"));
        expected.put("compat", inForce.get("registrar.compat"));
        seen.put("compat", stranger.status() == 420 ? "rfc" : "kamailio");

        int size = Integer.parseInt(inForce.get("registrar.contact_max_size"));
        for (int octets : new int[] {size, size + 1}) {
            String uri = "sip:" + "a".repeat(octets - 14) + "@192.0.2.1";
            expected.put("a contact of " + octets, octets > size ? "400" : "200");
            seen.put(
                    "a contact of " + octets,
                    Seen.status(phone.ask(Texts.register(phone, "size" + octets, 1, "Contact: <" + uri + ">"))));
        }
        assertThat(seen).isEqualTo(expected);
    }

    private static boolean isException(String line) {
        return line.contains("Exception") || line.startsWith("\tat ") || line.contains(" ERROR ");
    }

    private static String story(Tuner tuner) {
        return "\n-Dseed=" + SEED + "\n" + tuner.done().stream().collect(Collectors.joining("\n"));
    }
}
