package org.waypost.sip.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.MessageTap;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.trace.capture.Capture;
import org.waypost.sip.trace.capture.CapturedMessage;
import org.waypost.sip.trace.capture.TraceFilter;
import org.waypost.sip.trace.file.TraceOptions;
import org.waypost.sip.trace.file.TraceWriter;

/**
 * Turns tracing on and off: at most one trace to files, and whoever watches on a terminal. There is a tap on the whiteboard only as
 * long as one of them goes on, so that messages cost nothing else.
 */
@Component(service = {Tracer.class, StatisticsGroup.class})
public final class Tracer implements StatisticsGroup {

    private static final Logger LOG = LoggerFactory.getLogger(Tracer.class);
    private static final long WATCHED_OCTETS = 4L << 20;
    private static final int MOST_WATCHES = 16;

    private final BundleContext context;
    private final Path folder;
    private final LongAdder written = new LongAdder();
    private final LongAdder leftOut = new LongAdder();

    // Guarded by this.
    private Optional<TraceWriter> latest = Optional.empty();
    private Optional<ServiceRegistration<MessageTap>> tap = Optional.empty();
    private int watches;

    private volatile boolean stopped;

    @Activate
    public Tracer(BundleContext context) {
        this.context = context;
        this.folder =
                Path.of(Optional.ofNullable(context.getProperty("waypost.data")).orElse("."), "trace");
    }

    @Deactivate
    public void deactivate() {
        stopped = true;
        stop();
    }

    /**
     * Begins a trace.
     *
     * @throws IllegalStateException if there is one already, or its file cannot be made
     */
    public synchronized TraceWriter start(TraceOptions options) {
        if (isOn()) {
            throw new IllegalStateException(
                    "a trace to " + latest.orElseThrow().newest() + " is on already; sip:trace off ends it");
        }
        try {
            TraceWriter writer = new TraceWriter(folder, options, this::stop);
            tap = Optional.of(register(writer.tap()));
            latest = Optional.of(writer);
            LOG.info("SIP messages are traced to {}{}", writer.newest(), options.secrets() ? ", with secrets" : "");
            return writer;
        } catch (IOException e) {
            throw new IllegalStateException("nothing can be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Ends the trace; that one, if there was any. */
    public Optional<TraceWriter> stop() {
        Optional<TraceWriter> ended;
        synchronized (this) {
            if (!isOn()) {
                return Optional.empty();
            }
            tap.ifPresent(this::unregister);
            tap = Optional.empty();
            ended = latest;
        }
        // Not under the lock: the thread of the writer may be on its way here.
        ended.ifPresent(writer -> {
            writer.close();
            written.add(writer.messages());
            leftOut.add(writer.leftOut());
            LOG.info("SIP messages are no longer traced to {}", writer.newest());
        });
        return ended;
    }

    public synchronized boolean isOn() {
        return tap.isPresent();
    }

    /** The trace that goes on, or the last that did. */
    public synchronized Optional<TraceWriter> latest() {
        return latest;
    }

    /** The messages that pass {@code filter} from now on, until it is closed. */
    public Watch watch(TraceFilter filter) {
        synchronized (this) {
            if (watches == MOST_WATCHES) {
                throw new IllegalStateException(MOST_WATCHES + " terminals are shown messages already");
            }
            watches++;
        }
        Capture capture = new Capture(filter, WATCHED_OCTETS);
        return new Watch(capture, register(capture));
    }

    /** Messages for a terminal. */
    public final class Watch implements AutoCloseable {

        private final Capture capture;
        private final ServiceRegistration<MessageTap> registration;

        private Watch(Capture capture, ServiceRegistration<MessageTap> registration) {
            this.capture = capture;
            this.registration = registration;
        }

        /**
         * The next message; empty if none came for some milliseconds.
         *
         * @throws IllegalStateException if there will be none, as this bundle has stopped
         */
        public Optional<CapturedMessage> next() throws InterruptedException {
            if (stopped) {
                throw new IllegalStateException("the bundle sip-trace has stopped");
            }
            Optional<CapturedMessage> message = capture.poll();
            if (message.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(Capture.PAUSE_MILLIS);
            }
            return message;
        }

        /** Messages that came faster than they were taken. */
        public long leftOut() {
            return capture.leftOut();
        }

        @Override
        public void close() {
            unregister(registration);
            synchronized (Tracer.this) {
                watches--;
            }
        }
    }

    private ServiceRegistration<MessageTap> register(MessageTap service) {
        return context.registerService(MessageTap.class, service, new Hashtable<>());
    }

    private void unregister(ServiceRegistration<MessageTap> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException gone) {
            LOG.debug("the framework has unregistered a tap of this bundle, which has stopped");
        }
    }

    @Override
    public String group() {
        return "trace";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        Optional<TraceWriter> going;
        synchronized (this) {
            going = isOn() ? latest : Optional.empty();
        }
        sink.accept("written", written.sum() + going.map(TraceWriter::messages).orElse(0L));
        sink.accept("left_out", leftOut.sum() + going.map(TraceWriter::leftOut).orElse(0L));
    }

    /** Of the traces that have ended. */
    @Override
    public void reset() {
        written.reset();
        leftOut.reset();
    }
}
