package org.waypost.sip.dns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.xbill.DNS.SRVRecord;

/**
 * The order in which SRV records are tried (RFC 2782): the lowest priority first; within one priority at random, a record with the
 * share of its weight in those that are left.
 */
final class SrvOrder {

    private final boolean spread;
    private final IntUnaryOperator random;

    /**
     * @param spread whether weights are shares; else the heaviest comes first
     * @param random a number of 0 to below the argument
     */
    SrvOrder(boolean spread, IntUnaryOperator random) {
        this.spread = spread;
        this.random = random;
    }

    List<SRVRecord> of(List<SRVRecord> records) {
        Map<Integer, List<SRVRecord>> priorities = new TreeMap<>();
        records.forEach(record -> priorities
                .computeIfAbsent(record.getPriority(), priority -> new ArrayList<>())
                .add(record));
        List<SRVRecord> ordered = new ArrayList<>();
        for (List<SRVRecord> group : priorities.values()) {
            if (spread) {
                drawAll(group, ordered);
            } else {
                group.sort(Comparator.comparingInt(SRVRecord::getWeight).reversed());
                ordered.addAll(group);
            }
        }
        return ordered;
    }

    // Those of weight 0 stand first, so that they are drawn as seldom as the RFC wants.
    private void drawAll(List<SRVRecord> left, List<SRVRecord> drawn) {
        left.sort(Comparator.comparingInt(record -> record.getWeight() == 0 ? 0 : 1));
        int total = left.stream().mapToInt(SRVRecord::getWeight).sum();
        while (!left.isEmpty()) {
            int mark = random.applyAsInt(total + 1);
            int i = 0;
            for (int sum = left.get(0).getWeight();
                    sum < mark;
                    sum += left.get(i).getWeight()) {
                i++;
            }
            SRVRecord next = left.remove(i);
            total -= next.getWeight();
            drawn.add(next);
        }
    }
}
