package org.waypost.path.edge;

import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.RequestRelay;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipUri;

/**
 * Publishes the route of an edge, above the built-in one and below scripts, while the parameter {@code registrar} is set. It needs nothing
 * to do so: its route must be there before the sockets open, or the first clients would be registered here.
 */
@Component(service = EdgeSwitch.class, immediate = true, configurationPid = "waypost.path")
public final class EdgeSwitch {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeSwitch.class);
    private static final int RANKING = 50;

    private final BundleContext bundle;
    private Optional<SipUri> registrar = Optional.empty();
    private Optional<ServiceRegistration<RequestRoute>> route = Optional.empty();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Flows flows;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile RequestRelay relay;

    @Activate
    public EdgeSwitch(BundleContext bundle, PathParameters parameters) {
        this.bundle = bundle;
        modified(parameters);
    }

    @Modified
    synchronized void modified(PathParameters parameters) {
        try {
            Optional<SipUri> wanted = registrar(parameters.registrar().strip());
            if (!wanted.equals(registrar)) {
                registrar = wanted;
                publish();
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("waypost.path: {}; the last value stays in force", e.getMessage());
        }
    }

    // The new route takes over before the old one goes, so that no request falls to the built-in route.
    private void publish() {
        Optional<ServiceRegistration<RequestRoute>> old = route;
        route = registrar.map(uri -> bundle.registerService(
                RequestRoute.class,
                context -> handle(uri, context),
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, RANKING))));
        old.ifPresent(ServiceRegistration::unregister);
        LOG.info(
                "{}",
                registrar
                        .map(uri -> "This server is an edge in front of the registrar " + uri.text())
                        .orElse("This server is no edge any more"));
    }

    private void handle(SipUri uri, SipContext context) {
        Flows tokens = flows;
        RequestRelay proxy = relay;
        if (tokens == null || proxy == null) {
            EdgeRoute.unavailable(context);
        } else {
            new EdgeRoute(uri, tokens, proxy).route(context);
        }
    }

    @Deactivate
    synchronized void close() {
        route.ifPresent(ServiceRegistration::unregister);
    }

    /**
     * The registrar's URI; empty for an empty text.
     *
     * @throws IllegalArgumentException naming the value and what is wanted
     */
    static Optional<SipUri> registrar(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<SipUri> uri = SipUri.parse(text)
                .filter(parts ->
                        parts.scheme() == SipUri.Scheme.SIP && !parts.host().isEmpty())
                .filter(parts -> parts.user().isEmpty() && parts.headers().isEmpty())
                .filter(parts -> Sockets.transport(parts).isPresent());
        if (uri.isEmpty()) {
            throw new IllegalArgumentException(
                    "registrar = " + text + " is not of the form sip:host[:port][;transport=udp|tcp]");
        }
        return uri;
    }
}
