package org.waypost.registrar.outbound;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.registrar.RegistrarExtension;
import org.waypost.registrar.Rejection;
import org.waypost.registrar.RequestedContact;
import org.waypost.registrar.SaveRequest;
import org.waypost.registrar.outbound.OutboundSettings.Mode;
import org.waypost.sip.ByteSink;
import org.waypost.sip.HeaderName;
import org.waypost.usrloc.Compat;

/**
 * Speaks outbound (RFC 5626 6) for the registrar: refuses what does not go together, says whether the reg-id of a contact counts and adds
 * Require, Supported and Flow-Timer to the reply. Which binding a contact is, the registrar finds by instance and reg-id itself.
 */
@Component(configurationPid = OutboundExtension.PID, property = "service.ranking:Integer=100")
@Designate(ocd = OutboundParameters.class)
public final class OutboundExtension implements RegistrarExtension {

    static final String PID = "waypost.registrar.outbound";

    private static final Logger LOG = LoggerFactory.getLogger(OutboundExtension.class);

    private static final String TAG = "outbound";
    private static final String REQUIRE = "Require: outbound\r\n";
    private static final String SUPPORTED = "Supported: outbound\r\n";

    private static final Optional<Rejection> OFF =
            Optional.of(Rejection.badExtension("No support for Outbound on server", TAG));
    private static final Optional<Rejection> NOT_INDICATED = Optional.of(
            new Rejection(421, "Extension Required", "No support for Outbound indicated", REQUIRE + SUPPORTED));
    private static final Optional<Rejection> FIRST_HOP_LACKS_SUPPORT = Optional.of(
            new Rejection(439, "First Hop Lacks Outbound Support", "No support for Outbound on edge proxy", ""));
    private static final Optional<Rejection> BAD_PATH = Optional.of(Rejection.badRequest("Path parse error"));
    private static final Optional<Rejection> NOTHING_STORED = Optional.of(new Rejection(200, "OK", "", ""));

    private volatile OutboundSettings settings = OutboundSettings.DEFAULT;

    @Activate
    @Modified
    void configure(OutboundParameters parameters, Map<String, Object> raw) {
        settings = OutboundSettings.of(parameters, raw, settings, LOG::warn);
    }

    @Override
    public Set<String> optionTags() {
        return settings.mode() == Mode.OFF ? Set.of() : Set.of(TAG);
    }

    @Override
    public Optional<Rejection> check(SaveRequest request) {
        OutboundSettings now = settings;
        if (now.mode() == Mode.OFF) {
            return request.requires(TAG) ? OFF : Optional.empty();
        }
        if (now.mode() == Mode.REQUIRED && lacksSupport(request)) {
            return NOT_INDICATED;
        }
        return switch (request.kind()) {
            case QUERY -> Optional.empty();
            case STAR -> checkStar(request);
            case CONTACTS -> checkFirstHop(request, now.anyRegId());
        };
    }

    // to Kamailio a device that says nothing at all of what it supports supports this
    private static boolean lacksSupport(SaveRequest request) {
        return !request.supports(TAG) && (isRfc(request) || request.message().has(HeaderName.SUPPORTED));
    }

    // Kamailio looks for a contact here, finds none and removes nothing
    private static Optional<Rejection> checkStar(SaveRequest request) {
        return isRfc(request) || FirstHop.of(request.message()) == FirstHop.NONE ? Optional.empty() : NOTHING_STORED;
    }

    private static Optional<Rejection> checkFirstHop(SaveRequest request, boolean anyRegId) {
        return switch (FirstHop.of(request.message())) {
            case NONE, SUPPORTS -> Optional.empty();
            case LACKS ->
                !anyRegId && hasRegId(request) && request.supports(TAG) ? FIRST_HOP_LACKS_SUPPORT : Optional.empty();
            case UNREADABLE -> isRfc(request) ? BAD_PATH : NOTHING_STORED;
        };
    }

    // Kamailio looks at the first contact alone, and does not ask for an instance with its reg-id
    private static boolean hasRegId(SaveRequest request) {
        List<? extends RequestedContact> contacts = request.contacts();
        return isRfc(request)
                ? contacts.stream().anyMatch(contact -> contact.hasRegId() && contact.hasInstance())
                : !contacts.isEmpty() && contacts.get(0).hasRegId();
    }

    @Override
    public boolean honoursRegId(SaveRequest request) {
        OutboundSettings now = settings;
        if (now.mode() == Mode.OFF || now.anyRegId()) {
            return true;
        }
        FirstHop firstHop = FirstHop.of(request.message());
        return firstHop == FirstHop.NONE || firstHop == FirstHop.SUPPORTS;
    }

    /** Adds to good replies; to a 420, which the mode it is for leaves to Path, as Kamailio does. */
    @Override
    public void replyHeaders(SaveRequest request, int status, ByteSink out) {
        OutboundSettings now = settings;
        if (now.mode() == Mode.OFF || status != 200 && status != 420) {
            return;
        }
        if (now.mode() == Mode.REQUIRED) {
            out.put(REQUIRE).put(SUPPORTED);
        } else {
            out.put(SUPPORTED);
            if (!request.supports(TAG) && !request.requires(TAG)) {
                return;
            }
            out.put(REQUIRE);
        }
        if (now.flowTimer() > 0) {
            out.put("Flow-Timer: ").putNumber(now.flowTimer()).put("\r\n");
        }
    }

    private static boolean isRfc(SaveRequest request) {
        return request.compat() == Compat.RFC;
    }
}
