package org.waypost.proxy;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Branch;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.RecordEdit;
import org.waypost.usrloc.Ruid;
import org.waypost.usrloc.UserLocation;

/**
 * Removes the binding of a flow that is known to have failed (RFC 5626 6), on a thread of its own as the store may wait. A binding
 * that was refreshed meanwhile stays.
 */
@Component(service = FailedFlows.class)
public final class FailedFlows {

    private static final Logger LOG = LoggerFactory.getLogger(FailedFlows.class);
    private static final int QUEUE = 1000;

    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), run -> {
                Thread made = new Thread(run, "sip-failed-flows");
                made.setDaemon(true);
                return made;
            });

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile UserLocation userLocation;

    public FailedFlows() {
        thread.allowCoreThreadTimeOut(true);
    }

    @Deactivate
    void close() {
        thread.shutdownNow();
    }

    /** The flow of this looked-up contact has failed; forgotten if too many others wait, as the next request will find it out again. */
    void remove(Branch branch) {
        UserLocation location = userLocation;
        if (location == null || branch.ruid().isEmpty()) {
            return;
        }
        try {
            thread.execute(() -> remove(location, branch));
        } catch (RejectedExecutionException e) {
            LOG.debug("the binding {} stays for now", branch.ruid());
        }
    }

    private static void remove(UserLocation location, Branch branch) {
        Ruid ruid = Ruid.of(branch.ruid());
        try {
            for (String table : location.tables()) {
                Optional<AddressRecord> record = location.byRuid(table, ruid);
                if (record.isPresent()) {
                    boolean removed = location.update(
                            table, record.get().aor(), edit -> delete(edit, ruid, branch, location.serverId()));
                    LOG.debug("the flow of {} failed, removed: {}", ruid, removed);
                    return;
                }
            }
        } catch (LocationException e) {
            LOG.debug("the binding {} stays for now: {}", ruid, e.getMessage());
        }
    }

    private static boolean delete(RecordEdit edit, Ruid ruid, Branch branch, int serverId) {
        for (Contact contact : edit.contacts()) {
            if (contact.ruid().equals(ruid) && isStill(contact, branch, serverId)) {
                edit.delete(contact);
                return true;
            }
        }
        edit.abandon();
        return false;
    }

    // Connections have numbers of their own on each server.
    private static boolean isStill(Contact contact, Branch branch, int serverId) {
        return contact.path().equals(branch.path())
                && contact.connectionId() == branch.flow()
                && (!contact.path().isEmpty() || contact.serverId() == serverId);
    }
}
