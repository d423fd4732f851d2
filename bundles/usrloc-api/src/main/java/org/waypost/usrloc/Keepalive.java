package org.waypost.usrloc;

/**
 * What is known of the keepalives of a contact (parameter ka_mode).
 *
 * @param last epoch seconds of the last answer; of the first keepalive while there was none
 * @param roundTrip microseconds between the last keepalive that was answered and its answer; 0 while there was none
 */
public record Keepalive(long last, int roundTrip) {}
