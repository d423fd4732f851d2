package org.waypost.kemi.htable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Value;

class HashTableTest {

    private final AtomicLong now = new AtomicLong(1_000_000);

    @Test
    void forgetsAnItemWhenItsTimeIsOver() {
        HashTable table = table("t=>autoexpire=10;initval=9");
        table.set("k", Value.of("v"));
        now.addAndGet(9_999);
        assertThat(table.get("k")).isEqualTo(Value.of("v"));
        assertThat(table.expires("k")).isEqualTo(1);

        now.addAndGet(1);
        assertThat(table.get("k")).isEqualTo(Value.of(9));
        assertThat(table.any((key, value) -> true)).isFalse();
        assertThat(table.change("k", number -> number + 1)).isEqualTo(Value.of(10));
        assertThat(table.expires("k")).isEqualTo(10);
    }

    @Test
    void givesTheMemoryOfExpiredItemsBack() {
        HashTable table = table("t=>autoexpire=10");
        table.set("k", Value.of("v"));
        table.set("long", Value.of("v"), 100);
        table.set("ever", Value.of("v"));
        table.expire("ever", 0);
        now.addAndGet(20_000);
        assertThat(table.size()).isEqualTo(3);

        table.sweep();

        assertThat(table.size()).isEqualTo(2);
        assertThat(table.expires("long")).isEqualTo(80);
        assertThat(table.expires("ever")).isZero();
    }

    @Test
    void doesNotReviveAnItemWhoseTimeIsOver() {
        HashTable table = table("t=>autoexpire=10;updateexpire=0");
        table.set("k", Value.of("v"));
        now.addAndGet(10_000);
        table.expire("k", 50);
        assertThat(table.get("k")).isEqualTo(Value.NULL);

        table.set("k", Value.of("new"));
        assertThat(table.expires("k")).isEqualTo(10);
    }

    @Test
    void letsOneWaitForTheLockOfAnother() throws Exception {
        ItemLocks locks = new ItemLocks();
        ItemLocks.Owner first = new ItemLocks.Owner();
        locks.lock("k", first);
        locks.lock("k", first);
        CountDownLatch locked = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            locks.lock("k", new ItemLocks.Owner());
            locked.countDown();
        });
        other.start();
        locks.unlock("k", first);
        assertThat(locked.getCount()).isEqualTo(1);

        locks.unlock("k", first);
        assertThat(locked.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void takesALockThatWasNeverGivenBack() throws Exception {
        ItemLocks locks = new ItemLocks();
        locks.lock("k", new ItemLocks.Owner());
        CountDownLatch locked = new CountDownLatch(1);
        new Thread(() -> {
                    locks.lock("k", new ItemLocks.Owner());
                    locked.countDown();
                })
                .start();

        assertThat(locked.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private HashTable table(String definition) {
        Map<String, TableSpec> specs = TableSpec.parse(definition);
        return new HashTable(specs.get("t"), new ItemLimits(100, 4096, new LongAdder()), now::get);
    }
}
