package org.waypost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.console.Samples.all;
import static org.waypost.console.Samples.contact;
import static org.waypost.console.Samples.get;
import static org.waypost.console.Samples.map;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.waypost.operations.LocationWatch;
import org.waypost.operations.Locations;
import org.waypost.usrloc.ContactEvent;

class ChangeSectionTest {

    private final ChangeSection section = new ChangeSection();
    private final Queue<ContactEvent> happened = new ArrayDeque<>();
    private long leftOut;
    private int open;

    @BeforeEach
    void bind() {
        section.bindLocations((Locations) Proxy.newProxyInstance(
                Locations.class.getClassLoader(),
                new Class<?>[] {Locations.class},
                (proxy, method, arguments) -> method.getName().equals("watch") ? new Watch() : null));
    }

    @AfterEach
    void stop() {
        section.stop();
    }

    private final class Watch implements LocationWatch {

        Watch() {
            open++;
        }

        @Override
        public Optional<ContactEvent> next(Duration atMost) {
            return Optional.ofNullable(happened.poll());
        }

        @Override
        public long leftOut() {
            long before = leftOut;
            leftOut = 0;
            return before;
        }

        @Override
        public void close() {
            open--;
        }
    }

    @Test
    void watchesFromTheFirstQuestionOnAndTellsWhatIsNew() {
        assertThat(open).isZero();
        Map<?, ?> first = ask("");
        assertThat(open).isEqualTo(1);
        happen(3);
        Map<?, ?> news = ask("since=" + first.get("sequence"));
        assertThat(all(news.get("changes"), "aor")).containsExactly("u2", "u1", "u0");
        assertThat(news.get("missed")).isEqualTo(0L);
        assertThat(all(ask("since=" + news.get("sequence")).get("changes"), "aor"))
                .isEmpty();
        assertThat(open).isEqualTo(1);
    }

    @Test
    void countsWhatItDoesNotTell() {
        Map<?, ?> first = ask("");
        happen(1_000);
        leftOut = 500;
        Map<?, ?> news = ask("since=" + first.get("sequence"));
        assertThat(all(news.get("changes"), "aor")).hasSize(100).first().isEqualTo("u999");
        assertThat(news.get("missed")).isEqualTo(1_400L);
    }

    @Test
    void leavesOtherTablesOut() {
        ask("");
        happen(1);
        assertThat(all(ask("since=0&table=elsewhere").get("changes"), "aor")).isEmpty();
        assertThat(all(ask("since=0&table=location").get("changes"), "aor")).hasSize(1);
    }

    @Test
    void closesItsWatchWhenItStops() {
        ask("");
        section.stop();
        assertThat(open).isZero();
    }

    private void happen(int times) {
        for (int i = 0; i < times; i++) {
            happened.add(
                    new ContactEvent(ContactEvent.Kind.INSERT, "location", "u" + i, contact(i, "sip:u@h", "<b>A</b>")));
        }
    }

    private Map<?, ?> ask(String query) {
        return map(section.reads().get("changes").answer(get(query)));
    }
}
