package org.waypost.route.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waypost.sip.Branch;
import org.waypost.sip.HeaderName;
import org.waypost.sip.NameAddress;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipRequest;
import org.waypost.sip.SipUri;

/**
 * A request within a dialog is for the one device that accepted it, whose contact is the Request-URI (RFC 3261 12.2.1.1). When a
 * lookup finds that device among those of the same user, the others are left alone; its flows (RFC 5626) are all kept.
 */
final class DialogTarget {

    private DialogTarget() {}

    /** Whether the To header has a tag. */
    static boolean isInDialog(SipRequest request) {
        return NameAddress.of(request.first(HeaderName.TO)).hasTag();
    }

    /**
     * Makes the looked-up contact at the address of the Request-URI the only target, beside other flows of its device to the same
     * address; changes nothing if there is none.
     */
    static void keepTo(SipContext context) {
        Optional<SipUri> wanted = SipUri.parse(context.request().requestUri());
        if (wanted.isEmpty()) {
            return;
        }
        List<Branch> found = new ArrayList<>(context.branches());
        found.add(0, context.target());
        found.removeIf(branch -> SipUri.parse(branch.uri())
                .filter(uri -> isSamePlace(uri, wanted.get()))
                .isEmpty());
        if (found.isEmpty()) {
            return;
        }
        String uri = context.request().requestUri().toString();
        Branch first = found.get(0);
        context.target(first.withUri(uri));
        context.clearBranches();
        found.stream()
                .skip(1)
                .filter(branch -> isOtherFlow(branch, first))
                .forEach(branch -> context.addBranch(branch.withUri(uri)));
    }

    private static boolean isOtherFlow(Branch branch, Branch first) {
        return first.regId() > 0
                && branch.regId() > 0
                && !first.instance().isEmpty()
                && branch.instance().equals(first.instance());
    }

    private static boolean isSamePlace(SipUri one, SipUri other) {
        return one.scheme() == other.scheme()
                && one.port() == other.port()
                && one.user().equals(other.user())
                && one.host().equalsIgnoreCase(other.host());
    }
}
