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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.waypost.parameters.Applied;
import org.waypost.parameters.Change;
import org.waypost.parameters.HistoryEntry.Step;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterException;
import org.waypost.sip.ParameterCheck.Refusal;

/** Changes parameters, one change after the other, each wholly or not at all, and records them in the history. */
final class Changer {

    /** Who changes what nobody changed here: a file was edited. */
    static final String FILE = "file";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LiveCatalogue catalogue;
    private final Configurations configurations;
    private final Transitions transitions;
    private final DeliveryBarrier barrier;
    private final Ledger ledger;
    private final History history;
    private final ReentrantLock turn = new ReentrantLock(true);

    Changer(
            LiveCatalogue catalogue,
            Configurations configurations,
            Transitions transitions,
            DeliveryBarrier barrier,
            Ledger ledger,
            History history) {
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
            Undo undo = Undo.of(history.entries(), entries, catalogue::parameter);
            return apply(author, undo.changes(), undo.undid(), progress);
        });
    }

    /** Records what a file has changed of those PIDs. */
    void recordEdits(Collection<String> pids) {
        inTurn(line -> {}, () -> {
            record(FILE, ledger.changes(pids, parameter -> true), List.of());
            return null;
        });
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
        record(FILE, ledger.changes(proposal.pids(), parameter -> true), List.of());
        make(proposal, progress);
        record(author, ledger.changes(proposal.pids(), proposal.parameters()::contains), undid);
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
            for (String pid : proposal.pids()) {
                PidChange change = configurations.change(pid, proposal.texts(pid));
                made.add(change);
                change.keep();
            }
            deliver(proposal);
            Optional<Refusal> refusal = transitions.await(proposal.pids(), progress);
            if (refusal.isPresent()) {
                takeBack(made, proposal);
                transitions.await(proposal.pids(), progress);
                throw new ParameterException(proposal + " does not work, all stays as it was: "
                        + refusal.get().wanted());
            }
        } catch (IOException e) {
            takeBack(made, proposal);
            throw new ParameterException(proposal + " cannot be kept, all stays as it was: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterException(proposal + " is set, but it is not known whether it works yet");
        }
    }

    private void takeBack(List<PidChange> made, Proposal proposal) {
        try {
            for (PidChange change : made) {
                change.restore();
            }
            deliver(proposal);
        } catch (IOException e) {
            throw new ParameterException(proposal + " cannot be kept and not be taken back: " + e);
        }
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
