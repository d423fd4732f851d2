package org.waypost.kemi.htable;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.Value;

/** How much a table may hold, so that scripts that store what the network sends cannot use up the memory. */
final class ItemLimits {

    private static final Logger LOG = LoggerFactory.getLogger(ItemLimits.class);

    private final int mostItems;
    private final int largestItem;
    private final LongAdder refused;
    private volatile boolean told;

    /**
     * @param mostItems of each table
     * @param largestItem octets of key and value
     * @param refused counts items that were not stored
     */
    ItemLimits(int mostItems, int largestItem, LongAdder refused) {
        this.mostItems = mostItems;
        this.largestItem = largestItem;
        this.refused = refused;
    }

    boolean hasRoom(int items) {
        return items < mostItems || refuse("a table holds max_items = " + mostItems + " items");
    }

    boolean allows(String key, Value value) {
        return key.length() + value.text().length() <= largestItem
                || refuse("an item is larger than max_item_size = " + largestItem + " octets");
    }

    private boolean refuse(String why) {
        refused.increment();
        if (!told) {
            told = true;
            LOG.warn("htable: {}: what is set beyond is refused with -1 (counted, not logged again)", why);
        }
        return false;
    }
}
