package org.waypost.itest.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.itest.kit.JavaBundle;
import org.waypost.itest.kit.Outcome;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/** Features are added to a running container and removed from it, and jars come and go in its deploy folder. */
class FeaturesIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String GREETER = """
            package org.example;

            import org.osgi.service.component.annotations.Component;

            @Component(service = Object.class, property = {"osgi.command.scope=example", "osgi.command.function=greet"})
            public final class Greeter {
                public Greeter() {
                    %s
                }

                public String greet() {
                    return "%s";
                }
            }
            """;

    private static WaypostContainer waypost;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        waypost = WaypostContainer.start();
    }

    @AfterAll
    static void stop() {
        waypost.close();
    }

    @Test
    void listsWhatIsStartedAndWhatCouldBe() {
        assertThat(waypost.exec("feature:list"))
                .containsPattern("(?m)^registrar +started +\\S+ +A SIP registrar")
                .containsPattern("(?m)^jdbc-postgresql +started ")
                .containsPattern("(?m)^console +available ");
        assertThat(waypost.exec("feature:list --json"))
                .contains("\"name\":\"console\",\"state\":\"available\"", "\"stock\":false");
        assertThat(waypost.exec("feature:info storage-jdbc")).containsPattern("org\\.waypost:usrloc-jdbc:\\S+ +active");
        assertThat(waypost.run("feature:info nonsense"))
                .isEqualTo(new Outcome(
                        1,
                        "there is no feature 'nonsense'; there are auth-db, base, console, jdbc-h2, jdbc-mariadb, jdbc-postgresql,"
                                + " kemi, management, registrar, storage-jdbc\n"));
    }

    @Test
    void keepsWhatWasAddedAndRemovedOverARestart() {
        assertThat(waypost.exec("feature:add console")).isEqualTo("console is started\n");
        assertThat(waypost.exec("feature:add console")).isEqualTo("console: started already\n");
        assertThat(waypost.exec("feature:remove jdbc-mariadb kemi"))
                .isEqualTo("jdbc-mariadb is removed\nkemi is removed\n");

        assertThat(waypost.terminate()).isZero();
        waypost = waypost.restart();

        assertThat(waypost.script("status").output())
                .contains(", console, ", ", jdbc-mariadb (available), ", ", kemi (available), ")
                .containsPattern("(?m)^http +127\\.0\\.0\\.1:");
        waypost.exec("feature:add kemi jdbc-mariadb");
        waypost.exec("feature:remove console");
        assertThat(waypost.script("status", "--json").output())
                .contains("\"console\":\"available\"", "\"kemi\":\"started\"", "\"deployed\":[");
    }

    @Test
    void refusesToRemoveWhatIsNeeded() {
        assertRefused("feature:remove base", "base stays: all other features stand on it");
        assertRefused("feature:remove registrar", "registrar stays: it brings this shell (org.waypost.shell)");
        waypost.exec("cfg:set usrloc db_mode 1");
        try {
            assertRefused(
                    "feature:remove kemi storage-jdbc",
                    "kemi, storage-jdbc stays: the bindings are kept in the store jdbc of org.waypost.usrloc-jdbc");
            assertThat(waypost.exec("feature:list")).containsPattern("(?m)^kemi +started ");
        } finally {
            waypost.exec("cfg:set usrloc db_mode 0");
        }
    }

    @Test
    void aDatabaseWorksAgainOnceItsDriverIsBack() {
        waypost.exec("cfg:set usrloc db_mode 3");
        try (SipClient phone = waypost.udp()) {
            waypost.exec("feature:remove jdbc-h2");
            assertThat(register(phone, 1)).isGreaterThanOrEqualTo(500);
            assertThat(waypost.exec("store:list")).contains("no JDBC driver for H2 is installed");

            waypost.exec("feature:add jdbc-h2");
            int[] cseq = {1};
            WaypostContainer.await("the database is used again", SOON, () -> register(phone, ++cseq[0]) == 200);
        } finally {
            waypost.exec("cfg:set usrloc db_mode 0");
        }
    }

    @Test
    void addsAFeatureFromElsewhere() throws IOException {
        Path feature = feature("greeting", "", "hello");

        assertThat(waypost.exec("feature:add " + feature)).isEqualTo("greeting is started\n");
        assertThat(waypost.exec("example:greet")).isEqualTo("hello\n");

        assertThat(waypost.exec("feature:remove greeting")).isEqualTo("greeting is removed\n");
        assertThat(waypost.run("example:greet").exitCode()).isEqualTo(127);
        assertThat(waypost.exec("feature:list")).doesNotContain("greeting");
    }

    @Test
    void addsNothingOfAFeatureThatDoesNotWork() throws IOException {
        Path feature = feature("failing", "if (true) throw new IllegalStateException(\"it cannot be\");", "");
        String before = waypost.exec("bundle:list");

        Outcome outcome = waypost.run("feature:add console " + feature);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output())
                .startsWith("failing: its component org.example.Greeter fails: ")
                .contains("it cannot be")
                .endsWith("; nothing is added\n");
        assertThat(waypost.exec("bundle:list")).isEqualTo(before);
    }

    @Test
    void deploysNewerBundlesAndLeavesWhatRunsInPlaceIfOneDoesNotWork() throws IOException {
        deploy(greeter("1.0.0", "", "one"), "greeter.jar");
        awaitOutcome("greeter.jar", "deployed");
        assertThat(waypost.exec("example:greet")).isEqualTo("one\n");

        deploy(greeter("2.0.0", "if (true) throw new IllegalStateException(\"it cannot be\");", ""), "greeter.jar");
        awaitOutcome("greeter.jar", "broken");
        assertThat(waypost.exec("deploy:list"))
                .contains("greeter.jar: its component org.example.Greeter fails: ", "it cannot be");
        assertThat(waypost.exec("example:greet")).isEqualTo("one\n");
        assertThat(waypost.script("status").output())
                .containsPattern("(?m)^deploy +\\S+greeter\\.jar: broken, its component");

        deploy(greeter("3.0.0", "", "three"), "greeter.jar");
        awaitOutcome("greeter.jar", "deployed");
        assertThat(waypost.exec("example:greet")).isEqualTo("three\n");

        Files.delete(deployFolder().resolve("greeter.jar"));
        WaypostContainer.await(
                "the bundle goes", SOON, () -> waypost.run("example:greet").exitCode() == 127);
    }

    @Test
    void takesNoJarThatIsNoneOrNotNewer() throws IOException {
        Path same = WaypostContainer.home().resolve("system");
        try (var jars = Files.list(same)) {
            same = jars.filter(jar -> jar.getFileName().toString().startsWith("org.waypost.proxy-"))
                    .findFirst()
                    .orElseThrow();
        }
        deploy(Files.copy(same, folder.resolve("copy.jar")), "same.jar");
        deploy(Files.writeString(folder.resolve("nonsense"), "nonsense"), "nonsense.jar");

        awaitOutcome("same.jar", "not taken");
        awaitOutcome("nonsense.jar", "broken");
        assertThat(waypost.exec("deploy:list"))
                .contains("same.jar: it is the version that the installation has\n", "nonsense.jar: is no jar: ");
        assertThat(waypost.log()).contains("nonsense.jar is not deployed, all stays as it was: is no jar");
        assertThat(waypost.exec("deploy:list --json"))
                .contains("\"bundle\":\"org.waypost.proxy\"", "\"state\":\"not taken\"");

        Files.delete(deployFolder().resolve("same.jar"));
        Files.delete(deployFolder().resolve("nonsense.jar"));
        WaypostContainer.await(
                "both are forgotten",
                SOON,
                () -> !waypost.exec("deploy:list").matches("(?s).*(same|nonsense)\\.jar.*"));
    }

    private static void assertRefused(String command, String reason) {
        Outcome outcome = waypost.run(command);
        assertThat(outcome.output()).startsWith(reason);
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    private static int register(SipClient phone, int cseq) {
        return phone.ask(Texts.register(phone, "features", cseq, "Contact: <sip:features@127.0.0.1>"))
                .status();
    }

    /** A feature file with one bundle beside it. */
    private Path feature(String name, String inConstructor, String greeting) throws IOException {
        Path jar = greeter("1.0.0", inConstructor, greeting);
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.move(jar, elsewhere.resolve(name + "-1.jar"));
        return Files.writeString(elsewhere.resolve(name + ".json"), """
                { "feature-resource-version": "1.0", "id": "org.example:%1$s:1", "bundles": [ { "id": "org.example:%1$s:1" } ] }
                """.formatted(name));
    }

    private Path greeter(String version, String inConstructor, String greeting) throws IOException {
        Path work = Files.createTempDirectory(folder, "greeter");
        Path source = Files.writeString(work.resolve("Greeter.java"), GREETER.formatted(inConstructor, greeting));
        String name = greeting.isEmpty() && version.equals("1.0.0") ? "failing" : "org.example.greeter";
        return JavaBundle.of(source, name, version, work);
    }

    private static Path deployFolder() throws IOException {
        return Files.createDirectories(waypost.data().resolve("deploy"));
    }

    private static void deploy(Path jar, String name) throws IOException {
        Files.move(
                jar, deployFolder().resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void awaitOutcome(String file, String outcome) {
        WaypostContainer.await(
                file + ": " + outcome,
                SOON,
                () -> waypost.exec("deploy:list")
                        .lines()
                        .anyMatch(line -> line.startsWith(file) && line.endsWith(" " + outcome)));
    }
}
