package org.waypost.operations.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.waypost.registrar.RegistrationListener;
import org.waypost.registrar.RegistrationReport;

/** The last reports, so many of them; a new one takes the place of the oldest. Any number of threads add and read without waiting. */
final class ReportRing implements RegistrationListener {

    private final AtomicReferenceArray<RegistrationReport> reports;
    private final AtomicLong count = new AtomicLong();

    ReportRing(int size) {
        reports = new AtomicReferenceArray<>(size);
    }

    int size() {
        return reports.length();
    }

    @Override
    public void answered(RegistrationReport report) {
        reports.setRelease((int) (count.getAndIncrement() % reports.length()), report);
    }

    /** The last {@code most} of those that are {@code wanted}, the oldest first. */
    List<RegistrationReport> last(int most, Predicate<RegistrationReport> wanted) {
        Deque<RegistrationReport> found = new ArrayDeque<>();
        long end = count.get();
        for (long i = end - 1; i >= Math.max(0, end - reports.length()) && found.size() < most; i--) {
            RegistrationReport report = reports.getAcquire((int) (i % reports.length()));
            // its place may be taken, but not filled yet
            if (report != null && wanted.test(report)) {
                found.addFirst(report);
            }
        }
        return List.copyOf(found);
    }
}
