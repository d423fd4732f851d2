package org.waypost.operations.internal;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.waypost.operations.OperationException;
import org.waypost.operations.OperationException.Reason;
import org.waypost.operations.WireText;
import org.waypost.sip.SipUri;

/**
 * Finds the address of record an operator means: as it is stored, as user@host or as a SIP URI.
 *
 * @param useDomain parameter use_domain of usrloc
 * @param caseSensitive parameter case_sensitive of the registrar
 */
record AorText(boolean useDomain, boolean caseSensitive) {

    /** What may be stored under that name, the likeliest first. */
    Set<String> candidates(String typed) {
        Set<String> candidates = new LinkedHashSet<>();
        candidates.add(WireText.octets(typed));
        candidates.add(canonical(typed));
        return candidates;
    }

    /** The form in which the registrar stores it. */
    String canonical(String typed) {
        String address = address(WireText.octets(typed));
        int at = address.lastIndexOf('@');
        String user = at < 0 ? address : address.substring(0, at);
        if (!caseSensitive) {
            user = user.toLowerCase(Locale.ROOT);
        }
        if (!useDomain) {
            return user;
        }
        if (at < 0) {
            throw new OperationException(
                    Reason.BAD_ARGUMENT, "AoR '" + typed + "' has no domain; with use_domain it is user@domain");
        }
        return user + address.substring(at).toLowerCase(Locale.ROOT);
    }

    private static String address(String octets) {
        Optional<SipUri> uri = SipUri.parse(octets);
        if (uri.isEmpty()) {
            return octets;
        }
        return uri.get().user() + "@" + uri.get().host();
    }
}
