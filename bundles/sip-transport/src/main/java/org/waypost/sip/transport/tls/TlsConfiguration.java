package org.waypost.sip.transport.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.FlowSecurity;

/**
 * The profiles in force. Looks once a second whether the files they came from have changed; files that cannot be used, and that may only
 * be half written or half replaced, leave in force what was and are read again when they change again.
 */
final class TlsConfiguration implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TlsConfiguration.class);
    private static final TlsChoice NOTHING = TlsChoice.read(TlsSettings.DEFAULTS);

    private final TlsCounters counters;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "waypost-tls-files");
        thread.setDaemon(true);
        return thread;
    });
    private TlsSettings settings = TlsSettings.DEFAULTS;
    private Map<Path, String> seen = Map.of();
    private boolean watching;
    private volatile TlsChoice choice = NOTHING;
    private volatile Optional<String> problem = Optional.empty();

    TlsConfiguration(TlsCounters counters) {
        this.counters = counters;
    }

    TlsChoice choice() {
        return choice;
    }

    /** Why what was asked for last is not in force. */
    Optional<String> problem() {
        return problem;
    }

    /** Takes other settings over, if their files can be used. */
    synchronized void use(TlsSettings newSettings) {
        boolean same = newSettings.attributes().equals(settings.attributes())
                && newSettings.config().equals(settings.config());
        settings = newSettings;
        if (!same) {
            read();
        }
        if (!seen.isEmpty() && !watching) {
            watching = true;
            watch.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        }
    }

    /** Reads the files again; an {@link IllegalArgumentException} says why they cannot be used. */
    synchronized void reload() {
        read();
        if (problem.isPresent()) {
            throw new TlsFault(problem.get());
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    private synchronized void look() {
        try {
            if (!seen.equals(states())) {
                read();
            }
        } catch (Throwable failure) {
            LOG.warn("tls: the files were not looked at: {}", failure.toString());
        }
    }

    // What the files look like is noted before they are read, so that a change in between is seen.
    private void read() {
        seen = states();
        try {
            choice = TlsChoice.read(settings);
            problem = Optional.empty();
            counters.reloads.increment();
            choice.contexts().forEach(TlsConfiguration::tell);
        } catch (RuntimeException fault) {
            String why = fault instanceof TlsFault ? fault.getMessage() : fault.toString();
            problem = Optional.of(why);
            counters.reloadsFailed.increment();
            LOG.error("tls: {}; what was in force stays", why);
        }
    }

    private static void tell(TlsContext context) {
        context.credentials().ifPresent(own -> {
            Instant end = own.own().getNotAfter().toInstant();
            String subject = FlowSecurity.text(own.own().getSubjectX500Principal());
            if (end.isBefore(Instant.now())) {
                LOG.warn(
                        "tls: [{}] the certificate of {} has expired on {}",
                        context.profile().name(),
                        subject,
                        end);
            } else {
                LOG.info(
                        "tls: [{}] uses the certificate of {}, which expires on {}",
                        context.profile().name(),
                        subject,
                        end);
            }
        });
    }

    private Map<Path, String> states() {
        Map<Path, String> states = new LinkedHashMap<>();
        for (Path file : TlsChoice.files(settings)) {
            states.put(file, state(file));
        }
        return states;
    }

    private static String state(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "gone";
        }
    }
}
