package org.waypost.registrar.core;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariables;

/**
 * The variable that parameter received_avp names, made ready once for each value of the parameter and each
 * pseudo-variable engine. Without an engine the parameter has no effect, which is logged once.
 */
final class ReceivedAvp {

    private static final Logger LOG = LoggerFactory.getLogger(ReceivedAvp.class);

    private record Ready(String spec, PseudoVariables engine, PseudoVariable variable) {}

    private volatile Ready ready = new Ready("", null, null);

    /** The variable; null if there is none. */
    PseudoVariable get(String spec, PseudoVariables engine) {
        Ready now = ready;
        if (now.engine != engine || !now.spec.equals(spec)) {
            now = new Ready(spec, engine, make(spec, engine));
            ready = now;
        }
        return now.variable;
    }

    private static PseudoVariable make(String spec, PseudoVariables engine) {
        if (spec.isEmpty()) {
            return null;
        }
        if (engine == null) {
            LOG.warn("registrar.received_avp: '{}' has no effect while there is no pseudo-variable engine", spec);
            return null;
        }
        try {
            return engine.variable(spec);
        } catch (IllegalArgumentException malformed) {
            LOG.warn("registrar.received_avp: '{}' has no effect: {}", spec, malformed.getMessage());
            return null;
        }
    }
}
