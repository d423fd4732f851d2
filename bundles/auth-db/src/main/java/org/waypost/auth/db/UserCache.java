package org.waypost.auth.db;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.waypost.sip.auth.UserStore.Answer;
import org.waypost.sip.auth.UserStore.Found;

/**
 * What was read lately. Names that nobody has are kept apart, so that who tries many of them drives no user out; of each kind, those go
 * first that were not asked for longest.
 */
final class UserCache {

    private record Entry(Answer answer, long until) {}

    private final long lifeNanos;
    private final Map<Asked, Entry> users;
    private final Map<Asked, Entry> strangers;

    UserCache(int seconds, int size) {
        lifeNanos = TimeUnit.SECONDS.toNanos(seconds);
        users = bounded(size);
        strangers = bounded(size);
    }

    private static Map<Asked, Entry> bounded(int size) {
        return new LinkedHashMap<>(16, 0.75f, true) {

            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Asked, Entry> eldest) {
                return size() > size;
            }
        };
    }

    /**
     * What was read of somebody.
     *
     * @param now the time in nanoseconds, as {@link System#nanoTime}
     */
    synchronized Optional<Answer> get(Asked who, long now) {
        Entry entry = users.get(who);
        if (entry == null) {
            entry = strangers.get(who);
        }
        return entry == null || entry.until - now <= 0 ? Optional.empty() : Optional.of(entry.answer);
    }

    synchronized void put(Asked who, Answer answer, long now) {
        if (lifeNanos > 0) {
            boolean isFound = answer instanceof Found;
            (isFound ? strangers : users).remove(who);
            (isFound ? users : strangers).put(who, new Entry(answer, now + lifeNanos));
        }
    }

    /** Users and names of nobody that are kept. */
    synchronized int size() {
        return users.size() + strangers.size();
    }
}
