package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.registrar.profiles.ContactProfiles;
import org.waypost.sip.Branch;
import org.waypost.sip.ScriptModule.Signature;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;
import org.waypost.sip.Xavps;
import org.waypost.sip.transport.LocalPoint;
import org.waypost.sip.transport.TestFlow;

/** The functions as a script calls them; the outcomes are those of Kamailio 5.6.3, but for the two that came later. */
class ScriptFunctionsTest {

    private final Harness harness = new Harness();
    private final RegistrarModule module = new RegistrarModule(harness.registrar);
    private SipContext context;

    @BeforeEach
    void registerTwo() {
        harness.register(1, "Contact: <sip:a@192.0.2.7:5555>;q=0.5", "Path: <sip:p1;lr>");
        harness.register(2, "Contact: <sip:b@192.0.2.8;transport=tcp>;q=0.8;received=\"sip:9.9.9.9:99\"");
        context = harness.receive("INVITE sip:alice@example.org SIP/2.0\r\n\r\n");
    }

    @Test
    void haveTheNamesAndParametersOfKemi() {
        assertThat(module.name()).isEqualTo("registrar");
        assertThat(module.functions())
                .extractingFromEntries(e -> e.getKey() + " " + e.getValue().parameters())
                .containsExactlyInAnyOrder(
                        "save s?i",
                        "save_uri sis",
                        "lookup s",
                        "lookup_uri ss",
                        "lookup_to_dset s?s",
                        "lookup_to_dset_uri ss",
                        "lookup_branches s",
                        "lookup_xavp ssss",
                        "registered s",
                        "registered_uri ss",
                        "registered_flags ssi",
                        "registered_action ssii",
                        "set_q_override s",
                        "add_sock_hdr s",
                        "unregister ss",
                        "unregister_ruid sss",
                        "reg_fetch_contacts sss",
                        "reg_free_contacts s",
                        "reg_send_reply ",
                        "ulc_rget ss",
                        "ulc_cget ssi",
                        "reg_from_user ssi");
        assertThat(module.functions().values()).extracting(Signature::help).noneMatch(String::isBlank);
    }

    @ParameterizedTest
    @CsvSource({
        "lookup_uri, '', -3",
        "lookup_uri, bad, -3",
        "lookup_uri, sip:$rU@$rd, -3",
        "lookup_uri, sip:alice@x, 1",
        "lookup_uri, sip:nobody@x, -1",
        "lookup_to_dset, '', -3",
        "lookup_to_dset, sip:alice@x, 1",
        "registered_uri, '', 1",
        "registered_uri, x, -1",
        "registered_uri, sip:alice@x, 1",
        "unregister, bad, -1",
        "unregister, '', -1",
        "unregister, sip:nobody@x, 1",
        "unregister, sip:alice@x, 1",
    })
    void giveKamailiosCodesForAUri(String function, String uri, int code) {
        assertThat(call(function, "location", uri)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"lookup, -1", "registered, -1", "lookup_branches, -1"})
    void giveKamailiosCodesForAnUnknownTable(String function, int code) {
        assertThat(call(function, "nosuch")).isEqualTo(code);
        assertThat(call("unregister", "nosuch", "sip:alice@x")).isEqualTo(-1);
        assertThat(call("save_uri", "nosuch", 2L, "sip:alice@x")).isEqualTo(-1);
    }

    @Test
    void saveForAnotherUri() {
        context = harness.receive(Harness.register("<sip:x@h>", "c", 3, "Contact: <sip:c@h>"));
        assertThat(call("save_uri", "location", 2L, "sip:dave@x")).isEqualTo(1);
        assertThat(harness.stored("dave")).hasSize(1);
        assertThat(call("save_uri", "location", "0x02", "zz")).isEqualTo(-1);
        assertThat(call("save_uri", "location", 0L, "")).isEqualTo(-1);
        assertThat(harness.reply()).isEqualTo("400 Bad Request\nP-Registrar-Error: Error while parsing AOR");
    }

    @Test
    void unregisterOneContact() {
        String ruid = harness.stored("alice").get(0).ruid().toString();
        assertThat(call("unregister_ruid", "location", "sip:alice@x", "foo")).isEqualTo(-3);
        assertThat(call("unregister_ruid", "location", "sip:nobody@x", ruid)).isEqualTo(-3);
        assertThat(call("unregister_ruid", "location", "", ruid))
                .as("without a database")
                .isEqualTo(-1);
        assertThat(call("unregister_ruid", "location", "sip:alice@x", ruid)).isEqualTo(1);
        assertThat(harness.stored("alice")).hasSize(1);
    }

    @Test
    void unregisterByTheRuidAloneInJava() {
        String ruid = harness.stored("alice").get(0).ruid().toString();
        assertThat(harness.registrar.unregister("location", "", "foo")).isEqualTo(-3);
        assertThat(harness.registrar.unregister("location", "", ruid)).isEqualTo(1);
        assertThat(harness.stored("alice")).extracting(c -> c.ruid().toString()).doesNotContain(ruid);
    }

    @Test
    void addASocketHeader() {
        assertThat(call("add_sock_hdr", "Sock-Info")).isEqualTo(1);
        assertThat(context.edits().appended()).containsExactly("Sock-Info: udp:192.0.2.1:5060\r\n");
        assertThat(call("add_sock_hdr", "")).isEqualTo(-1);
        assertThat(call("add_sock_hdr", "a\r\nb")).isEqualTo(-1);
    }

    @Test
    void leaveRuidAndUserAgentOutOfBranchesThatWereThereBefore() {
        context = harness.receive("INVITE sip:x@example.org SIP/2.0\r\n\r\n");
        context.addBranch(Branch.to("sip:alice@example.org"));
        assertThat(call("lookup_branches", "location")).isEqualTo(1);
        assertThat(context.branches())
                .extracting(Branch::uri, Branch::q, b -> b.ruid().isEmpty(), Branch::userAgent)
                .containsExactly(
                        tuple("sip:b@192.0.2.8;transport=tcp", 800, true, ""),
                        tuple("sip:a@192.0.2.7:5555", 500, false, "n/a"));
    }

    @ParameterizedTest
    @CsvSource({"sip:zz@x, bad:x, -3", "bad:x, sip:zz@x, -1", "bad:x, sip:alice@x, 1", "sip:alice@x, bad:x, 1"})
    void giveTheCodeOfTheLastBranchUnlessOneHasContacts(String target, String branch, int code) {
        context = harness.receive("INVITE " + target + " SIP/2.0\r\n\r\n");
        context.addBranch(Branch.to(branch));
        assertThat(call("lookup_branches", "location")).isEqualTo(code);
    }

    @Test
    void putARecordIntoXavps() {
        assertThat(call("lookup_xavp", "location", "sip:Alice@x", "rul", "cul")).isEqualTo(1);
        assertThat(Scripts.each(context, "rul", "aor")).containsExactly("alice");
        assertThat(context.xavps().setting("rul", "count")).isEqualTo(Value.of(2));
        assertThat(Scripts.each(context, "cul", "uri"))
                .containsExactly("sip:b@192.0.2.8;transport=tcp", "sip:a@192.0.2.7:5555");
        assertThat(Scripts.each(context, "cul", "dsturi")).containsExactly("sip:9.9.9.9:99", "-");
        assertThat(Scripts.each(context, "cul", "socket")).containsExactly("udp:192.0.2.1:5060", "udp:192.0.2.1:5060");
        harness.clock.addAndGet(4000);
        assertThat(call("lookup_xavp", "location", "sip:alice@x", "r2", "c2"))
                .as("expired ones too")
                .isEqualTo(1);
        assertThat(call("lookup_xavp", "location", "sip:nobody@x", "r3", "c3")).isEqualTo(-1);
        assertThat(call("lookup_xavp", "location", "bad", "r3", "c3")).isEqualTo(-3);
        assertThat(context.xavps().count("r3")).isZero();
    }

    @Test
    void fetchContactsAsTheyAre() {
        assertThat(call("reg_fetch_contacts", "location", "sip:alice@x", "p")).isEqualTo(1);
        harness.registrar.unregister("location", "sip:alice@x", "");
        assertThat(ContactProfiles.of(context).get("p").orElseThrow().record().contacts())
                .hasSize(2);
        assertThat(call("reg_free_contacts", "p")).isEqualTo(1);
        assertThat(ContactProfiles.of(context).get("p")).isEmpty();
        assertThat(call("reg_free_contacts", "p")).isEqualTo(1);
        assertThat(call("reg_fetch_contacts", "location", "sip:alice@x", "p")).isEqualTo(-1);
        assertThat(call("reg_fetch_contacts", "location", "", "p")).isEqualTo(-1);
        assertThat(call("reg_fetch_contacts", "nosuch", "sip:alice@x", "p")).isEqualTo(-1);
    }

    @Test
    void readWhatWasFetched() {
        call("reg_fetch_contacts", "location", "sip:alice@x", "p");
        assertThat(value("ulc_rget", "p", "aor")).isEqualTo("alice");
        assertThat(value("ulc_rget", "p", "count")).isEqualTo(2L);
        assertThat(value("ulc_cget", "p", "addr", 1L)).isEqualTo("sip:a@192.0.2.7:5555");
        assertThat(value("ulc_cget", "p", "addr", 2L)).isNull();
        assertThat(value("ulc_cget", "q", "addr", 0L)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 5555, 0, 1",
        "192.0.2.7, 1, 0, 1",
        "192.0.2.7, 1, 1, -1",
        "192.0.2.7, 5555, 1, 1",
        "192.0.2.7, 5555, 2, -1",
        "9.9.9.9, 99, 1, 1",
        "192.0.2.8, 5060, 0, -1",
        "192.0.2.9, 5555, 0, -1",
    })
    void knowAUserByItsAddress(String address, int port, int mode, int code) {
        context = Exchange.from("INVITE sip:x@y SIP/2.0\r\n\r\n", new InetSocketAddress(address, port)).context;
        assertThat(call("reg_from_user", "location", "sip:alice@x", (long) mode))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "<sip:a@192.0.2.7;transport=udp>, 3, 1",
        "<sip:a@192.0.2.7;transport=tcp>, 2, -1",
        "<sip:a@localhost>, 0, -1",
        "<sip:a@[2001:db8::1]>, 0, -1",
        "<tel:123>, 0, -1",
    })
    void knowAUserByTransportAndNotByName(String contact, int mode, int code) {
        harness.save(0, "", Harness.register("<sip:bob@h>", "b", 1, "Contact: " + contact));
        context = Exchange.from("INVITE sip:x@y SIP/2.0\r\n\r\n", new InetSocketAddress("192.0.2.7", 5060)).context;
        assertThat(call("reg_from_user", "location", "sip:bob@x", (long) mode)).isEqualTo(code);
    }

    @Test
    void filterByBranchFlagsOfTheXavp() {
        Harness filtering = new Harness("xavp_cfg", "reg", "lookup_filter_mode", 1);
        for (int flags : new int[] {8, 16, 0}) {
            SipContext register =
                    filtering.receive(Harness.register("<sip:c@h>", "c" + flags, 1, "Contact: <sip:c" + flags + "@h>"));
            register.target(register.target().withFlags(flags));
            filtering.registrar.save(register, "location", 0, "");
        }
        for (String[] line : new String[][] {{"8", "c8"}, {"16", "c16"}, {"24", "c8 c16"}, {"0", "c8 c16 c0"}}) {
            SipContext invite = filtering.receive("INVITE sip:c@h SIP/2.0\r\n\r\n");
            Scripts.set(invite, "reg", "rlf_bflags", Value.of(Long.parseLong(line[0])));
            assertThat(filtering.registrar.lookup(invite, "location", "")).isEqualTo(1);
            assertThat(String.join(" ", filtering.targets())).isEqualTo(line[1].replaceAll("c\\d+", "sip:$0@h"));
        }
        SipContext invite = filtering.receive("INVITE sip:c@h SIP/2.0\r\n\r\n");
        Scripts.set(invite, "reg", "rlf_bflags", Value.of(32));
        assertThat(filtering.registrar.lookup(invite, "location", "")).isEqualTo(-1);
        assertThat(filtering.registrar.lookupToDset(invite, "location", "")).isEqualTo(-1);
        assertThat(filtering.registrar.registered(invite, "location", "", 0, 0)).isEqualTo(1);
    }

    @Test
    void filterByLiveConnections() {
        Harness filtering = new Harness("xavp_cfg", "reg", "lookup_filter_mode", 2, "sock_flag", 1);
        filtering.registrar.transport = oneFlow(17);
        for (int connection : new int[] {17, 18}) {
            SipContext register = filtering.receive(
                    Harness.register("<sip:c@h>", "c" + connection, 1, "Contact: <sip:c" + connection + "@h>"));
            register.flags(2);
            Scripts.set(register, "reg", "tcpconn_id", Value.of(connection));
            setMore(register, "socket", "tcp:192.0.2.1:5060");
            filtering.registrar.save(register, "location", 0, "");
        }
        filtering.save(0, "", Harness.register("<sip:c@h>", "u", 1, "Contact: <sip:udp@h>"));
        filtering.lookup("INVITE", "sip:c@h");
        assertThat(filtering.targets()).containsExactly("sip:c17@h", "sip:udp@h");
        filtering.set("lookup_filter_mode", 0);
        filtering.lookup("INVITE", "sip:c@h");
        assertThat(filtering.targets()).hasSize(3);
    }

    private static void setMore(SipContext context, String field, String text) {
        context.xavps()
                .get("reg", 0)
                .orElseThrow()
                .fields()
                .orElseThrow()
                .append(Xavps.Entry.of(field, Value.of(text)));
    }

    private static SipTransport oneFlow(int id) {
        LocalPoint point = TestFlow.point(Transport.TCP, "192.0.2.1", 5060);
        return (SipTransport) Proxy.newProxyInstance(
                ScriptFunctionsTest.class.getClassLoader(),
                new Class<?>[] {SipTransport.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "listenPoints" -> List.of(point);
                    case "flow" ->
                        arguments[0].equals(id) ? Optional.of(new TestFlow(point, point.address())) : Optional.empty();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private int call(String function, Object... arguments) {
        return (Integer) value(function, arguments);
    }

    private Object value(String function, Object... arguments) {
        return module.functions().get(function).function().call(context, arguments);
    }
}
