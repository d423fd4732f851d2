package org.waypost.usrloc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.usrloc.memory.Contacts.contact;
import static org.waypost.usrloc.memory.Contacts.put;
import static org.waypost.usrloc.memory.Contacts.withUserAgent;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waypost.usrloc.Contact;

class SharedStringsTest {

    @Test
    void keepsOneCopyOfWhatContactsHaveInCommon() {
        MemoryLocationStore store = new MemoryLocationStore();
        Contact first = put(store, "a", withUserAgent(contact(1, 100), copy("Acme")))
                .contacts()
                .get(0);
        Contact second = put(store, "b", withUserAgent(contact(2, 100), copy("Acme")))
                .contacts()
                .get(0);
        Contact refreshed = put(store, "b", withUserAgent(contact(2, 100), copy("Acme")))
                .contacts()
                .get(0);

        assertThat(second.userAgent()).isSameAs(first.userAgent());
        assertThat(refreshed.userAgent()).isSameAs(first.userAgent());
        assertThat(second.received()).isSameAs(second.path()).isSameAs("");
    }

    @Test
    void keepsTheInstanceOfARefreshedContact() {
        MemoryLocationStore store = new MemoryLocationStore();
        Contact first = put(store, "a", contact(1, 100).withInstance(copy("<urn:a>")))
                .contacts()
                .get(0);
        Contact refreshed = put(store, "a", contact(1, 200).withInstance(copy("<urn:a>")))
                .contacts()
                .get(0);

        assertThat(refreshed.instance()).isSameAs(first.instance());
        assertThat(refreshed.expires()).isEqualTo(200);
    }

    @Test
    void forgetsTextsOfAFlood() {
        SharedStrings strings = new SharedStrings();
        List<WeakReference<String>> flood = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            flood.add(new WeakReference<>(strings.share(copy("User-Agent " + i))));
        }

        System.gc();

        assertThat(flood).filteredOn(text -> text.get() != null).hasSizeLessThanOrEqualTo(2048);
        assertThat(strings.share("Acme")).isEqualTo("Acme");
    }

    private static String copy(String text) {
        return new String(text.toCharArray());
    }
}
