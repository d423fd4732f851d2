package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.usrloc.core.Fixture.START;
import static org.waypost.usrloc.core.Fixture.at;
import static org.waypost.usrloc.core.Fixture.call;
import static org.waypost.usrloc.core.Fixture.contact;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Match;
import org.waypost.usrloc.Match.Kind;

class ContactMatcherTest {

    @Test
    void matchesByUriAloneInMode0() {
        Fixture f = new Fixture("matching_mode", 0);

        assertThat(f.register("a", call(contact("x"), "one", 5))).isEqualTo(Kind.NONE);
        assertThat(f.register("a", call(contact("x"), "two", 1))).isEqualTo(Kind.FOUND);
        assertThat(f.register("a", call(contact("X"), "two", 1))).isEqualTo(Kind.NONE);
        assertThat(f.contacts("a")).extracting(Contact::callId).containsExactly("two", "two");
    }

    @Test
    void matchesByUriAndCallIdInMode1() {
        Fixture f = new Fixture("matching_mode", 1);

        f.register("a", call(contact("x"), "one", 5));
        assertThat(f.register("a", call(contact("x"), "two", 1))).isEqualTo(Kind.NONE);
        assertThat(f.register("a", call(contact("x"), "one", 6))).isEqualTo(Kind.FOUND);
        assertThat(f.register("a", call(contact("y"), "one", 7))).isEqualTo(Kind.NONE);
        assertThat(f.contacts("a")).extracting(Contact::cseq).containsExactly(6, 1, 7);
    }

    @ParameterizedTest
    @CsvSource({"0, CONTACT", "1, CONTACT_AND_CALL_ID", "2, CONTACT_AND_PATH", "3, CALL_ID"})
    void saysWhatAMatchHasInCommon(int mode, Match.By by) {
        Fixture f = new Fixture("matching_mode", mode);
        f.register("a", contact("x"));
        f.register("a", contact("y").withInstance("<urn:1>"));

        assertThat(by(f, contact("x"))).isEqualTo(by);
        assertThat(by(f, contact("z").withInstance("<urn:1>"))).isEqualTo(Match.By.INSTANCE);
        assertThat(by(f, contact("z").withInstance("<urn:2>"))).isEqualTo(Match.By.NOTHING);
    }

    private static Match.By by(Fixture f, Contact candidate) {
        return f.service.update(
                "location", "a", edit -> edit.match(candidate, Compat.KAMAILIO).by());
    }

    @Test
    void matchesByUriAndPathInMode2() {
        Fixture f = new Fixture("matching_mode", 2);

        f.register("a", call(contact("x").withPath("<sip:p1;lr>"), "one", 1));
        assertThat(f.register("a", call(contact("x").withPath("<sip:p2;lr>"), "two", 1)))
                .isEqualTo(Kind.NONE);
        assertThat(f.register("a", call(contact("x").withPath("<sip:p2;lr>"), "three", 1)))
                .isEqualTo(Kind.FOUND);
        assertThat(f.register("a", call(contact("x"), "four", 1))).isEqualTo(Kind.FOUND);
        assertThat(f.contacts("a")).extracting(Contact::path).containsExactly("", "<sip:p2;lr>");
    }

    @Test
    void matchesByCallIdAndKeepsTheUriInMode3() {
        Fixture f = new Fixture("matching_mode", 3);

        f.register("a", call(contact("x"), "one", 1));
        assertThat(f.register("a", call(contact("x"), "two", 1))).isEqualTo(Kind.NONE);
        assertThat(f.register("a", call(contact("y").withExpires(START + 9), "one", 2)))
                .isEqualTo(Kind.FOUND);
        assertThat(f.contacts("a").get(0).uri()).isEqualTo("sip:x@h");
        assertThat(f.contacts("a").get(0).expires()).isEqualTo(START + 9);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void matchesAnInstanceWithItsRegIdWhateverElse(int mode) {
        Fixture f = new Fixture("matching_mode", mode);
        f.register("a", call(contact("x").withInstance("<urn:1>").withRegId(1), "one", 5));

        assertThat(f.register("a", call(contact("y").withInstance("urn:1").withRegId(1), "two", 2)))
                .isEqualTo(Kind.FOUND);
        assertThat(f.contacts("a")).extracting(Contact::uri).containsExactly("sip:y@h");
        assertThat(f.contacts("a")).extracting(Contact::instance).containsExactly("<urn:1>");
        assertThat(f.register("a", call(contact("y").withInstance("<urn:1>").withRegId(1), "two", 1)))
                .isEqualTo(Kind.FOUND);
        assertThat(f.register("a", call(contact("y").withInstance("<urn:1>").withRegId(2), "two", 3)))
                .isEqualTo(Kind.NONE);
        assertThat(f.register("a", call(contact("y").withInstance("<urn:1>"), "two", 4)))
                .isEqualTo(Kind.NONE);
        assertThat(f.register("a", call(contact("y").withInstance("<URN:1>").withRegId(1), "two", 5)))
                .isEqualTo(Kind.NONE);
    }

    @Test
    void matchesAnInstanceWithoutRegId() {
        Fixture f = new Fixture();
        f.register("a", contact("x").withInstance("<urn:1>"));

        assertThat(f.register("a", contact("y").withInstance("<urn:1>"))).isEqualTo(Kind.FOUND);
        assertThat(f.order("a")).isEqualTo("y");
    }

    @Test
    void takesTheFirstOfThatUriIfTheCandidateHasNoInstance() {
        Fixture f = new Fixture();
        f.register("a", call(contact("x").withInstance("<urn:1>").withRegId(1), "one", 1));
        f.register("a", call(contact("x").withInstance("<urn:1>").withRegId(2), "one", 2));

        assertThat(f.register("a", call(contact("x").withExpires(START + 9), "one", 3)))
                .isEqualTo(Kind.FOUND);
        assertThat(f.contacts("a")).extracting(Contact::expires).containsExactly(START + 9, START + 3600);
        assertThat(f.contacts("a")).extracting(Contact::regId).containsExactly(1, 2);
        assertThat(f.contacts("a")).extracting(Contact::instance).containsExactly("<urn:1>", "<urn:1>");
    }

    @ParameterizedTest
    @CsvSource({
        "a, <a>, FOUND",
        "<a>, <a>, FOUND",
        "<<a>, <a, FOUND",
        "<a>>, a>, FOUND",
        "<>, <>, FOUND",
        "<, <, FOUND",
        "><, ><, FOUND",
        "<a, a, NONE",
        "a, A, NONE",
        "<a>, <<a>>, NONE",
        "<, >, NONE",
        "'', <>, NONE"
    })
    void comparesInstancesWithoutThePairOfAngleBracketsAroundThem(String stored, String candidate, Kind kind) {
        Fixture f = new Fixture();
        f.register("a", call(contact("x").withInstance(stored), "one", 1));

        assertThat(f.register("a", call(contact("y").withInstance(candidate), "one", 2)))
                .isEqualTo(kind);
    }

    @Test
    void tellsRetransmissionsFromStaleRequests() {
        Fixture f = new Fixture("cseq_delay", 20);
        f.register("a", call(contact("x"), "one", 5));

        f.clock.set(START + 19);
        assertThat(f.register("a", call(contact("x"), "one", 5))).isEqualTo(Kind.RETRANSMISSION);
        assertThat(f.register("a", call(contact("x"), "one", 4))).isEqualTo(Kind.STALE);
        f.clock.set(START + 20);
        assertThat(f.register("a", call(contact("x"), "one", 5))).isEqualTo(Kind.STALE);
        assertThat(f.register("a", at(call(contact("x"), "one", 6), START + 20)))
                .isEqualTo(Kind.FOUND);
        assertThat(f.register("a", call(contact("x"), "one", 6))).isEqualTo(Kind.RETRANSMISSION);
    }

    @Test
    void checksTheCSeqOfAnExpiredContactToo() {
        Fixture f = new Fixture();
        f.register("a", call(contact("x").withExpires(START + 2), "one", 5));
        f.clock.set(START + 30);
        f.service.sweep();

        assertThat(f.register("a", call(contact("x"), "one", 4))).isEqualTo(Kind.STALE);
        assertThat(f.register("a", call(contact("x"), "one", 6))).isEqualTo(Kind.FOUND);
    }

    @Test
    void comparesUrisByRfc3261OnlyIfAsked() {
        Fixture f = new Fixture();
        Contact first = call(contact("x").withUri("sip:x@Example.COM"), "one", 1);
        Contact second = call(contact("x").withUri("sip:%78@example.com"), "one", 2);
        f.register("a", first);

        assertThat(Fixture.register(f.service, "a", second, Compat.RFC)).isEqualTo(Kind.FOUND);
        assertThat(f.contacts("a")).extracting(Contact::uri).containsExactly("sip:%78@example.com");
        assertThat(Fixture.register(f.service, "a", call(first, "one", 3), Compat.KAMAILIO))
                .isEqualTo(Kind.NONE);
    }
}
