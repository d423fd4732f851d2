package org.waypost.jdbc;

/**
 * What of a pool can change while it is in use.
 *
 * @param size most connections that are open at once
 * @param timeoutMillis bounds every wait for the database
 */
public record PoolOptions(int size, int timeoutMillis) {}
