package org.waypost.itest.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.itest.kit.WaypostContainer;

/** Commands that the other tests do not give. */
class OtherCommandsIT {

    private static final WaypostContainer WAYPOST = WaypostContainer.start();

    @AfterAll
    static void stop() {
        WAYPOST.close();
    }

    @Test
    void copiesAndUsesAStoreAndCountsWhatItHas() {
        WAYPOST.exec("ul:add location stella sip:stella@192.0.2.7 3600 0.5 0 0 0 0");

        assertThat(WAYPOST.exec("store:copy memory jdbc")).endsWith("1 AoRs were copied from memory to jdbc\n");
        assertThat(WAYPOST.exec("store:verify memory jdbc")).contains("no difference");
        assertThat(WAYPOST.exec("store:use jdbc")).contains("in use: jdbc", "(db_mode 3)");
        assertThat(WAYPOST.exec("cfg:get usrloc db_mode")).isEqualTo("3\n");
        assertThat(WAYPOST.exec("ul:db_users")).isEqualTo("1\n");
        assertThat(WAYPOST.exec("ul:db_contacts location")).isEqualTo("1\n");
        assertThat(WAYPOST.exec("ul:db_expired_contacts --json")).isEqualTo("{\"expired_contacts\":0}\n");
        assertThat(WAYPOST.exec("store:use memory")).endsWith("in use: memory (db_mode 0)\n");
        assertThat(WAYPOST.exec("ul:lookup location stella")).contains("sip:stella@192.0.2.7");
    }

    @Test
    void setsATextAsKamailiosOperatorsType() {
        assertThat(WAYPOST.exec("cfg:sets registrar realm_prefix sip."))
                .startsWith("registrar.realm_prefix = sip. (was \"\")\n")
                .contains("notice: realm_prefix has no effect while usrloc.use_domain is 0");
        assertThat(WAYPOST.exec("cfg:modparam registrar realm_prefix ''")).startsWith("registrar.realm_prefix = \"\"");
    }

    @Test
    void readsAScriptAgain(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("route.lua"), "function ksr_request_route() end\n");
        WAYPOST.exec("cfg:set kemi script " + script);

        assertThat(WAYPOST.exec("kemi:reload")).containsPattern("script +" + script);
        assertThat(WAYPOST.exec("kemi:status")).containsPattern("errors +0\n");
        WAYPOST.exec("cfg:reset kemi script");
        assertThat(WAYPOST.exec("kemi:status")).contains("none, the built-in route serves");
    }

    @Test
    void tellsWhatIsNoFlowToken() {
        assertThat(WAYPOST.exec("path:flow xx")).isEqualTo("no flow token\n");
    }

    @Test
    void tellsWhereAUriLeads() {
        assertThat(WAYPOST.exec("dns:locate 'sip:192.0.2.7;transport=tcp'")).isEqualTo("tcp:192.0.2.7:5060\n");
        assertThat(WAYPOST.exec("dns:locate --json sips:192.0.2.7:5071"))
                .isEqualTo("[{\"transport\":\"tls\",\"address\":\"192.0.2.7\",\"port\":5071}]\n");
        assertThat(WAYPOST.exec("dns:locate sip:localhost:5070")).contains("udp:127.0.0.1:5070");
        assertThat(WAYPOST.exec("dns:avoided")).isEqualTo("none\n");
        assertThat(WAYPOST.exec("dns:avoided --json")).isEqualTo("[]\n");
        assertThat(WAYPOST.exec("dns:flush")).isEqualTo("forgotten\n");
    }

    @Test
    void resolvesBundlesAnew() {
        assertThat(WAYPOST.exec("bundle:refresh org.waypost.registrar-gruu"))
                .isEqualTo("refreshing org.waypost.registrar-gruu\n");
        WaypostContainer.await(
                "the bundle works again",
                Duration.ofSeconds(30),
                () -> WAYPOST.exec("bundle:list").matches("(?s).*active +\\d+ +\\S+ +org.waypost.registrar-gruu\n.*"));
    }
}
