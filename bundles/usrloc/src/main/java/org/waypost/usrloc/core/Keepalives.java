package org.waypost.usrloc.core;

import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.waypost.sip.Flow;
import org.waypost.sip.SipTransport;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;

/**
 * Sends keepalives to the contacts (ka_mode), each on its own time, and gives up those that do not answer (ka_timeout).
 *
 * <p>One thread goes over the tables again and again, at a pace that leaves the machine to others: of a million contacts each is looked
 * at about every 20 seconds. Names of hosts are looked up on threads of their own; if too many wait, a keepalive is left out.
 */
@Component(immediate = true, service = Keepalives.class)
public final class Keepalives {

    /** Seconds that a contact that does not answer is kept, as in Kamailio. */
    static final long GRACE = 10;

    private static final int LOOKUP_THREADS = 2;
    private static final int WAITING_LOOKUPS = 500;

    /** Effort before a pause: looking at a contact is 1, a keepalive 10. */
    private static final int EFFORT = 5000;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LocationService location;
    private final SipTransport transport;
    private final LongSupplier clock;
    private final SecureRandom random = new SecureRandom();
    private final ThreadPoolExecutor lookups = new ThreadPoolExecutor(
            LOOKUP_THREADS,
            LOOKUP_THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_LOOKUPS),
            Keepalives::thread);
    private SecondTimer timer;
    private volatile boolean closed;
    private int round;
    private int effort;

    /** As Declarative Services makes it. */
    @Activate
    public Keepalives(@Reference LocationService location, @Reference SipTransport transport) {
        this(location, transport, () -> System.currentTimeMillis() / 1000);
    }

    /** @param clock epoch seconds */
    Keepalives(LocationService location, SipTransport transport, LongSupplier clock) {
        this.location = location;
        this.transport = transport;
        this.clock = clock;
        lookups.allowCoreThreadTimeOut(true);
    }

    @Activate
    void start() {
        timer = new SecondTimer("keepalive", this::round);
    }

    @Deactivate
    void stop() {
        closed = true;
        timer.close();
        lookups.shutdownNow();
    }

    /** Looks at every contact once. */
    void round() {
        KeepaliveTable table = location.keepalives();
        if (location.settings().keepalive().mode() == 0) {
            table.clear();
            return;
        }
        round++;
        for (String name : location.tables()) {
            location.scan(name, record -> {
                UsrlocSettings settings = location.settings();
                if (settings.keepalive().mode() != 0) {
                    record.contacts().forEach(contact -> look(name, record, contact, settings));
                }
                return !closed && settings.keepalive().mode() != 0;
            });
        }
        if (!closed) {
            table.keepOnly(round);
        }
    }

    private void look(String table, AddressRecord record, Contact contact, UsrlocSettings settings) {
        spend(1);
        long now = clock.getAsLong();
        if (!contact.isValid(now) || !isWanted(contact, settings)) {
            return;
        }
        KeepaliveSettings keepalive = settings.keepalive();
        KeepaliveTable.State state = location.keepalives().of(contact.ruid(), now + some(keepalive.randomize()));
        state.round = round;
        if (isSilent(contact, state, keepalive, now)) {
            location.keepalives().timedOut.increment();
            location.expireAt(
                    table, record.aor(), now + GRACE, other -> other.ruid().equals(contact.ruid()));
        } else if (state.next <= now) {
            state.next = now + keepalive.interval() + some(keepalive.randomize());
            spend(10);
            send(contact, record.aor(), settings, state);
        }
    }

    private static boolean isWanted(Contact contact, UsrlocSettings settings) {
        int mode = settings.keepalive().mode();
        return ((mode & KeepaliveSettings.NATTED) == 0 || (contact.cflags() & settings.natBranchFlag()) != 0)
                && ((mode & KeepaliveSettings.UDP) == 0 || contact.socket().startsWith("udp:"))
                && (!settings.keepalive().ownOnly() || contact.serverId() == settings.serverId());
    }

    private static boolean isSilent(Contact contact, KeepaliveTable.State state, KeepaliveSettings settings, long now) {
        long lastSign = state.lastSign();
        return settings.timeout() > 0
                && contact.expires() > now + GRACE
                && lastSign != Long.MAX_VALUE
                && Math.max(lastSign, contact.lastModified()) + settings.timeout() < now;
    }

    private void send(Contact contact, String aor, UsrlocSettings settings, KeepaliveTable.State state) {
        if (!KeepaliveRequest.isSafe(contact, aor)) {
            location.keepalives().unsent.increment();
            return;
        }
        Flow open = contact.connectionId() <= 0
                ? null
                : transport.flow(contact.connectionId()).filter(Flow::isOpen).orElse(null);
        if (open != null) {
            send(contact, aor, settings, state, open);
            return;
        }
        KeepaliveTarget target = KeepaliveTarget.of(contact).orElse(null);
        if (target == null) {
            location.keepalives().unsent.increment();
        } else if (target.isAddress()) {
            find(target, contact, aor, settings, state);
        } else {
            try {
                lookups.execute(() -> find(target, contact, aor, settings, state));
            } catch (RejectedExecutionException tooManyWait) {
                location.keepalives().unsent.increment();
            }
        }
    }

    private void find(
            KeepaliveTarget target, Contact contact, String aor, UsrlocSettings settings, KeepaliveTable.State state) {
        target.flow(transport)
                .ifPresentOrElse(
                        flow -> send(contact, aor, settings, state, flow), location.keepalives().unsent::increment);
    }

    private void send(Contact contact, String aor, UsrlocSettings settings, KeepaliveTable.State state, Flow flow) {
        int nonce = random.nextInt();
        byte[] request = KeepaliveRequest.write(contact, aor, settings.useDomain(), settings.keepalive(), flow, nonce);
        state.sent(nonce, System.nanoTime(), clock.getAsLong());
        if (flow.send(request, request.length)) {
            location.keepalives().sent.increment();
        } else {
            location.keepalives().unsent.increment();
        }
    }

    private void spend(int cost) {
        effort += cost;
        if (effort >= EFFORT) {
            effort = 0;
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    private static int some(int most) {
        return most == 0 ? 0 : ThreadLocalRandom.current().nextInt(most + 1);
    }

    private static Thread thread(Runnable run) {
        Thread thread = new Thread(run, "waypost-usrloc-lookup");
        thread.setDaemon(true);
        return thread;
    }
}
