package org.waypost.sip;

/** Where a message in the making is written to. Strings are written one octet a char (ISO-8859-1). */
public interface ByteSink {

    ByteSink put(int octet);

    ByteSink put(String text);

    ByteSink put(Octets octets);

    /** Writes {@code number} in decimal. */
    ByteSink putNumber(long number);

    /** Number of octets written so far. */
    int length();

    /** Takes back all that was written after {@code length} octets. */
    void truncate(int length);

    /** A copy of what was written so far. */
    byte[] bytes();
}
