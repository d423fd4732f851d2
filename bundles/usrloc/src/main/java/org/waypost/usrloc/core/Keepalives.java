package org.waypost.usrloc.core;

import java.security.SecureRandom;
import java.util.Optional;
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
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.sip.Flow;
import org.waypost.sip.SipTransport;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactPings;
import org.waypost.usrloc.Ping;

/**
 * Sends keepalives to the contacts, each on its own time, and gives up those that do not answer (ka_timeout): to those that ka_mode
 * names and, of the others, to those that somebody else wants pinged ({@link ContactPings}).
 *
 * <p>One thread goes over the tables again and again, at a pace that leaves the machine to others: of a million contacts each is looked
 * at about every 20 seconds. Names of hosts are looked up on threads of their own; if too many wait, a keepalive is left out.
 */
@Component(immediate = true, service = Keepalives.class)
public final class Keepalives {

    /** Seconds that a contact that does not answer is kept, as in Kamailio. */
    static final long GRACE = 10;

    private static final byte[] ZEROS = new byte[4];
    private static final byte[] EMPTY_LINE = {'\r', '\n', '\r', '\n'};

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

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ContactPings pings;

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
        if (!isActive()) {
            table.clear();
            return;
        }
        round++;
        for (String name : location.tables()) {
            location.scan(name, record -> {
                record.contacts().forEach(contact -> look(name, record, contact, location.settings()));
                return !closed && isActive();
            });
        }
        if (!closed) {
            table.keepOnly(round);
        }
    }

    private boolean isActive() {
        ContactPings others = pings;
        return location.settings().keepalive().mode() != 0 || others != null && others.isActive();
    }

    private void look(String table, AddressRecord record, Contact contact, UsrlocSettings settings) {
        spend(1);
        long now = clock.getAsLong();
        Optional<Ping> wanted = contact.isValid(now) ? ping(contact, settings) : Optional.empty();
        if (wanted.isEmpty()) {
            return;
        }
        Ping ping = wanted.get();
        KeepaliveTable.State state = location.keepalives().of(contact.ruid(), now + some(ping.randomize()));
        state.round = round;
        if (isSilent(contact, state, ping, now)) {
            location.keepalives().timedOut.increment();
            location.expireAt(
                    table, record.aor(), now + GRACE, other -> other.ruid().equals(contact.ruid()));
        } else if (state.next <= now) {
            state.next = now + ping.interval() + some(ping.randomize());
            spend(10);
            send(new Sending(contact, record.aor(), settings, ping, state));
        }
    }

    private Optional<Ping> ping(Contact contact, UsrlocSettings settings) {
        if (isWanted(contact, settings)) {
            return Optional.of(settings.keepalive().ping());
        }
        ContactPings others = pings;
        return others == null || !others.isActive()
                ? Optional.empty()
                : others.of(contact, settings.natBranchFlag(), settings.serverId());
    }

    private static boolean isWanted(Contact contact, UsrlocSettings settings) {
        int mode = settings.keepalive().mode();
        return mode != 0
                && ((mode & KeepaliveSettings.NATTED) == 0 || (contact.cflags() & settings.natBranchFlag()) != 0)
                && ((mode & KeepaliveSettings.UDP) == 0 || contact.socket().startsWith("udp:"))
                && (!settings.keepalive().ownOnly() || contact.serverId() == settings.serverId());
    }

    private static boolean isSilent(Contact contact, KeepaliveTable.State state, Ping ping, long now) {
        long lastSign = state.lastSign();
        return ping.timeout() > 0
                && contact.expires() > now + GRACE
                && lastSign != Long.MAX_VALUE
                && Math.max(lastSign, contact.lastModified()) + ping.timeout() < now;
    }

    /** One keepalive that is under way. */
    private record Sending(
            Contact contact, String aor, UsrlocSettings settings, Ping ping, KeepaliveTable.State state) {

        boolean isSafe() {
            return ping.kind() != Ping.Kind.REQUEST || KeepaliveRequest.isSafe(contact, aor);
        }

        String fullAor() {
            return settings.useDomain() ? aor : aor + '@' + settings.keepalive().domain();
        }
    }

    private void send(Sending sending) {
        if (!sending.isSafe()) {
            location.keepalives().unsent.increment();
            return;
        }
        Contact contact = sending.contact();
        Flow open = contact.connectionId() <= 0
                ? null
                : transport.flow(contact.connectionId()).filter(Flow::isOpen).orElse(null);
        if (open != null) {
            send(sending, open);
            return;
        }
        KeepaliveTarget target = sending.ping().kind() == Ping.Kind.CRLF
                ? null
                : KeepaliveTarget.of(contact, sending.ping()).orElse(null);
        if (target == null) {
            location.keepalives().unsent.increment();
        } else if (target.isAddress()) {
            find(target, sending);
        } else {
            try {
                lookups.execute(() -> find(target, sending));
            } catch (RejectedExecutionException tooManyWait) {
                location.keepalives().unsent.increment();
            }
        }
    }

    private void find(KeepaliveTarget target, Sending sending) {
        target.flow(transport).ifPresentOrElse(flow -> send(sending, flow), location.keepalives().unsent::increment);
    }

    private void send(Sending sending, Flow flow) {
        byte[] octets = octets(sending, flow);
        if (flow.send(octets, octets.length)) {
            location.keepalives().sent.increment();
        } else {
            location.keepalives().unsent.increment();
        }
    }

    private byte[] octets(Sending sending, Flow flow) {
        return switch (sending.ping().kind()) {
            case ZEROS -> ZEROS;
            case CRLF -> EMPTY_LINE;
            case REQUEST -> {
                int nonce = random.nextInt();
                sending.state().sent(nonce, System.nanoTime(), clock.getAsLong());
                yield KeepaliveRequest.write(sending.contact(), sending.fullAor(), sending.ping(), flow, nonce);
            }
        };
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
