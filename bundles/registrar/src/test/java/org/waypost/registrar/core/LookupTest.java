package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waypost.sip.Branch;
import org.waypost.sip.SipContext;

/** lookup() and its kin, registered(), unregister(). The expectations were seen on Kamailio 5.6.3. */
class LookupTest {

    private final Harness harness = new Harness();

    @Test
    void makesTheBestContactTheTargetAndTheOthersBranches() {
        harness.register(1, "Contact: <sip:a@h>;q=0.5", "Contact: <sip:b@h>;q=0.9", "Contact: <sip:c@h>");
        assertThat(harness.lookup("INVITE", "sip:ALICE@x:5060;foo")).isEqualTo(1);
        assertThat(harness.targets()).containsExactly("sip:b@h", "sip:a@h", "sip:c@h");
    }

    @Test
    void tellsTheBranchAllItKnowsOfTheContact() {
        harness.register(
                1,
                "Contact: <sip:a@h>;q=0.5;received=\"sip:9.9.9.9:9\";+sip.instance=\"<i>\";reg-id=3",
                "User-Agent: Phone");
        harness.lookup("INVITE", "sip:alice@x");
        String ruid = harness.stored("alice").get(0).ruid().toString();
        assertThat(harness.context.target())
                .isEqualTo(new Branch(
                        "sip:a@h", "sip:9.9.9.9:9", "", "udp:192.0.2.1:5060", -1, 0, 500, "<i>", 3, ruid, "Phone"));
    }

    @Test
    void sendsByThePathBeforeTheReceivedAddress() {
        harness.register(1, "Contact: <sip:a@h>;received=\"sip:9.9.9.9:9\"");
        harness.location().update("location", "alice", edit -> {
            var stored = edit.contacts().get(0);
            edit.delete(stored);
            return edit.insert(stored.withPath("<sip:p1;lr>,<sip:p2;lr>").withBranchFlags(6));
        });
        harness.lookup("INVITE", "sip:alice@x");
        assertThat(harness.context.target().destination()).isEqualTo("sip:p1;lr");
        assertThat(harness.context.target().path()).isEqualTo("<sip:p1;lr>,<sip:p2;lr>");
        assertThat(harness.context.target().flags()).isEqualTo(6);
    }

    @Test
    void addsTheFlagsOfTheContactToThoseOfTheTarget() {
        harness.register(1, "Contact: <sip:a@h>");
        harness.location().update("location", "alice", edit -> {
            var stored = edit.contacts().get(0);
            edit.delete(stored);
            return edit.insert(stored.withBranchFlags(6));
        });
        SipContext context = harness.receive("INVITE sip:alice@x SIP/2.0\r\n\r\n");
        context.target(context.target().withFlags(9));
        harness.registrar.lookup(context, "location", "");
        assertThat(context.target().flags()).isEqualTo(15);
    }

    @Test
    void storesTheBranchFlagsOfTheRequest() {
        SipContext context = harness.receive(Harness.register("<sip:alice@h>", "c", 1, "Contact: <sip:a@h>"));
        context.target(context.target().withFlags(64));
        harness.registrar.save(context, "location", 0, "");
        assertThat(harness.stored("alice").get(0).cflags()).isEqualTo(64);
    }

    @Test
    void leavesTheTargetAloneIfThereIsNoContact() {
        harness.register(1, "Contact: <sip:a@h>;expires=60");
        harness.clock.addAndGet(60);
        assertThat(harness.lookup("INVITE", "sip:alice@x")).isEqualTo(-1);
        assertThat(harness.lookup("INVITE", "sip:nobody@x")).isEqualTo(-1);
        assertThat(harness.lookup("INVITE", "hello")).isEqualTo(-3);
        assertThat(harness.lookup("INVITE", "sip:a%zz@h")).isEqualTo(-3);
        assertThat(harness.lookup("INVITE", "sip:" + "u".repeat(65) + "@h")).isEqualTo(-3);
        assertThat(harness.targets()).hasSize(1);
    }

    @Test
    void usesExpiredContactsIfTold() {
        harness.register(1, "Contact: <sip:a@h>;expires=60");
        harness.clock.addAndGet(60);
        harness.set("use_expired_contacts", 1);
        assertThat(harness.lookup("INVITE", "sip:alice@x")).isEqualTo(1);
        assertThat(harness.registrar.registered(harness.context, "location", "sip:alice@x", 0, 0))
                .isEqualTo(1);
        assertThat(harness.register(2)).as("but lists none").isEqualTo("200 OK");
    }

    @Test
    void takesTheBestContactOnlyIfTold() {
        harness.set("append_branches", 0);
        harness.register(1, "Contact: <sip:a@h>,<sip:b@h>");
        assertThat(harness.lookup("INVITE", "sip:alice@x")).isEqualTo(1);
        assertThat(harness.targets()).containsExactly("sip:b@h");
        assertThat(harness.registrar.lookupToDset(harness.context, "location", "sip:alice@x"))
                .isEqualTo(1);
        assertThat(harness.context.branches()).isEmpty();
    }

    @Test
    void filtersByMethodOutsideOfDialogs() {
        harness.set("method_filtering", 1);
        harness.register(1, "Contact: <sip:a@h>;methods=\"OPTIONS\"");
        assertThat(harness.lookup("INVITE", "sip:alice@x")).isEqualTo(-2);
        assertThat(harness.lookup("OPTIONS", "sip:alice@x")).isEqualTo(1);
        harness.register(2, "Contact: <sip:b@h>");
        assertThat(harness.lookup("INVITE", "sip:alice@x")).isEqualTo(1);
        assertThat(harness.targets()).containsExactly("sip:b@h");
        SipContext inDialog = harness.receive("INVITE sip:alice@x SIP/2.0\r\nTo: <sip:alice@x;tag=no>;tag=1\r\n\r\n");
        harness.registrar.lookup(inDialog, "location", "");
        assertThat(inDialog.target().uri()).isEqualTo("sip:a@h");
    }

    @Test
    void looksUpTheGivenUri() {
        harness.register(1, "Contact: <sip:a@h>");
        SipContext context = harness.receive("INVITE sip:x@y SIP/2.0\r\n\r\n");
        assertThat(harness.registrar.lookup(context, "location", "sip:alice@z")).isEqualTo(1);
        assertThat(context.target().uri()).isEqualTo("sip:a@h");
        assertThat(harness.registrar.lookup(context, "nowhere", "sip:alice@z")).isEqualTo(-1);
    }

    @Test
    void addsContactsAsBranches() {
        harness.register(1, "Contact: <sip:a@h>;q=0.5", "Contact: <sip:b@h>;q=0.9");
        SipContext context = harness.receive("INVITE sip:alice@y SIP/2.0\r\n\r\n");
        assertThat(harness.registrar.lookupToDset(context, "location", "")).isEqualTo(1);
        assertThat(context.target().uri()).isEqualTo("sip:alice@y");
        assertThat(context.branches()).extracting(Branch::uri).containsExactly("sip:b@h", "sip:a@h");
    }

    @Test
    void looksUpTheTargetAndTheBareBranches() {
        harness.register(1, "Contact: <sip:b@h>;q=0.9", "Contact: <sip:a@h>;q=0.5", "Contact: <sip:c@h>");
        harness.save(0, "", Harness.register("<sip:bob@h>", "d", 1, "Contact: <sip:y@h>;q=0.1", "Contact: <sip:z@h>"));
        SipContext context = harness.receive("INVITE sip:alice@y SIP/2.0\r\n\r\n");
        context.addBranch(Branch.to("sip:bob@x"));
        context.addBranch(Branch.to("sip:nobody@x"));
        context.addBranch(Branch.to("sip:bob@x").withFlags(1));
        assertThat(harness.registrar.lookupBranches(context, "location")).isEqualTo(1);
        assertThat(context.target().uri()).isEqualTo("sip:b@h");
        assertThat(context.branches())
                .extracting(Branch::uri)
                .containsExactly("sip:y@h", "sip:nobody@x", "sip:bob@x", "sip:a@h", "sip:c@h", "sip:z@h");
    }

    @Test
    void knowsWhoIsRegistered() {
        harness.register(1, "Contact: <sip:a@h>;expires=60");
        SipContext context = harness.receive("INVITE sip:alice@y SIP/2.0\r\n\r\n");
        assertThat(harness.registrar.registered(context, "location", "", 0, 0)).isEqualTo(1);
        assertThat(harness.registrar.registered(context, "location", "sip:bob@y", 0, 0))
                .isEqualTo(-1);
        assertThat(harness.registrar.registered(context, "location", "hello", 0, 0))
                .isEqualTo(-1);
        harness.clock.addAndGet(60);
        assertThat(harness.registrar.registered(context, "location", "", 0, 0)).isEqualTo(-1);
        assertThat(context.target().uri()).isEqualTo("sip:alice@y");
    }

    @Test
    void unregistersAnAorOrOneContact() {
        harness.register(1, "Contact: <sip:a@h>,<sip:b@h>");
        String ruid = harness.stored("alice").get(0).ruid().toString();
        assertThat(harness.registrar.unregister("location", "sip:alice@x", "foo"))
                .isEqualTo(-3);
        assertThat(harness.registrar.unregister("location", "sip:bob@x", ruid)).isEqualTo(-3);
        assertThat(harness.registrar.unregister("location", "sip:alice@x", ruid))
                .isEqualTo(1);
        assertThat(harness.stored("alice")).hasSize(1);
        assertThat(harness.registrar.unregister("location", "sip:alice@x", "")).isEqualTo(1);
        assertThat(harness.stored("alice")).isEmpty();
        assertThat(harness.registrar.unregister("location", "sip:alice@x", ""))
                .as("nobody")
                .isEqualTo(1);
        assertThat(harness.registrar.unregister("location", "hello", "")).isEqualTo(-1);
        assertThat(harness.registrar.unregister("location", "", "")).isEqualTo(-1);
    }
}
