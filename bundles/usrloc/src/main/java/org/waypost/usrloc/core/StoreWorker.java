package org.waypost.usrloc.core;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.usrloc.LocationDatabase;

/** Does for a {@link StoreChoice} what takes time, one thing after the other, until there is nothing to do. */
final class StoreWorker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreWorker.class);

    private final StoreChoice choice;
    private final SwapRules rules;
    private final Progress progress;

    StoreWorker(StoreChoice choice, SwapRules rules, Progress progress) {
        this.choice = choice;
        this.rules = rules;
        this.progress = progress;
    }

    @Override
    public void run() {
        for (Optional<Step> step = choice.take(); step.isPresent(); step = choice.take()) {
            try {
                run(step.get());
            } catch (Throwable failure) {
                choice.fail(step.get(), failure);
                release(choice.free(step.get()));
            }
        }
    }

    private void run(Step step) {
        switch (step.kind()) {
            case LOAD -> load(step.plan());
            case SWAP -> choice.swap(step.plan()).run(() -> choice.swapped(step.plan()));
            default -> release(choice.free(step));
        }
    }

    private void load(Plan plan) {
        String from = plan.behind().orElseThrow().toString();
        Loader loader = new Loader(plan.database(), plan.main().service(), rules.settings(), rules.now());
        progress.begin("loading from " + from, 0);
        boolean isTaken = false;
        try {
            loader.load(rules.tables(), line -> {
                progress.begin("loading from " + from + ": " + line, 0);
                LOG.info("usrloc: loading from {}: {}", from, line);
            });
            isTaken = choice.isTaken(plan);
        } finally {
            if (!isTaken) {
                // half of it must not be taken for all there is
                Swap.empty(plan.main());
            }
        }
        LOG.info("usrloc: {} AoRs with {} contacts were loaded", loader.records(), loader.contacts());
    }

    private static void release(List<LocationDatabase> databases) {
        databases.forEach(LocationDatabase::release);
    }
}
