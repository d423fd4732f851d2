package org.waypost.usrloc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressRecordTest {

    private static Contact contact(long expires, int flags) {
        return new Contact(Ruid.NONE, "sip:a@h", "", "", "c", "n/a", "", "", expires, 0, 1, -1, flags, 0, -1, 0, 0, -1);
    }

    @Test
    void isDueWhenItsFirstContactExpires() {
        assertThat(new AddressRecord("a", List.of(contact(200, 0), contact(100, 0))).due(60))
                .isEqualTo(100);
    }

    @Test
    void isDueLaterForAContactWhoseExpiryWasAnnounced() {
        assertThat(new AddressRecord("a", List.of(contact(100, Contact.EXPIRY_ANNOUNCED))).due(60))
                .isEqualTo(160);
    }

    @Test
    void isNeverDueForPermanentContacts() {
        assertThat(new AddressRecord("a", List.of(contact(Contact.PERMANENT, 0))).due(60))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(contact(Contact.PERMANENT, 0).isValid(Long.MAX_VALUE)).isTrue();
    }

    @Test
    void isInvalidFromTheSecondItExpires() {
        assertThat(contact(100, 0).isValid(99)).isTrue();
        assertThat(contact(100, 0).isValid(100)).isFalse();
    }
}
