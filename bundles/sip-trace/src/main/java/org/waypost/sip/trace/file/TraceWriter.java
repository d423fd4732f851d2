package org.waypost.sip.trace.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.MessageTap;
import org.waypost.sip.trace.capture.Capture;
import org.waypost.sip.trace.capture.CapturedMessage;
import org.waypost.sip.trace.capture.Secrets;

/** One trace to files and the thread that writes them. Ends by itself if they cannot be written. */
public final class TraceWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TraceWriter.class);
    private static final long WAITING_OCTETS = 16L << 20;
    private static final long CLOSE_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final TraceOptions options;
    private final TraceFiles files;
    private final Runnable failed;
    private final Capture capture;
    private final Packets packets = new Packets();
    private final Instant since = Instant.now();
    private final Thread thread = new Thread(this::run, "waypost-trace");
    private Pcapng file;
    private volatile boolean running = true;
    private volatile String failure = "";
    private volatile long messages;
    private volatile long octets;

    /**
     * Opens the first file and begins to write.
     *
     * @param failed called once, by another thread, if the files cannot be written any more
     */
    public TraceWriter(Path folder, TraceOptions options, Runnable failed) throws IOException {
        this.options = options;
        this.failed = failed;
        files = new TraceFiles(folder, options.name(), options.files());
        capture = new Capture(options.filter(), WAITING_OCTETS);
        file = files.begin();
        thread.setDaemon(true);
        thread.start();
    }

    /** What is to be shown the messages. */
    public MessageTap tap() {
        return capture;
    }

    public TraceOptions options() {
        return options;
    }

    public Instant since() {
        return since;
    }

    /** The file that is written to. */
    public Path newest() {
        return files.newest();
    }

    /** The files there are, the newest first. */
    public List<Path> all() throws IOException {
        return files.all();
    }

    /** Messages written. */
    public long messages() {
        return messages;
    }

    /** Octets written, headers included. */
    public long octets() {
        return octets;
    }

    /** Messages that came faster than they could be written. */
    public long leftOut() {
        return capture.leftOut();
    }

    /** Why nothing is written any more, or empty. */
    public String failure() {
        return failure;
    }

    /** Writes what is waiting and closes the file. */
    @Override
    public void close() {
        running = false;
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (AutoCloseable closing = () -> file.close()) {
            boolean flushed = true;
            while (true) {
                // Looked at first: what is in the queue when the end comes is written still.
                boolean last = !running;
                Optional<CapturedMessage> next = capture.poll();
                if (next.isPresent()) {
                    write(next.get());
                    flushed = false;
                } else if (last) {
                    return;
                } else {
                    if (!flushed) {
                        file.flush();
                        flushed = true;
                    }
                    Thread.sleep(Capture.PAUSE_MILLIS);
                }
            }
        } catch (Throwable e) {
            failure = e.toString();
            LOG.warn("The trace to {} has ended: {}", files.newest(), failure);
            failed.run();
        }
    }

    private void write(CapturedMessage message) throws IOException {
        CapturedMessage shown = options.secrets() ? message : message.with(Secrets.masked(message.octets()));
        String comment = comment(message);
        for (ByteBuffer frame : packets.of(shown)) {
            long before = file.written();
            if (before + Pcapng.most(frame, comment) > options.octets()) {
                file.close();
                file = files.begin();
                before = 0;
            }
            file.packet(message.time(), message.incoming(), frame, comment);
            octets += file.written() - before;
        }
        messages++;
    }

    private static String comment(CapturedMessage message) {
        if (message.dropped().isEmpty()) {
            return "";
        }
        return (message.incoming() ? "refused: " : "not sent: ") + message.dropped();
    }
}
