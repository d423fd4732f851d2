package org.waypost.registrar.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waypost.sip.EventRoute;
import org.waypost.sip.PseudoVariableProvider.Index;
import org.waypost.usrloc.ContactEvent;
import org.waypost.usrloc.ContactEvent.Kind;

class ExpiryEventsTest {

    private final ExpiryEvents events = new ExpiryEvents(new Events());
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    private final EventRoute route = (event, context) -> {
        StringBuilder line = new StringBuilder(event);
        for (String attribute : List.of("aor", "domain", "addr", "expires", "count")) {
            line.append(' ')
                    .append(new ContactVariables()
                            .compile("ulc", "exp=>" + attribute, Index.NONE)
                            .get(context)
                            .text());
        }
        seen.add(line.toString());
    };

    @AfterEach
    void stop() {
        events.stop();
    }

    @Test
    void runsTheRouteWithTheContactThatExpired() throws Exception {
        events.bindRoute(route);

        expire("sip:a@h");
        expire("sip:b@h");

        assertThat(next()).isEqualTo("usrloc:contact-expired alice location sip:a@h 1795392944 1");
        assertThat(next()).isEqualTo("usrloc:contact-expired alice location sip:b@h 1795392944 1");
    }

    @Test
    void wantsToHearOfExpiryAlone() {
        events.bindRoute(route);
        assertThat(events.kinds()).isEqualTo(Set.of(Kind.EXPIRE));

        for (Kind kind : Set.of(Kind.INSERT, Kind.UPDATE, Kind.DELETE)) {
            events.changed(new ContactEvent(kind, "location", "alice", Events.contact("sip:a@h")));
        }

        assertThat(statistics()).containsEntry("expired_events", 0L);
    }

    @Test
    void goesOnWhenARouteThrows() throws Exception {
        events.bindRoute((event, context) -> {
            throw new OutOfMemoryError("test");
        });
        events.bindRoute(route);

        expire("sip:a@h");
        expire("sip:b@h");

        assertThat(next()).contains("sip:a@h");
        assertThat(next()).contains("sip:b@h");
    }

    @Test
    void dropsWhatIsTooMuchForARouteThatHangsWhileOthersRun() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        EventRoute hanging = (event, context) -> {
            hangs.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        };
        events.bindRoute(hanging);
        expire("sip:0@h");
        assertThat(hangs.await(10, TimeUnit.SECONDS)).isTrue();
        events.bindRoute(route);

        for (int i = 1; i <= RouteQueue.LONGEST; i++) {
            expire("sip:" + i + "@h");
            assertThat(next()).contains("sip:" + i + "@h");
        }
        assertThat(statistics()).containsEntry("dropped_expired_events", 0L);
        expire("sip:last@h");
        assertThat(next()).contains("sip:last@h");
        assertThat(statistics())
                .containsEntry("dropped_expired_events", 1L)
                .containsEntry("expired_events", RouteQueue.LONGEST + 2L);

        events.unbindRoute(hanging);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        events.reset();
        assertThat(statistics()).containsEntry("dropped_expired_events", 0L).containsEntry("expired_events", 0L);
    }

    @Test
    void leavesARouteAloneThatIsGone() throws Exception {
        EventRoute gone = (event, context) -> seen.add("gone");
        events.bindRoute(gone);
        events.unbindRoute(gone);
        events.bindRoute(route);

        expire("sip:a@h");

        assertThat(next()).contains("sip:a@h");
        assertThat(seen).isEmpty();
    }

    private void expire(String uri) {
        events.changed(new ContactEvent(Kind.EXPIRE, "location", "alice", Events.contact(uri)));
    }

    private String next() throws InterruptedException {
        return seen.poll(10, TimeUnit.SECONDS);
    }

    private Map<String, Long> statistics() {
        Map<String, Long> values = new HashMap<>();
        events.collect(values::put);
        return values;
    }
}
