package org.waypost.itest.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.itest.kit.Outcome;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.SipClient;
import org.waypost.itest.kit.Texts;
import org.waypost.itest.kit.WaypostContainer;

/** The commands {@code ul:…} and {@code stats:…} as an operator types them at {@code ./waypost exec}. */
@ExtendWith(SharedContainer.class)
class UlCommandsIT {

    private static final String CONTACT = "sip:ursula@192.0.2.7:5060";

    private final WaypostContainer waypost;

    UlCommandsIT(WaypostContainer waypost) {
        this.waypost = waypost;
    }

    @Test
    void addsShowsAndRemovesContacts() throws IOException {
        assertThat(exec("ul:add location ursula " + CONTACT + " 3600 0.5 0 0 0 0"))
                .startsWith("AoR: ursula\n")
                .contains("    Q: 0.5\n", "    Path: [not set]\n", "    Methods: 4294967295\n");
        exec("ul:add location ursula sip:ursula@192.0.2.8 0 -1 '<sip:192.0.2.1;lr>' 0 0 31");
        assertThat(exec("ul:lookup location sip:Ursula@waypost.test")).contains(CONTACT, "sip:ursula@192.0.2.8");
        assertThat(exec("ul:dump -b location")).containsPattern("ursula +\\d+ +0.5  " + CONTACT + "\n");
        assertThat(exec("ul:dump brief")).containsPattern("ursula +permanent +-1  sip:ursula@192.0.2.8\n");

        List<Map<String, Object>> contacts = objects("ul:lookup --json location ursula");
        assertThat(contacts)
                .extracting(contact -> contact.get("Address"))
                .containsExactly(CONTACT, "sip:ursula@192.0.2.8");
        assertThat(contacts.get(0))
                .containsEntry("AoR", "ursula")
                .containsEntry("Q", 0.5)
                .containsEntry("State", "CS_NEW");
        assertThat(contacts.get(1)).containsEntry("Expires", "permanent").containsEntry("Methods", 31);
        assertThat(objects("ul:dump --json")).containsAll(contacts.subList(1, 2));

        assertThat(exec("ul:rm_contact location ursula " + CONTACT)).isEqualTo("contacts removed: 1\n");
        assertThat(exec("ul:rm --json location ursula")).isEqualTo("{\"removed\":1}\n");
        assertThat(refused("ul:rm location ursula")).contains("AoR 'ursula' is not found in table 'location'");
        assertThat(refused("ul:lookup no_table ursula")).contains("there is no table 'no_table'; there are location");
        assertThat(refused("ul:add location ursula sip:a@b 60 7 0 0 0 0")).contains("q: '7' is refused; 0 to 1");
    }

    @Test
    void writesNothingBackAndCountsNothingWithoutADatabase() {
        assertThat(exec("ul:flush")).isEqualTo("AoRs that are still to be written: 0\n");
        for (String command : List.of("db_users", "db_contacts", "db_expired_contacts")) {
            assertThat(refused("ul:" + command + " location"))
                    .contains("table 'location' is kept in no database (db_mode 0)");
        }
    }

    @Test
    void tellsWhyRegistersWereAnsweredAsTheyWere() throws IOException {
        try (SipClient phone = waypost.udp()) {
            String contact = "Contact: <sip:wilma@127.0.0.1:" + phone.localPort() + ">";
            phone.ask(Texts.register(phone, "wilma", 2, contact, "Expires: 600"));
            phone.ask(Texts.register(phone, "wilma", 1, contact));
            phone.ask(Texts.register(phone, "wilma", 3, contact + ";expires=0"));
            List<Map<String, Object>> reports = objects("ul:why --json wilma");
            assertThat(reports).extracting(report -> report.get("status")).containsExactly(200, 400, 200);
            assertThat(reports)
                    .extracting(report -> report.get("source"))
                    .containsOnly("127.0.0.1:" + phone.localPort());
            assertThat(exec("ul:why wilma"))
                    .contains(
                            "inserted sip:wilma@127.0.0.1:" + phone.localPort() + " for 600 s",
                            "  wilma  400 Invalid CSeq number\n",
                            "deleted sip:wilma@127.0.0.1:" + phone.localPort() + " (found by contact)");
            assertThat(exec("ul:why -n 1 wilma")).contains("deleted").doesNotContain("inserted");
        }
        assertThat(exec("ul:why nobody-at-all")).startsWith("no REGISTER of nobody-at-all among the last ");
    }

    @Test
    void streamsChangesUntilItIsInterrupted() throws Exception {
        Process client = waypost.startExec("ul:watch --json walter");
        try (BufferedReader output = client.inputReader();
                BufferedReader errors = client.errorReader();
                SipClient phone = waypost.udp()) {
            assertThat(errors.readLine()).isEqualTo("watching walter; Ctrl-C ends it");
            String contact = "Contact: <sip:walter@127.0.0.1:" + phone.localPort() + ">";
            phone.ask(Texts.register(phone, "walburga", 1, contact));
            phone.ask(Texts.register(phone, "walter", 1, contact));
            phone.ask(Texts.register(phone, "walter", 2, contact + ";expires=0"));
            assertThat(JSON.std.mapFrom(output.readLine()))
                    .containsEntry("event", "insert")
                    .containsEntry("AoR", "walter");
            assertThat(JSON.std.mapFrom(output.readLine()))
                    .containsEntry("event", "delete")
                    .containsEntry("Address", "sip:walter@127.0.0.1:" + phone.localPort());
            new ProcessBuilder("kill", "-INT", Long.toString(client.pid()))
                    .start()
                    .waitFor();
            assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(client.exitValue()).isEqualTo(130);
        } finally {
            client.destroy();
        }
    }

    @Test
    void readsAndClearsStatisticsAndTellsTheirRates() throws IOException {
        try (SipClient phone = waypost.udp()) {
            phone.ask(Texts.message(phone, "nobody-at-all", waypost.port(), ""));
        }
        assertThat(exec("stats:get_statistics registrar:")).containsPattern("registrar:lookup_misses = [1-9]");
        assertThat(JSON.std.mapFrom(exec("stats:get_statistics --json all")))
                .containsKeys("registrar:accepted_regs", "usrloc:registered_users", "core:rcv_requests");
        assertThat(exec("stats:clear lookup_misses")).matches("registrar:lookup_misses = 0 \\([1-9]\\d*\\)\n");
        assertThat(exec("stats:clear_statistics registered_users")).matches("usrloc:registered_users = \\d+\n");
        assertThat(exec("stats:reset registrar:lookups")).isEmpty();
        assertThat(exec("stats:reset_statistics lookups")).isEmpty();
        assertThat(refused("stats:get_statistics no_such_thing")).contains("there is no statistic 'no_such_thing'");
        assertThat(refused("stats:reset")).contains("say which");
        WaypostContainer.await(
                "statistics are sampled",
                SipClient.PATIENCE.multipliedBy(6),
                () -> exec("stats:rates core:rcv_requests").contains("core:rcv_requests"));
        assertThat(objects("stats:rates --json core:rcv_requests").get(0))
                .containsOnlyKeys("name", "second", "ten_seconds", "minute");
    }

    private String exec(String command) {
        Outcome outcome = waypost.script("exec", command);
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return outcome.output();
    }

    private String refused(String command) {
        Outcome outcome = waypost.script("exec", command);
        assertThat(outcome.exitCode()).as(outcome.output()).isNotZero();
        assertThat(outcome.output()).hasLineCount(1);
        return outcome.output();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> objects(String command) throws IOException {
        return JSON.std.listFrom(exec(command)).stream()
                .map(each -> (Map<String, Object>) each)
                .toList();
    }
}
