package org.waypost.usrloc;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A store whose bindings are rows of a database, which another store's bindings can be written to as well (db_mode 1 and 2) and loaded
 * from (db_mode 1, 2 and 4). Registered as a {@link LocationStore} service too. When its address or its tables change, a new service
 * under the same {@link #NAME} appears beside the old one, so that the bindings can be copied; the old one goes after its
 * {@link #release}.
 *
 * <p>Contacts with {@link Contact#MEMORY_ONLY} are never written. Everything is bounded in time: a database that does not answer makes
 * calls fail with {@link LocationException}, at once while {@link #health} says DOWN.
 */
public interface LocationDatabase extends LocationStore {

    /**
     * Makes the rows of {@code before} those of {@code after}, contact by contact as their ruids say: without looking at what the
     * database holds. Concurrent calls share commits; those of one AoR are done in the order of the calls. Never waits: if too much
     * is under way already, the result is a failure.
     *
     * @return completed when it is committed; exceptionally with a {@link LocationException} if it is not, or if nobody knows
     */
    CompletableFuture<Void> write(String table, AddressRecord before, AddressRecord after);

    /**
     * Hands out every record of the table, as quickly as can be, from several threads at once. Rows without AoR, contact or Call-ID,
     * of other servers (server_id_filter) and with remote sockets (skip_remote_socket) are left out, expired ones too. The
     * contacts of a record come by rising q, then in the order they were stored.
     *
     * @param now epoch seconds
     */
    void load(String table, long now, Consumer<AddressRecord> sink);

    /**
     * Deletes the rows that expired before {@code before} (epoch seconds), other servers' too unless server_id_filter is set.
     *
     * @return how many
     */
    long removeExpired(String table, long before);

    /**
     * Deletes the rows of contacts that were registered over a connection (db_clean_tcp), those of other servers too unless
     * server_id_filter is set.
     *
     * @return how many
     */
    long removeConnected(String table);

    /**
     * How many of that the table has, those of other servers too unless server_id_filter is set.
     *
     * @param now epoch seconds
     */
    long count(String table, Stored what, long now);

    /** Says that the caller does not use it any more. It may close once a newer one of its name is there. */
    void release();
}
