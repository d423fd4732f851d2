package org.waypost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.waypost.console.Samples.all;
import static org.waypost.console.Samples.contact;
import static org.waypost.console.Samples.get;
import static org.waypost.console.Samples.map;
import static org.waypost.console.Samples.post;
import static org.waypost.console.Samples.record;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.usrloc.AddressRecord;

class BindingSectionTest {

    // No UTF-8, and what would move the cursor of a terminal.
    private static final String STRANGE = "\u00ff\u001b[2J<b>";

    private final FakeTables tables = new FakeTables();
    private final BindingSection section = new BindingSection();

    @BeforeEach
    void fill() {
        section.userLocation = tables;
        tables.put(record("alice", contact(1, "sip:a1@h", "A"), contact(2, "sip:a1@h", "A")))
                .put(record(STRANGE, contact(3, "sip:s@h", "<img src=x>")));
    }

    @Test
    void answersAPage() {
        Map<?, ?> page = map(section.reads().get("bindings").answer(get("limit=1")));
        assertThat(page.get("aors")).isEqualTo(2L);
        assertThat(page.get("contacts")).isEqualTo(3L);
        assertThat(page.get("more")).isEqualTo(true);
        assertThat(all(page.get("records"), "aor")).containsExactly("alice");
        Map<?, ?> next = map(section.reads().get("bindings").answer(get("limit=1&after=alice")));
        assertThat(all(next.get("records"), "aor")).containsExactly("ÿ\\u001b[2J<b>");
        assertThat(all(next.get("records"), "key")).containsExactly(STRANGE);
        assertThat(next.get("more")).isEqualTo(false);
    }

    @Test
    void removesTheContactThatWasMeantOfTwoAlike() {
        Object done = section.changes()
                .get("bindings/remove-contact")
                .answer(post(Map.of("table", "location", "key", "alice", "ruid", "uloc-1-2")));
        assertThat(map(done).get("removed")).isEqualTo(1);
        assertThat(tables.find("location", "alice").map(AddressRecord::contacts))
                .hasValueSatisfying(contacts -> assertThat(contacts)
                        .singleElement()
                        .satisfies(left -> assertThat(left.ruid()).hasToString("uloc-1-1")));
        Object again = section.changes()
                .get("bindings/remove-contact")
                .answer(post(Map.of("table", "location", "key", "alice", "ruid", "uloc-1-2")));
        assertThat(map(again).get("removed")).isEqualTo(0);
    }

    @Test
    void removesAnAorWhateverItsOctets() {
        Object done =
                section.changes().get("bindings/remove").answer(post(Map.of("table", "location", "key", STRANGE)));
        assertThat(map(done).get("removed")).isEqualTo(1);
        assertThat(tables.find("location", STRANGE)).isEmpty();
    }

    @Test
    void readsSomeAnew() {
        Object some = section.changes()
                .get("bindings/some")
                .answer(post(Map.of("table", "location", "keys", List.of("gone", "alice"))));
        assertThat(all(map(some).get("records"), "key")).containsExactly("alice");
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThatThrownBy(() -> section.reads().get("bindings").answer(get("table=nowhere")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("there is no table 'nowhere'");
        assertThatThrownBy(() -> section.reads().get("bindings").answer(get("in=shoe")))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> section.changes().get("bindings/remove").answer(post(Map.of("table", "location"))))
                .isInstanceOf(Refused.class)
                .hasMessage("key: text is wanted");
        section.userLocation = null;
        assertThatThrownBy(() -> section.reads().get("bindings").answer(get("")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("org.waypost.usrloc is not active");
    }
}
