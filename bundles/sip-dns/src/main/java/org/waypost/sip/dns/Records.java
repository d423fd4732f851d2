package org.waypost.sip.dns;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.Record;

/** Where records come from. */
interface Records {

    /**
     * The records of a name, aliases being followed; none if there are none or nobody can be asked. Never blocks.
     *
     * @param name as in a URI, with or without a dot at its end
     * @param wanted all records are of this class
     * @param type of {@link org.xbill.DNS.Type}
     */
    <T extends Record> CompletableFuture<List<T>> of(String name, int type, Class<T> wanted);
}
