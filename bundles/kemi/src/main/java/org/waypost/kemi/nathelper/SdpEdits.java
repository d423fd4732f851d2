package org.waypost.kemi.nathelper;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waypost.kemi.net.IpAddress;
import org.waypost.sip.SipContext;

/** Changes to the session description of a message, as {@code fix_nated_sdp} makes them. */
final class SdpEdits {

    private static final int DIRECTION_ACTIVE = 1;
    private static final int MEDIA_ADDRESS = 2;
    private static final int NO_PROXY = 4;
    private static final int ORIGIN_ADDRESS = 8;

    private static final int FAILED = -1;
    private static final int CHANGED = 1;
    private static final int ADDED = 2;

    private SdpEdits() {}

    /**
     * Makes the changes whose flags are set.
     *
     * @param address what takes the place of the addresses of its family
     * @param settings the line for flag 4, and whether an address that was replaced stays as {@code a=oldmediaip}
     * @return 1 if an address was replaced, 2 if not, -1 without a description
     */
    static int fix(SipContext context, int flags, InetAddress address, NathelperSettings settings) {
        Optional<SdpText> description = SdpText.of(Source.message(context));
        if (description.isEmpty()) {
            return FAILED;
        }
        SdpText sdp = description.get();
        StringBuilder lines = new StringBuilder();
        if ((flags & DIRECTION_ACTIVE) != 0) {
            lines.append("a=direction:active\r\n");
        }
        if ((flags & NO_PROXY) != 0 && !settings.noProxyLine().isEmpty()) {
            lines.append(settings.noProxyLine()).append("\r\n");
        }
        List<SdpText.Address> replaced = new ArrayList<>();
        if ((flags & MEDIA_ADDRESS) != 0) {
            replaced.addAll(replaceable(sdp, 'c', address));
        }
        if ((flags & ORIGIN_ADDRESS) != 0) {
            replaced.addAll(replaceable(sdp, 'o', address));
        }
        if (settings.oldMediaAddress()) {
            replaced.forEach(
                    old -> lines.append("a=oldmediaip:").append(sdp.text(old)).append("\r\n"));
        }
        replaced.sort(java.util.Comparator.comparingInt(SdpText.Address::start));
        StringBuilder body = new StringBuilder(sdp.body().length() + 128);
        int done = 0;
        for (SdpText.Address old : replaced) {
            body.append(sdp.body(), done, old.start()).append(IpAddress.text(address));
            done = old.end();
        }
        body.append(sdp.body(), done, sdp.end());
        if (lines.length() > 0 && !endsLine(body)) {
            body.append("\r\n");
        }
        body.append(lines).append(sdp.body(), sdp.end(), sdp.body().length());
        if (lines.length() > 0 || !replaced.isEmpty()) {
            context.edits().body(body.toString(), sdp.contentType());
        }
        return replaced.isEmpty() ? ADDED : CHANGED;
    }

    // 0.0.0.0 puts a call on hold (RFC 2543 B.5) and stays.
    private static List<SdpText.Address> replaceable(SdpText sdp, char kind, InetAddress by) {
        List<SdpText.Address> found = new ArrayList<>();
        for (SdpText.Address address : sdp.addresses(kind)) {
            boolean sameFamily = sdp.ip(address)
                    .filter(ip -> !ip.isAnyLocalAddress() && ip.getAddress().length == by.getAddress().length)
                    .isPresent();
            if (sameFamily) {
                found.add(address);
            }
        }
        return found;
    }

    private static boolean endsLine(StringBuilder text) {
        return text.length() == 0 || text.charAt(text.length() - 1) == '\n';
    }
}
