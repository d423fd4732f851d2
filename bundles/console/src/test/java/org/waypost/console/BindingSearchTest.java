package org.waypost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.console.Samples.contact;
import static org.waypost.console.Samples.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waypost.console.BindingSearch.Field;
import org.waypost.usrloc.AddressRecord;

class BindingSearchTest {

    private final List<AddressRecord> table = new ArrayList<>();

    @Test
    void pagesInOrderWhatComesInNone() {
        IntStream.range(0, 1_000).forEach(i -> table.add(record("u%03d".formatted(i), contact(i, "sip:x@h", "A"))));
        Collections.shuffle(table, new Random(1));
        List<String> all = new ArrayList<>();
        BindingSearch search = search("", Field.ANY, "", 30);
        while (true) {
            all.addAll(aors(search));
            assertThat(search.aors()).isEqualTo(1_000);
            if (!search.hasMore()) {
                break;
            }
            assertThat(aors(search)).hasSize(30);
            search = search("", Field.ANY, all.get(all.size() - 1), 30);
        }
        assertThat(all).hasSize(1_000).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void findsInTheFieldThatIsAskedForWhateverTheCase() {
        table.add(record("alice", contact(1, "sip:Phone@10.0.0.1", "Yealink T46")));
        table.add(record("bob", contact(2, "sip:alice@10.0.0.2", "snom")));
        table.add(record("carol", contact(3, "sip:c@10.0.0.3", "Alice's phone")));
        assertThat(aors(search("ALICE", Field.ANY, "", 9))).containsExactly("alice", "bob", "carol");
        assertThat(aors(search("alice", Field.AOR, "", 9))).containsExactly("alice");
        assertThat(aors(search("alice", Field.CONTACT, "", 9))).containsExactly("bob");
        assertThat(aors(search("alice", Field.AGENT, "", 9))).containsExactly("carol");
        assertThat(aors(search("phone@", Field.CONTACT, "", 9))).containsExactly("alice");
        assertThat(aors(search("call-2", Field.ANY, "", 9))).containsExactly("bob");
        assertThat(aors(search("nobody", Field.ANY, "", 9))).isEmpty();
    }

    @Test
    void findsLettersBeyondAscii() {
        table.add(record("m\u00c3\u00bcller", contact(1, "sip:m@h", "A")));
        assertThat(aors(search("üLLER", Field.AOR, "", 9))).hasSize(1);
    }

    @Test
    void countsContactsOfAllPages() {
        table.add(record("a", contact(1, "sip:1@h", "A"), contact(2, "sip:2@h", "A")));
        table.add(record("b", contact(3, "sip:3@h", "A")));
        BindingSearch search = search("", Field.ANY, "", 1);
        assertThat(search.contacts()).isEqualTo(3);
        assertThat(search.scanned()).isEqualTo(2);
        assertThat(search.isComplete()).isTrue();
    }

    @Test
    void givesUpWhenItsTimeIsUpAndSaysSo() {
        IntStream.range(0, 5_000).forEach(i -> table.add(record("u" + i, contact(i, "sip:x@h", "A"))));
        BindingSearch search = new BindingSearch("", Field.ANY, "", 10, System.nanoTime() - 1);
        assertThat(table.stream().allMatch(search)).isFalse();
        assertThat(search.isComplete()).isFalse();
        assertThat(search.scanned()).isLessThan(5_000);
    }

    private BindingSearch search(String text, Field field, String after, int limit) {
        BindingSearch search =
                new BindingSearch(text, field, after, limit, System.nanoTime() + TimeUnit.HOURS.toNanos(1));
        assertThat(table).allMatch(search);
        return search;
    }

    private static List<String> aors(BindingSearch search) {
        return search.page().stream().map(AddressRecord::aor).toList();
    }
}
