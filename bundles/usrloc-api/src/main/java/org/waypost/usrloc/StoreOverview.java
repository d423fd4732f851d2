package org.waypost.usrloc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** Which stores there are and how they do, as {@code store:list}, the management interfaces and the console tell it. */
@ProviderType
public interface StoreOverview {

    /** The stores there are, by name. A database that nobody uses is not asked what it holds: that would make it connect. */
    List<StoreState> stores();

    /** What is in use, for people: {@code memory and jdbc jdbc:h2:… (db_mode 1)}; empty if nothing is. */
    Optional<String> inUse();

    /** How what is in use does; DOWN while nothing is. */
    StoreHealth health();

    /** Why nothing is in use, or what is waited for; says nothing useful while something is. */
    String waiting();

    /** How many AoRs are not in the database yet as they are in memory. */
    long outstanding();

    /** How far a change from one store to another is; empty if there is none. */
    String changing();

    /**
     * The values of the parameters {@code db_mode} and {@code store} of module usrloc that put a store in use.
     *
     * @param name of a store there is
     * @param dbMode 0, or for a database 1 to 4
     * @throws IllegalArgumentException saying what is wanted, if there is no such store or it cannot be used in that way
     */
    Map<String, String> parameters(String name, int dbMode);

    /**
     * Tries at once what the parameters want and could not be used so far, and waits for it.
     *
     * @param progress told how far it is, about every second
     * @return why it failed; empty if it did not, or if there was nothing to be done
     */
    Optional<String> retry(Consumer<String> progress);
}
