package org.waypost.bench.server;

/**
 * How the reference is set up.
 *
 * @param children worker processes for each transport
 * @param hashSize {@code hash_size} of usrloc: its table has 2^n slots; 10 is Kamailio's default
 * @param sharedMegabytes size of the shared memory that holds the table
 */
public record KamailioSettings(int children, int hashSize, int sharedMegabytes) {}
