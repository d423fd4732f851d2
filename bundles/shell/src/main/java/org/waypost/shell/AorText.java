package org.waypost.shell;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.TerminalText;
import org.waypost.sip.SipUri;

/** Finds the address of record an operator means: as it is stored, as user@host or as a SIP URI. */
final class AorText {

    private AorText() {}

    /** What may be stored under that name, the likeliest first. */
    static Set<String> candidates(String typed, boolean useDomain, boolean caseSensitive) {
        Set<String> candidates = new LinkedHashSet<>();
        candidates.add(TerminalText.octets(typed));
        candidates.add(canonical(typed, useDomain, caseSensitive));
        return candidates;
    }

    /** The form in which the registrar stores it (parameters use_domain and case_sensitive). */
    static String canonical(String typed, boolean useDomain, boolean caseSensitive) {
        String address = address(TerminalText.octets(typed));
        int at = address.lastIndexOf('@');
        String user = at < 0 ? address : address.substring(0, at);
        if (!caseSensitive) {
            user = user.toLowerCase(Locale.ROOT);
        }
        if (!useDomain) {
            return user;
        }
        if (at < 0) {
            throw new CommandException("AoR '" + typed + "' has no domain; with use_domain it is user@domain");
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
