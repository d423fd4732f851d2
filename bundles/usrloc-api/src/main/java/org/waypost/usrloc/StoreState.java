package org.waypost.usrloc;

import java.util.OptionalLong;

/**
 * One store there is, and how it does.
 *
 * @param name by which it is chosen
 * @param isDatabase whether it is a {@link LocationDatabase}, which db_mode 1 to 4 can use
 * @param isUsed whether the bindings are kept in it now
 * @param role what it is used as, in words: {@code all}, {@code memory}, {@code written through}; empty if it is not used
 * @param health how it does
 * @param aors how many it holds; empty for a database that nobody uses or that does not say
 * @param contacts how many it holds; empty as {@code aors}
 */
public record StoreState(
        String name,
        boolean isDatabase,
        boolean isUsed,
        String role,
        StoreHealth health,
        OptionalLong aors,
        OptionalLong contacts) {}
