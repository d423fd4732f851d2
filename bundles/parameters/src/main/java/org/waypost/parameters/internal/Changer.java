package org.waypost.parameters.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.parameters.Applied;
import org.waypost.parameters.Change;
import org.waypost.parameters.HistoryEntry;
import org.waypost.parameters.HistoryEntry.Step;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterException;
import org.waypost.sip.ParameterCheck.Refusal;

/** Changes parameters, one change after the other, each wholly or not at all, and records them in the history. */
final class Changer {

    /** Who changes what nobody changed here: a file was edited. */
    static final String FILE = "file";

    private static final Logger LOG = LoggerFactory.getLogger("waypost.parameters");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LiveCatalogue catalogue;
    private final Configurations configurations;
    private final Transitions transitions;
    private final DeliveryBarrier barrier;
    private final Ledger ledger;
    private final History history;
    private final Supplier<Lock> files;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile boolean isChanging;
    private boolean isRecording;
    private List<String> noticed = List.of();

    /** @param files the lock to hold while files of parameters and their configurations change, so that nobody sees one without the other */
    Changer(
            LiveCatalogue catalogue,
            Configurations configurations,
            Transitions transitions,
            DeliveryBarrier barrier,
            Ledger ledger,
            History history,
            Supplier<Lock> files) {
        this.files = files;
        this.catalogue = catalogue;
        this.configurations = configurations;
        this.transitions = transitions;
        this.barrier = barrier;
        this.ledger = ledger;
        this.history = history;
    }

    Applied apply(String author, List<Change> changes, Consumer<String> progress) {
        return inTurn(progress, () -> apply(author, changes, List.of(), progress));
    }

    Applied undo(String author, int entries, Consumer<String> progress) {
        return inTurn(progress, () -> {
            recordEditsNow(catalogue.pids());
            Undo undo = Undo.of(history.entries(), entries, catalogue::parameter);
            return apply(author, undo.changes(), undo.undid(), progress);
        });
    }

    /** Begins to record what files change; what they changed while the server was down is the first of it. */
    void start(long startedMillis) {
        inTurn(line -> {}, () -> {
            List<HistoryEntry> before = history.entries();
            ledger.start(before);
            isRecording = true;
            recordEditsNow(catalogue.pids());
            logNotices();
            ledger.startedBefore(before.stream()
                    .filter(entry -> entry.time().toEpochMilli() >= startedMillis)
                    .toList());
            return null;
        });
    }

    /** Records what files have changed of those PIDs. */
    void recordEdits(Collection<String> pids) {
        inTurn(line -> {}, () -> {
            recordEditsNow(pids);
            return null;
        });
    }

    /** What was changed so far, also by a file this moment. A change that is under way is not waited for. */
    List<HistoryEntry> history() {
        try {
            boolean isRecorded = false;
            while (!isRecorded && !isChanging) {
                isRecorded = turn.tryLock(50, TimeUnit.MILLISECONDS);
            }
            if (isRecorded) {
                recordAndRelease();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return history.entries();
    }

    private void recordAndRelease() {
        try {
            recordEditsNow(catalogue.pids());
        } finally {
            turn.unlock();
        }
    }

    private void recordEditsNow(Collection<String> pids) {
        if (isRecording) {
            List<Step> steps = ledger.changes(pids);
            record(FILE, steps, List.of());
            if (!steps.isEmpty()) {
                logNotices();
            }
        }
    }

    // Who edits a file reads the log.
    private void logNotices() {
        List<String> lines = catalogue.notices();
        lines.stream().filter(line -> !noticed.contains(line)).forEach(LOG::info);
        noticed = lines;
    }

    Proposal propose(List<Change> changes) {
        Map<Parameter, Optional<String>> texts = new LinkedHashMap<>();
        for (Change change : changes) {
            texts.put(
                    catalogue.parameter(change.module(), change.key()),
                    change.value().map(String::strip));
        }
        return catalogue.judge(texts);
    }

    private Applied apply(String author, List<Change> changes, List<Long> undid, Consumer<String> progress) {
        Proposal proposal = propose(changes);
        recordEditsNow(proposal.pids());
        ledger.changesOf(proposal.parameters());
        isChanging = true;
        boolean isMade = false;
        try {
            make(proposal, progress);
            isMade = true;
        } finally {
            isChanging = false;
            List<Step> steps = ledger.changesOf(proposal.parameters());
            // What is set but is not known to work is a change, too.
            if (isMade || !steps.isEmpty()) {
                record(author, steps, undid);
            }
        }
        noticed = catalogue.notices();
        return proposal.outcome();
    }

    private void record(String author, List<Step> steps, List<Long> undid) {
        if (!steps.isEmpty() || !undid.isEmpty()) {
            history.add(author, steps, undid);
        }
    }

    private void make(Proposal proposal, Consumer<String> progress) {
        List<PidChange> made = new ArrayList<>();
        try {
            transitions.begin(proposal.pids());
            keep(proposal, made);
            deliver(proposal);
            Optional<Refusal> refusal = transitions.await(proposal.pids(), progress);
            if (refusal.isPresent()) {
                takeBack(made, proposal);
                transitions.await(proposal.pids(), progress);
                throw new ParameterException(proposal + " does not work, all stays as it was: "
                        + refusal.get().wanted());
            }
        } catch (ParameterException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            takeBack(made, proposal);
            throw new ParameterException(proposal + " cannot be kept, all stays as it was: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterException(proposal + " is set, but it is not known whether it works yet");
        }
    }

    private void keep(Proposal proposal, List<PidChange> made) throws IOException {
        Lock lock = files.get();
        lock.lock();
        try {
            for (String pid : proposal.pids()) {
                PidChange change = configurations.change(pid, proposal.texts(pid));
                made.add(0, change);
                change.keep();
            }
        } finally {
            lock.unlock();
        }
    }

    // What came last goes first.
    private void takeBack(List<PidChange> made, Proposal proposal) {
        Optional<Exception> failure = Optional.empty();
        Lock lock = files.get();
        lock.lock();
        try {
            for (PidChange change : made) {
                try {
                    change.restore();
                } catch (IOException | RuntimeException e) {
                    failure = Optional.of(e);
                }
            }
        } finally {
            lock.unlock();
        }
        try {
            deliver(proposal);
        } catch (IOException | RuntimeException e) {
            failure = Optional.of(e);
        }
        failure.ifPresent(e -> {
            throw new ParameterException(proposal + " cannot be kept, and not all of it be taken back: " + e);
        });
    }

    private void deliver(Proposal proposal) throws IOException {
        if (!barrier.await(PATIENCE)) {
            throw new ParameterException(proposal + " is set, but after " + PATIENCE.toSeconds()
                    + " seconds its component has not taken it over");
        }
    }

    private <T> T inTurn(Consumer<String> progress, Supplier<T> work) {
        try {
            while (!turn.tryLock(1, TimeUnit.SECONDS)) {
                progress.accept("waiting for another change that is under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterException("interrupted before anything was changed");
        }
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }
}
