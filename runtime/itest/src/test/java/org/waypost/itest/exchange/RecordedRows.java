package org.waypost.itest.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Exchanges whose replies are what the REGISTERs left in the tables, recorded from Kamailio on PostgreSQL: the status line, then a
 * line for each row. Where db_mode 3 leaves something else than db_mode 1, that follows after a line {@link #DB_ONLY}.
 */
final class RecordedRows {

    static final Path FOLDER = Path.of("src/test/resources/rows");

    /** Some of them with what is left here instead, where that differs on purpose; a comment in each says why. */
    static final Path OWN = Path.of("src/test/resources/rows-own");

    /** The modes that are recorded. */
    static final List<Integer> MODES = List.of(1, 3);

    private static final String DB_ONLY = "(db_mode 3)";

    private RecordedRows() {}

    /** What was recorded for one of the modes. */
    static String of(Exchange.Step step, int mode) {
        int other = step.reply().indexOf("\n" + DB_ONLY + "\n");
        if (other < 0) {
            return step.reply();
        }
        return mode == 1 ? step.reply().substring(0, other) : step.reply().substring(other + DB_ONLY.length() + 2);
    }

    /** The exchange with what was seen in db_mode 1 and in db_mode 3 after each step. */
    static Exchange merged(Exchange exchange, List<String> through, List<String> only) {
        List<String> merged = new ArrayList<>();
        for (int i = 0; i < through.size(); i++) {
            boolean same =
                    LocationTables.differences(through.get(i), only.get(i)).isEmpty();
            merged.add(same ? through.get(i) : through.get(i) + "\n" + DB_ONLY + "\n" + only.get(i));
        }
        return exchange.withReplies(merged);
    }
}
