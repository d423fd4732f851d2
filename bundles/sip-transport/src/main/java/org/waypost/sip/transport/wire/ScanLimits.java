package org.waypost.sip.transport.wire;

/**
 * How much of a message is looked at before it is dropped.
 *
 * @param headers number of header lines
 * @param headerLength octets of one header line, folded lines included
 */
public record ScanLimits(int headers, int headerLength) {}
