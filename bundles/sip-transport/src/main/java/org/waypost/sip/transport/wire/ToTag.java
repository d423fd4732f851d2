package org.waypost.sip.transport.wire;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;

/**
 * The tags this server puts into the To header of its own answers. A retransmission gets the same tag (RFC 3261 8.2.7): it is made
 * of a secret of this start and a hash of what identifies the transaction. 32 and 8 hexadecimal digits, as Kamailio's.
 */
public final class ToTag {

    private static final String HEX = "0123456789abcdef";

    private final Octets prefix;
    private final int seed;

    public ToTag() {
        byte[] secret = new byte[20];
        new SecureRandom().nextBytes(secret);
        prefix = Octets.of(HexFormat.of().formatHex(secret, 0, 16) + '.');
        seed = secret[16] << 24 | (secret[17] & 0xff) << 16 | (secret[18] & 0xff) << 8 | secret[19] & 0xff;
    }

    /** Whether this value of a To header has such a tag. */
    boolean isIn(Octets to) {
        Octets parameters = to.from(Math.max(to.indexOf(';', Math.max(to.lastIndexOf('>'), 0)), 0));
        Octets tag = Parameters.find(parameters, "tag").orElse(Octets.EMPTY);
        return tag.length() > prefix.length() && tag.sub(0, prefix.length()).equals(prefix);
    }

    void put(OctetBuffer out, WireRequest request) {
        ViaParts via = request.via();
        byte[] array = request.array();
        int hash = hash(seed, array, via.branch(), via.branchEnd());
        hash = hash(hash, request, HeaderName.CALL_ID);
        hash = hash(hash, request, HeaderName.CSEQ);
        hash ^= hash >>> 15;
        hash *= 0x2c1b3c6d;
        hash ^= hash >>> 12;
        out.put(prefix);
        for (int shift = 28; shift >= 0; shift -= 4) {
            out.put(HEX.charAt(hash >>> shift & 15));
        }
    }

    private static int hash(int hash, WireRequest request, HeaderName name) {
        int index = request.indexOf(name, 0);
        return index < 0 ? hash : hash(hash, request.array(), request.valueStart(index), request.valueEnd(index));
    }

    private static int hash(int from, byte[] array, int start, int end) {
        int hash = from;
        for (int i = start; i < end; i++) {
            hash = (hash ^ array[i]) * 0x01000193;
        }
        return hash;
    }
}
