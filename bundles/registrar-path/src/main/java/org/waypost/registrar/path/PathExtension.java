package org.waypost.registrar.path;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.registrar.RegistrarExtension;
import org.waypost.registrar.Rejection;
import org.waypost.registrar.SaveRequest;
import org.waypost.registrar.SaveRequest.Kind;
import org.waypost.registrar.path.PathSettings.Mode;
import org.waypost.sip.Branch;
import org.waypost.sip.ByteSink;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SipUri;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.UserLocation;

/**
 * Stores the Path of a REGISTER with its contacts and says so in the reply (RFC 3327 5.3). Lookup uses a stored Path without this
 * extension; it only leaves out this server itself.
 */
@Component(configurationPid = PathExtension.PID, property = "service.ranking:Integer=300")
@Designate(ocd = PathParameters.class)
public final class PathExtension implements RegistrarExtension {

    static final String PID = "waypost.registrar.path";

    private static final Logger LOG = LoggerFactory.getLogger(PathExtension.class);

    private static final String TAG = "path";

    private static final Optional<Rejection> MALFORMED = Optional.of(Rejection.badRequest("Path parse error"));
    private static final Optional<Rejection> NOT_SUPPORTED =
            Optional.of(Rejection.badExtension("No support for found Path indicated", TAG));

    /** What was read for the REGISTER in hand, kept with its context. */
    private static final class InHand {
        private SaveRequest request;
        private PathSettings settings;
        private PathVector vector = PathVector.NONE;
    }

    private volatile PathSettings settings = PathSettings.DEFAULT;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile UserLocation location;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile SipTransport transport;

    @Activate
    @Modified
    void configure(PathParameters parameters, Map<String, Object> raw) {
        settings = PathSettings.of(parameters, raw, settings, LOG::warn);
    }

    @Override
    public Set<String> optionTags() {
        return settings.stores() ? Set.of(TAG) : Set.of();
    }

    /** Reads the Path: Kamailio minds what is wrong with it only when it comes to a contact. */
    @Override
    public Optional<Rejection> checkContacts(SaveRequest request) {
        PathSettings now = settings;
        if (!now.stores() || !PathVector.isIn(request.message())) {
            return Optional.empty();
        }
        Optional<PathVector> vector = PathVector.of(request.message(), now.useReceived(), isRfc(request));
        if (vector.isEmpty()) {
            return MALFORMED;
        }
        InHand inHand = inHand(request);
        inHand.request = request;
        inHand.settings = now;
        inHand.vector = vector.get();
        return Optional.empty();
    }

    @Override
    public Contact store(SaveRequest request, Contact contact) {
        PathVector vector = vector(request);
        Contact stored = vector.text().isEmpty() ? contact : contact.withPath(vector.text());
        if (vector.received().isEmpty()) {
            return stored;
        }
        UserLocation now = location;
        return stored.withReceived(vector.received())
                .withBranchFlags(stored.cflags() | (now == null ? 0 : now.natBranchFlag()));
    }

    /** Refuses a Path that the device has to know of and does not (RFC 3327 5.3): after it was stored, or before by the RFC. */
    @Override
    public Optional<Rejection> review(SaveRequest request) {
        return isRfc(request) ? reviewUnread(request) : reviewStored(request);
    }

    private Optional<Rejection> reviewUnread(SaveRequest request) {
        PathSettings now = settings;
        boolean refuses = now.stores()
                && now.mode() == Mode.STRICT
                && request.kind() == Kind.CONTACTS
                && PathVector.isIn(request.message())
                && !request.supports(TAG);
        return refuses ? NOT_SUPPORTED : Optional.empty();
    }

    private static Optional<Rejection> reviewStored(SaveRequest request) {
        boolean refuses = !vector(request).text().isEmpty()
                && inHand(request).settings.mode() == Mode.STRICT
                && !request.repliesApart()
                && !request.supports(TAG);
        return refuses ? NOT_SUPPORTED : Optional.empty();
    }

    @Override
    public void replyHeaders(SaveRequest request, int status, ByteSink out) {
        if (status != 200 && status != 420) {
            return;
        }
        String path = vector(request).text();
        if (path.isEmpty() || request.repliesApart() || inHand(request).settings.mode() == Mode.OFF) {
            return;
        }
        if (status == 420 || request.supports(TAG)) {
            out.put("Path: ").put(path).put("\r\n");
        }
    }

    /** Leaves out the first value if it is this server itself, so that the request does not come here again. */
    @Override
    public Branch branch(Contact contact, Branch branch) {
        SipTransport now = transport;
        if (!settings.skipLocal() || contact.path().isEmpty() || now == null) {
            return branch;
        }
        PathReader values = new PathReader(contact.path());
        if (!values.next() || !isLocal(values.uri(), now)) {
            return branch;
        }
        if (values.atEnd()) {
            return branch.withDestination(contact.received()).withPath("");
        }
        String rest = values.rest();
        return values.next() ? branch.withDestination(values.uri()).withPath(rest) : branch;
    }

    // whatever the port, as in Kamailio
    private static boolean isLocal(String uri, SipTransport transport) {
        String host = SipUri.parse(uri).map(parsed -> parsed.host().toString()).orElse("");
        if (host.isEmpty()) {
            return false;
        }
        for (ListenPoint point : transport.listenPoints()) {
            if (transport.isLocal(host, point.address().getPort())
                    || transport.isLocal(host, point.sentBy().port())) {
                return true;
            }
        }
        return transport.isLocal(host, 0);
    }

    /** What {@link #checkContacts} read for this very request. */
    private static PathVector vector(SaveRequest request) {
        if (!PathVector.isIn(request.message())) {
            return PathVector.NONE;
        }
        InHand inHand = inHand(request);
        return inHand.request == request ? inHand.vector : PathVector.NONE;
    }

    private static InHand inHand(SaveRequest request) {
        return request.context().attachment(InHand.class, InHand::new);
    }

    private static boolean isRfc(SaveRequest request) {
        return request.compat() == Compat.RFC;
    }
}
