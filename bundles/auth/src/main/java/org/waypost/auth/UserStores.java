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
 * The stores that are services, those of a higher ranking first. For half a minute after one has gone nobody can say who is unknown,
 * as it is away while its bundle is updated.
 */
final class UserStores {

    private static final long ABSENCE = TimeUnit.SECONDS.toNanos(30);

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
    private volatile int missing;
    private volatile long leftAt;

    synchronized void add(ServiceReference<UserStore> reference, UserStore store) {
        services.put(reference, store);
        stores = List.copyOf(services.values());
        missing = Math.max(0, missing - 1);
    }

    synchronized void remove(ServiceReference<UserStore> reference) {
        if (services.remove(reference) != null && reference.getProperty(UserStore.LEAVING) == null) {
            leftAt = System.nanoTime();
            missing++;
        }
        stores = List.copyOf(services.values());
    }

    /** Whether there are any. */
    boolean areThere() {
        return !stores.isEmpty();
    }

    /** Those to ask, in order. */
    List<UserStore> now() {
        List<UserStore> now = stores;
        if (missing == 0 || System.nanoTime() - leftAt > ABSENCE) {
            return now;
        }
        List<UserStore> withGap = new ArrayList<>(now);
        withGap.add(AWAY);
        return withGap;
    }
}
