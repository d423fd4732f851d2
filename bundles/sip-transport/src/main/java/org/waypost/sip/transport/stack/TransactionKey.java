package org.waypost.sip.transport.stack;

import java.util.Locale;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.transport.wire.ViaParts;
import org.waypost.sip.transport.wire.WireRequest;
import org.waypost.sip.transport.wire.WireResponse;

/**
 * The names under which transactions are found without parsing a message. JAIN-SIP's own key of a server transaction is the branch
 * alone, so that two clients with one branch get in each other's way; here it includes the sent-by (RFC 3261 17.2.3). An ACK and a
 * CANCEL have the key of the INVITE they are about.
 */
final class TransactionKey {

    private static final String COOKIE = "z9hg4bk";

    private TransactionKey() {}

    /** The key of the server transaction this request opens or belongs to. */
    static String of(WireRequest request) {
        ViaParts via = request.via();
        String branch = text(request, via.branch(), via.branchEnd());
        String sentBy = text(request, via.hostStart(), via.hostEnd()) + ':' + via.port();
        if (branch.startsWith(COOKIE)) {
            return branch + ';' + sentBy;
        }
        // A client older than RFC 3261: what its CANCEL and ACK have in common with the request (17.2.3).
        Octets from = request.first(HeaderName.FROM);
        int parameters = Math.max(from.lastIndexOf('>'), 0);
        String fromTag = Parameters.find(from.from(Math.max(from.indexOf(';', parameters), 0)), "tag")
                .map(Octets::toString)
                .orElse("");
        return "2543;" + request.first(HeaderName.CALL_ID) + ';' + request.cseq() + ';' + fromTag + ';'
                + request.requestUri() + ';' + sentBy;
    }

    /** JAIN-SIP's key of the client transaction this response is for. */
    static String of(WireResponse response) {
        String branch = response.branch().toString().toLowerCase(Locale.ROOT);
        return response.cseqMethod().contentEquals("CANCEL") ? branch + ":cancel" : branch;
    }

    private static String text(WireRequest request, int from, int to) {
        return new Octets(request.array(), from, to - from).toString().toLowerCase(Locale.ROOT);
    }
}
