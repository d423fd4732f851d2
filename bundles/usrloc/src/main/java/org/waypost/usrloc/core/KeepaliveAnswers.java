package org.waypost.usrloc.core;

import java.util.BitSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.waypost.sip.Flow;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.ResponseListener;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipResponse;
import org.waypost.sip.SipTransport;
import org.waypost.usrloc.Ruid;

/** Takes the answers to keepalives: when they came, how long they took, and a log line about each if that is wanted. */
@Component(immediate = true)
public final class KeepaliveAnswers implements ResponseListener {

    private static final Logger LOG = LoggerFactory.getLogger(KeepaliveAnswers.class);

    private final LocationService location;
    private final SipTransport transport;
    private volatile Codes codes = new Codes("", KeepaliveSettings.DEFAULTS.countedCodes());

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PseudoVariables variables;

    @Activate
    public KeepaliveAnswers(@Reference LocationService location, @Reference SipTransport transport) {
        this.location = location;
        this.transport = transport;
    }

    @Override
    public boolean absorbs(Flow flow, SipResponse response) {
        long nanos = System.nanoTime();
        KeepaliveTable table = location.keepalives();
        if (table.isEmpty()) {
            return false;
        }
        KeepaliveRequest.Answered answered = KeepaliveRequest.Answered.by(response);
        KeepaliveTable.State state = table.find(answered.ruid()).orElse(null);
        if (state == null || !state.isOurs(answered.nonce())) {
            return false;
        }
        KeepaliveSettings settings = location.settings().keepalive();
        if (response.status() >= 200 && counts(response.status(), settings)) {
            int micros = state.answered(nanos, System.currentTimeMillis() / 1000);
            if (micros >= 0) {
                table.answered.increment();
                log(answered.ruid(), micros, flow, response, settings);
            }
        }
        return true;
    }

    private boolean counts(int status, KeepaliveSettings settings) {
        Codes now = codes;
        if (!now.text.equals(settings.replyCodes())) {
            now = new Codes(settings.replyCodes(), settings.countedCodes());
            codes = now;
        }
        return now.set.get(status);
    }

    private void log(Ruid ruid, int micros, Flow flow, SipResponse response, KeepaliveSettings settings) {
        if (settings.logLevel() > 3 || !LOG.isEnabledForLevel(level(settings.logLevel()))) {
            return;
        }
        LOG.atLevel(level(settings.logLevel()))
                .log(
                        "keepalive roundtrip: {} sec - ruid [{}] {}",
                        String.format("%d.%06d", micros / 1_000_000, micros % 1_000_000),
                        ruid,
                        message(flow, response, settings));
    }

    private String message(Flow flow, SipResponse response, KeepaliveSettings settings) {
        PseudoVariables now = variables;
        if (now == null) {
            return settings.logMessage();
        }
        try {
            SipContext context = transport.eventContext(flow);
            context.response(response);
            return now.template(settings.logMessage()).evaluate(context);
        } catch (RuntimeException malformed) {
            return settings.logMessage();
        }
    }

    /** From Kamailio's levels: -5 alert to -1 error, 0 warning, 1 notice, 2 info, 3 debug. */
    private static Level level(int kamailio) {
        return kamailio < 0 ? Level.ERROR : kamailio == 0 ? Level.WARN : kamailio <= 2 ? Level.INFO : Level.DEBUG;
    }

    /** The codes that count, and the parameter they were read from. */
    private record Codes(String text, BitSet set) {}
}
