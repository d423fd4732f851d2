package org.waypost.management.health;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.registrar.Registrar;
import org.waypost.sip.ListenerState;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.SipTransport;
import org.waypost.usrloc.StoreHealth;
import org.waypost.usrloc.StoreOverview;

/** Says whether this server can serve REGISTERs now: sockets, route, registrar and the store of the location table. */
@Component(service = Readiness.class)
public final class Readiness {

    /**
     * How it stands.
     *
     * @param reasons why it cannot serve; empty if it can
     * @param warnings what is wrong although it can
     */
    public record Report(List<String> reasons, List<String> warnings) {

        public Report {
            reasons = List.copyOf(reasons);
            warnings = List.copyOf(warnings);
        }

        public boolean isReady() {
            return reasons.isEmpty();
        }
    }

    private final ParameterCatalogue catalogue;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile SipTransport transport;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile RequestRoute route;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Registrar registrar;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile StoreOverview stores;

    @Activate
    public Readiness(@Reference ParameterCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** How it stands now. Asks no database. */
    public Report report() {
        List<String> reasons = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        sockets(reasons);
        if (route == null) {
            reasons.add("there is no route: no bundle that handles requests is active");
        }
        if (registrar == null) {
            reasons.add("there is no registrar: its bundle is not active");
        }
        store(reasons, warnings);
        return new Report(reasons, warnings);
    }

    private void sockets(List<String> reasons) {
        SipTransport sockets = transport;
        if (sockets == null) {
            reasons.add("there are no SIP sockets: the bundle sip-transport is not active");
            return;
        }
        if (sockets.listenPoints().isEmpty()) {
            reasons.add("no SIP socket is open");
        }
        for (ListenerState listener : sockets.listeners()) {
            if (listener.point().isEmpty()) {
                reasons.add(listener.wanted() + " is not open: " + listener.failure());
            }
        }
    }

    private void store(List<String> reasons, List<String> warnings) {
        StoreOverview overview = stores;
        if (overview == null) {
            reasons.add("the location table is not there: its bundle is not active, or it is still being loaded");
        } else if (overview.inUse().isEmpty()) {
            reasons.add("the location table has no store: " + overview.waiting());
        } else if (overview.health().state() != StoreHealth.State.UP) {
            StoreHealth health = overview.health();
            String line = "the store is " + health.state() + ": " + health.reason();
            (memoryServes() ? warnings : reasons).add(line);
        }
    }

    // With db_mode 2 and 4 no request waits for the database.
    private boolean memoryServes() {
        String mode =
                catalogue.modules().contains("usrloc") ? catalogue.value(catalogue.parameter("usrloc", "db_mode")) : "";
        return mode.equals("2") || mode.equals("4");
    }
}
