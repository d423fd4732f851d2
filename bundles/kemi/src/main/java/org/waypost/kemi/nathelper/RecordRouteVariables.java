package org.waypost.kemi.nathelper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.waypost.kemi.Messages;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipUri;
import org.waypost.sip.Value;

/**
 * {@code $rr_count}: how many Record-Route entries the message in hand has; {@code $rr_top_count}: how many of them its last proxy wrote,
 * two if it recorded both of its sides. Null if an entry cannot be read.
 */
@Component
public final class RecordRouteVariables implements PseudoVariableProvider {

    private static final String ALL = "rr_count";
    private static final String TOP = "rr_top_count";

    @Override
    public Set<String> names() {
        return Set.of(ALL, TOP);
    }

    @Override
    public PseudoVariable compile(String name, String inner, Index index) {
        if (!inner.isEmpty() || index.given()) {
            throw new IllegalArgumentException("$" + name + " takes nothing");
        }
        return name.equals(ALL) ? RecordRouteVariables::count : RecordRouteVariables::top;
    }

    private static Value count(SipContext context) {
        return entries(context).map(entries -> Value.of(entries.size())).orElse(Value.NULL);
    }

    private static Value top(SipContext context) {
        return entries(context)
                .map(entries -> Value.of(entries.isEmpty() ? 0 : isOfTwo(entries.get(0)) ? 2 : 1))
                .orElse(Value.NULL);
    }

    private static boolean isOfTwo(SipUri entry) {
        return entry.parameter("r2").isPresent();
    }

    private static Optional<List<SipUri>> entries(SipContext context) {
        SipMessage message = Messages.inHand(context);
        List<SipUri> entries = new ArrayList<>();
        for (int line = message.indexOf(HeaderName.RECORD_ROUTE, 0);
                line >= 0;
                line = message.indexOf(HeaderName.RECORD_ROUTE, line + 1)) {
            Octets value = message.headerValue(line);
            for (int start = 0, end; start < value.length(); start = end + 1) {
                end = value.elementEnd(start);
                Optional<SipUri> uri = SipUri.parse(Messages.uri(value.sub(start, end)));
                if (uri.isEmpty()) {
                    return Optional.empty();
                }
                entries.add(uri.get());
            }
        }
        return Optional.of(entries);
    }
}
