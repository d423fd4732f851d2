package org.waypost.sip.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;

class SrvOrderTest {

    private final Random random = new Random(1);

    private static SRVRecord record(int priority, int weight, int port) {
        return new SRVRecord(Name.root, DClass.IN, 60, priority, weight, port, Name.root);
    }

    private static List<Integer> ports(List<SRVRecord> records) {
        return records.stream().map(SRVRecord::getPort).toList();
    }

    @Test
    void triesTheLowestPriorityFirst() {
        List<SRVRecord> records = List.of(record(30, 9, 3), record(10, 0, 1), record(20, 5, 2));

        assertThat(ports(new SrvOrder(true, random::nextInt).of(records))).containsExactly(1, 2, 3);
    }

    @Test
    void drawsByWeight() {
        List<SRVRecord> records = List.of(record(1, 60, 60), record(1, 30, 30), record(1, 10, 10));
        Map<Integer, Integer> first = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            List<Integer> order = ports(new SrvOrder(true, random::nextInt).of(records));
            assertThat(order).containsExactlyInAnyOrder(60, 30, 10);
            first.merge(order.get(0), 1, Integer::sum);
        }

        assertThat(first.get(60)).isBetween(5700, 6300);
        assertThat(first.get(30)).isBetween(2700, 3300);
        assertThat(first.get(10)).isBetween(800, 1200);
    }

    @Test
    void aRecordWithoutWeightIsDrawnSeldom() {
        List<SRVRecord> records = List.of(record(1, 99, 99), record(1, 0, 7));
        int first = 0;
        for (int i = 0; i < 10_000; i++) {
            first += ports(new SrvOrder(true, random::nextInt).of(records)).get(0) == 7 ? 1 : 0;
        }

        assertThat(first).isBetween(30, 300);
    }

    @Test
    void withoutSpreadingTheHeaviestComesFirst() {
        List<SRVRecord> records = List.of(record(1, 10, 10), record(1, 60, 60), record(1, 30, 30));

        assertThat(ports(new SrvOrder(false, random::nextInt).of(records))).containsExactly(60, 30, 10);
    }
}
