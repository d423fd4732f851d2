package org.waypost.kemi.htable;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import org.waypost.sip.Value;

/**
 * One table: items by key, each a text or a 32-bit number, some of which expire. Every operation on an item is atomic. An item whose
 * time is over is as good as gone; {@link #sweep} gives its memory back.
 */
final class HashTable {

    /** @param until epoch milliseconds, or 0 for ever */
    record Item(Value value, long until) {

        boolean isOver(long now) {
            return until != 0 && until <= now;
        }
    }

    private final Map<String, Item> items = new ConcurrentHashMap<>();
    private final ItemLocks locks = new ItemLocks();
    private final LongSupplier clock;
    private volatile TableSpec spec;
    private volatile ItemLimits limits;

    /** @param clock epoch milliseconds */
    HashTable(TableSpec spec, ItemLimits limits, LongSupplier clock) {
        this.spec = spec;
        this.limits = limits;
        this.clock = clock;
    }

    /** Another definition is in force from now on; the items stay as they are. */
    void configure(TableSpec newSpec, ItemLimits newLimits) {
        spec = newSpec;
        limits = newLimits;
    }

    String name() {
        return spec.name();
    }

    ItemLocks locks() {
        return locks;
    }

    int size() {
        return items.size();
    }

    /** The item itself, without regard to the initial value. */
    Optional<Item> item(String key) {
        Item item = items.get(key);
        return item == null || item.isOver(clock.getAsLong()) ? Optional.empty() : Optional.of(item);
    }

    boolean hasInitial() {
        return spec.initial().isPresent();
    }

    /** Its value, else the initial value of the table, else {@link Value#NULL}. */
    Value get(String key) {
        return item(key).map(Item::value).orElseGet(this::initial);
    }

    /** Seconds the item still lasts, rounded up; 0 if it lasts for ever or is not there. */
    long expires(String key) {
        long until = item(key).map(Item::until).orElse(0L);
        return until == 0 ? 0 : (until - clock.getAsLong() + 999) / 1000;
    }

    /** Stores a value; false if the table is full or the item too large. */
    boolean set(String key, Value value) {
        return store(key, value, -1);
    }

    /** Stores a value that lasts {@code seconds}; as long as the table says if that is not positive. */
    boolean set(String key, Value value, long seconds) {
        return store(key, value, Math.max(seconds, 0));
    }

    private boolean store(String key, Value value, long seconds) {
        if (!limits.allows(key, value)) {
            return false;
        }
        boolean room = items.containsKey(key) || limits.hasRoom(items.size());
        return room && items.compute(key, (k, old) -> new Item(value, until(old, seconds, clock.getAsLong()))) != null;
    }

    /** Makes an item last {@code seconds} from now, for ever if that is not positive. Nothing happens if it is not there. */
    void expire(String key, long seconds) {
        long now = clock.getAsLong();
        if (spec.autoExpire() > 0) {
            items.computeIfPresent(
                    key,
                    (k, item) ->
                            item.isOver(now) ? null : new Item(item.value(), seconds > 0 ? now + seconds * 1000 : 0));
        }
    }

    /** Changes a number; {@link Value#NULL} if there is no number, and no initial value either. */
    Value change(String key, IntUnaryOperator operator) {
        if (!items.containsKey(key) && (!hasInitial() || !limits.hasRoom(items.size()))) {
            return Value.NULL;
        }
        Value[] result = {Value.NULL};
        items.compute(key, (k, old) -> {
            long now = clock.getAsLong();
            Item item = old == null || old.isOver(now) ? null : old;
            Value value = item == null ? initial() : item.value();
            if (!value.isNumber()) {
                return item;
            }
            result[0] = Value.of(operator.applyAsInt((int) value.number()));
            return new Item(result[0], until(item, -1, now));
        });
        return result[0];
    }

    void remove(String key) {
        items.remove(key);
    }

    void clear() {
        items.clear();
    }

    boolean any(BiPredicate<String, Value> test) {
        long now = clock.getAsLong();
        for (Map.Entry<String, Item> entry : items.entrySet()) {
            if (!entry.getValue().isOver(now)
                    && test.test(entry.getKey(), entry.getValue().value())) {
                return true;
            }
        }
        return false;
    }

    int count(BiPredicate<String, Value> test) {
        int[] count = {0};
        any((key, value) -> {
            count[0] += test.test(key, value) ? 1 : 0;
            return false;
        });
        return count[0];
    }

    void removeIf(BiPredicate<String, Value> test) {
        items.entrySet()
                .removeIf(entry -> test.test(entry.getKey(), entry.getValue().value()));
    }

    /** The keys, as they are while one goes through them. */
    Iterator<String> keys() {
        return items.keySet().iterator();
    }

    /** Gives back the memory of items whose time is over. */
    void sweep() {
        long now = clock.getAsLong();
        items.values().removeIf(item -> item.isOver(now));
    }

    private Value initial() {
        return spec.initial().isPresent() ? Value.of(spec.initial().getAsInt()) : Value.NULL;
    }

    /** @param seconds as asked for; 0 for the time of the table, -1 if nothing was said */
    private long until(Item old, long seconds, long now) {
        TableSpec table = spec;
        if (table.autoExpire() == 0) {
            return 0;
        }
        if (seconds > 0) {
            return now + seconds * 1000;
        }
        boolean stays = seconds < 0 && !table.updateExpire() && old != null && !old.isOver(now);
        return stays ? old.until() : now + table.autoExpire() * 1000L;
    }
}
