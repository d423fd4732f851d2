package org.waypost.kemi.permissions;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * An address and how many bits of it count.
 *
 * @param octets 4 or 16, those beyond {@code bits} zero
 * @param bits 0..32 or 0..128
 */
record Network(byte[] octets, int bits) {

    static Network of(InetAddress address, int bits) {
        byte[] octets = address.getAddress();
        for (int i = 0; i < octets.length; i++) {
            int counting = Math.max(0, Math.min(8, bits - i * 8));
            octets[i] &= (byte) (0xff00 >> counting);
        }
        return new Network(octets, bits);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Network other && bits == other.bits && Arrays.equals(octets, other.octets);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(octets) + bits;
    }
}
