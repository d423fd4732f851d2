package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waypost.registrar.Registrar;

/** The limit max_contacts and save flag 4. The expectations were seen on Kamailio 5.6.3. */
class MaxContactsTest {

    private static final String TOO_MANY = "P-Registrar-Error: Too many registered contacts\nRetry-After: 7";

    private final Harness harness = new Harness("max_contacts", 2, "retry_after", 7);

    @Test
    void refusesANewAorWithTooManyWholly() {
        assertThat(harness.register(1, "Contact: <sip:a@h>,<sip:b@h>,<sip:c@h>"))
                .isEqualTo("503 Service Unavailable\n" + TOO_MANY);
        assertThat(harness.code).isEqualTo(-2);
        assertThat(harness.stored("alice")).isEmpty();
        assertThat(harness.register(1, "Contact: <sip:a@h>,<sip:a@h>,<sip:b@h>"))
                .as("each time it is named")
                .startsWith("503");
        assertThat(harness.register(1, "Contact: <sip:a@h>,<sip:c@h>;expires=0,<sip:b@h>"))
                .startsWith("200");
    }

    @Test
    void refusesAKnownAorBeforehandAndListsWhatThereIs() {
        harness.register(1, "Contact: <sip:a@h>,<sip:b@h>");
        assertThat(harness.register(2, "Contact: <sip:c@h>,<sip:a@h>;expires=50"))
                .isEqualTo("503 Service Unavailable\nContact: <sip:b@h>;expires=3600, <sip:a@h>;expires=3600\n"
                        + TOO_MANY);
        assertThat(harness.register(3, "Contact: <sip:c@h>,<sip:a@h>;expires=0"))
                .as("one for another")
                .isEqualTo("200 OK\nContact: <sip:b@h>;expires=3600, <sip:c@h>;expires=3600");
    }

    @Test
    void countsNoExpiredContactAndNoNewAddressOfAnInstance() {
        harness.register(1, "Contact: <sip:a@h>;expires=60", "Contact: <sip:b@h>;+sip.instance=\"<i>\"");
        assertThat(harness.register(2, "Contact: <sip:c@h>;+sip.instance=\"<i>\""))
                .startsWith("200");
        harness.clock.addAndGet(60);
        assertThat(harness.register(3, "Contact: <sip:d@h>")).startsWith("200");
    }

    @Test
    void countsAContactWhoseRemovalIsARetransmission() {
        harness.register(1, "Contact: <sip:a@h>");
        harness.register(2, "Contact: <sip:b@h>");
        assertThat(harness.register(2, "Contact: <sip:c@h>,<sip:b@h>;expires=0"))
                .startsWith("503");
        assertThat(harness.stored("alice")).hasSize(2);
    }

    @Test
    void findsAStaleContactWhileCounting() {
        harness.register(5, "Contact: <sip:a@h>,<sip:b@h>");
        assertThat(harness.register(4, "Contact: <sip:c@h>", "Contact: <sip:a@h>"))
                .contains("Invalid CSeq number");
    }

    @Test
    void findsABriefContactWhileCountingButAnswers503First() {
        harness.set("min_expires_mode", 1);
        harness.register(1, "Contact: <sip:a@h>");
        assertThat(harness.register(2, "Contact: <sip:b@h>", "Contact: <sip:c@h>;expires=5"))
                .startsWith("503");
        assertThat(harness.register(3, "Contact: <sip:b@h>;expires=5")).startsWith("423");
        assertThat(harness.stored("alice")).hasSize(1);
    }

    @Test
    void keepsOnlyTheFirstContactOfAKnownAorWithFlag4() {
        harness.register(1, "Contact: <sip:a@h>,<sip:b@h>");
        assertThat(replace(2, "Contact: <sip:c@h>,<sip:d@h>,<sip:e@h>"))
                .as("no limit")
                .isEqualTo("200 OK\nContact: <sip:e@h>;expires=3600");
    }

    @Test
    void storesAllContactsOfANewAorWithFlag4() {
        assertThat(replace(1, "Contact: <sip:c@h>,<sip:d@h>"))
                .isEqualTo("200 OK\nContact: <sip:d@h>;expires=3600, <sip:c@h>;expires=3600");
    }

    @Test
    void goesOnToTheFirstContactThatIsStoredWithFlag4() {
        harness.register(1, "Contact: <sip:a@h>,<sip:b@h>");
        assertThat(replace(2, "Contact: <sip:a@h>;expires=0", "Contact: <sip:b@h>;expires=99", "Contact: <sip:c@h>"))
                .isEqualTo("200 OK\nContact: <sip:b@h>;expires=99");
        assertThat(replace(3, "Contact: <sip:x@h>;expires=0"))
                .as("nothing stored, nothing removed")
                .isEqualTo("200 OK\nContact: <sip:b@h>;expires=99");
    }

    private String replace(int cseq, String... headers) {
        return harness.save(Registrar.REPLACE, "", Harness.register("<sip:alice@h>", "c", cseq, headers));
    }
}
