package org.waypost.auth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.ServiceReference;
import org.waypost.sip.auth.DigestName;
import org.waypost.sip.auth.UserStore;

/**
 * The stores that are services, those of a higher ranking first. For some seconds after one has gone nobody can say who is unknown, as
 * it is away when its bundle is updated.
 */
final class UserStores {

    private static final long ABSENCE = TimeUnit.SECONDS.toNanos(10);

    private static final UserStore AWAY = new UserStore() {
        @Override
        public Answer find(DigestName name, String realm) {
            return UNAVAILABLE;
        }

        @Override
        public Optional<Answer> known(DigestName name, String realm) {
            return Optional.of(UNAVAILABLE);
        }
    };

    private final ConcurrentNavigableMap<ServiceReference<UserStore>, UserStore> services =
            new ConcurrentSkipListMap<>(Comparator.reverseOrder());

    private volatile List<UserStore> stores = List.of();
    private volatile boolean incomplete;
    private volatile long leftAt;

    void add(ServiceReference<UserStore> reference, UserStore store) {
        services.put(reference, store);
        stores = List.copyOf(services.values());
        incomplete = false;
    }

    void remove(ServiceReference<UserStore> reference) {
        leftAt = System.nanoTime();
        incomplete = services.remove(reference) != null;
        stores = List.copyOf(services.values());
    }

    /** Whether there are any. */
    boolean areThere() {
        return !stores.isEmpty();
    }

    /** Those to ask, in order. */
    List<UserStore> now() {
        List<UserStore> now = stores;
        if (!incomplete) {
            return now;
        }
        if (System.nanoTime() - leftAt > ABSENCE) {
            incomplete = false;
            return now;
        }
        List<UserStore> withGap = new ArrayList<>(now);
        withGap.add(AWAY);
        return withGap;
    }
}
