package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.registrar.Registrar.NO_REPLY;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** registered(), xavp_rcd and the XAVPs stored with contacts; the outcomes are those of Kamailio 5.6.3. */
class RegisteredTest {

    private static final String A = "sip:a@127.0.0.1:5555";
    private static final String B = "sip:b@127.0.0.2:5556;transport=udp";

    private final Harness harness = new Harness("xavp_cfg", "reg", "xavp_rcd", "ulrcd", "usrloc.xavp_contact", "ct");

    @BeforeEach
    void registerTwo() {
        Scripts.set(register("c1", 1, "Contact: <" + A + ">;q=0.5;expires=100"), "ct", "a", Value.of("one"));
        save();
        Scripts.set(
                register("c2", 1, "Contact: <" + B + ">;q=0.8;expires=200;received=\"sip:9.9.9.9:99\""),
                "ct",
                "a",
                Value.of("two"));
        save();
    }

    @ParameterizedTest
    @CsvSource({
        "match_contact, sip:a@127.0.0.1:5555, 4, sip:a@127.0.0.1:5555",
        "match_contact, sip:a@127.0.0.1:5555, 7, sip:a@127.0.0.1:5555",
        "match_contact, sip:a@127.0.0.1:5555, 3, sip:b@127.0.0.2:5556;transport=udp",
        "match_contact, SIP:a@127.0.0.1:5555, 4, ",
        "match_callid, c1, 1, sip:a@127.0.0.1:5555",
        "match_callid, nope, 1, ",
        "match_callid, nope, 0, sip:b@127.0.0.2:5556;transport=udp",
        "match_received, sip:9.9.9.9:99, 2, sip:b@127.0.0.2:5556;transport=udp",
        "match_received, sip:9.9.9.9:9, 2, ",
        "match_received, '', 2, sip:b@127.0.0.2:5556;transport=udp",
    })
    void matchesWhatTheXavpDescribes(String field, String value, int option, String found) {
        SipContext context = invite();
        Scripts.set(context, "reg", field, Value.of(value));
        assertThat(harness.registrar.registered(context, "location", "sip:alice@x", option, 0))
                .isEqualTo(found == null ? -1 : 1);
        if (found == null) {
            assertThat(Scripts.values(context, "ulrcd", "contact")).isEmpty();
        } else {
            assertThat(Scripts.values(context, "ulrcd", "contact")).containsExactly(found);
        }
    }

    @Test
    void ignoresWhatToMatchIfItIsNoText() {
        SipContext context = invite();
        Scripts.set(context, "reg", "match_contact", Value.of(5));
        assertThat(harness.registrar.registered(context, "location", "", 4, 0)).isEqualTo(1);
    }

    @Test
    void recordsEachContactInFrontOfTheLast() {
        SipContext context = invite();
        harness.registrar.registered(context, "location", "", 0, 0);
        Scripts.set(context, "reg", "match_contact", Value.of(A));
        harness.registrar.registered(context, "location", "", 4, 0);
        assertThat(Scripts.values(context, "ulrcd", "contact")).containsExactly(A, B);
        assertThat(Scripts.values(context, "ulrcd", "expires")).containsExactly("100", "200");
        assertThat(Scripts.values(context, "ulrcd", "received")).containsExactly("sip:9.9.9.9:99");
        assertThat(Scripts.values(context, "ulrcd", "path")).isEmpty();
        assertThat(Scripts.values(context, "ulrcd", "ruid"))
                .containsExactly(
                        harness.stored("alice").get(1).ruid().toString(),
                        harness.stored("alice").get(0).ruid().toString());
        assertThat(context.xavps().count("ulrcd")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1, ruid", "2, contact", "4, expires", "8, received"})
    void leavesOutWhatTheMaskSays(int mask, String field) {
        harness.set("xavp_rcd_mask", mask);
        SipContext context = invite();
        harness.registrar.registered(context, "location", "", 0, 0);
        for (String other : new String[] {"ruid", "contact", "expires", "received"}) {
            assertThat(Scripts.values(context, "ulrcd", other)).hasSize(other.equals(field) ? 0 : 1);
        }
    }

    @Test
    void actsAsItIsTold() {
        SipContext context = invite();
        harness.registrar.registered(context, "location", "", 0, 2);
        assertThat(Scripts.values(context, "ulrcd", "contact")).isEmpty();
        assertThat(Scripts.each(context, "ct", "a")).isEmpty();
        harness.registrar.registered(context, "location", "", 0, 1);
        harness.registrar.registered(context, "location", "", 0, 3);
        assertThat(Scripts.values(context, "ulrcd", "contact")).containsExactly(B);
        assertThat(Scripts.each(context, "ct", "a")).containsExactly("two", "two");
    }

    @Test
    void recordsAllContactsOfASaveTheLastFirst() {
        SipContext context = register("c1", 2, "Contact: <sip:z@h>;expires=333");
        assertThat(save()).isEqualTo(1);
        assertThat(Scripts.values(context, "ulrcd", "contact")).containsExactly("sip:z@h", A, B);
        context = register("c1", 3);
        assertThat(save()).isEqualTo(4);
        assertThat(Scripts.values(context, "ulrcd", "expires")).containsExactly("333", "100", "200");
        context = register("c1", 4, "Contact: <sip:x@h>;q=7");
        assertThat(save()).isEqualTo(-1);
        assertThat(Scripts.values(context, "ulrcd", "contact")).hasSize(3);
        context = register("c1", 5, "Contact: *", "Expires: 0");
        assertThat(save()).isEqualTo(3);
        assertThat(context.xavps().count("ulrcd")).isZero();
    }

    @Test
    void recordsTheTargetOfALookupAndRestoresTheXavpsOfAll() {
        SipContext context = invite();
        Scripts.set(context, "ct", "a", Value.of("zero"));
        harness.registrar.lookup(context, "location", "");
        assertThat(Scripts.values(context, "ulrcd", "contact")).containsExactly(B);
        assertThat(Scripts.each(context, "ct", "a")).containsExactly("two", "one", "zero");
    }

    @Test
    void restoresTheXavpsOfBranchesAtTheirNumber() {
        SipContext context = invite();
        harness.registrar.lookupToDset(context, "location", "");
        assertThat(context.xavps().count("ulrcd")).isZero();
        assertThat(Scripts.each(context, "ct", "a")).containsExactly("-", "two", "one");
    }

    @Test
    void takesTheRequestUriIfNoneIsGiven() {
        assertThat(harness.registrar.registered(invite(), "location", "", 0, 0)).isEqualTo(1);
        assertThat(harness.registrar.registered(invite(), "location", "sip:bob@x", 0, 0))
                .isEqualTo(-1);
        assertThat(harness.registrar.registered(invite(), "location", "x", 0, 0))
                .isEqualTo(-1);
        assertThat(harness.registrar.registered(invite(), "nosuch", "", 0, 0)).isEqualTo(-1);
    }

    private SipContext invite() {
        return harness.receive("INVITE sip:alice@example.org SIP/2.0\r\n\r\n");
    }

    private SipContext register(String callId, int cseq, String... headers) {
        return harness.receive(Harness.register("<sip:alice@h>", callId, cseq, headers));
    }

    private int save() {
        return harness.registrar.save(harness.context, "location", NO_REPLY, "");
    }
}
