package org.waypost.usrloc.core;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The parameters in force, checked.
 *
 * @param dbMode 0..4
 * @param store name of the store, or empty for the one of {@code dbMode}
 * @param matchingMode what makes contacts the same
 * @param cseqDelay seconds
 * @param descTimeOrder newest first instead of by q
 * @param useDomain an AoR is user@host
 * @param natBranchFlag a mask, or 0
 * @param serverId 0 and up
 * @param preload names of tables
 * @param timerInterval seconds that expired contacts are kept
 */
record UsrlocSettings(
        int dbMode,
        String store,
        MatchingMode matchingMode,
        int cseqDelay,
        boolean descTimeOrder,
        boolean useDomain,
        int natBranchFlag,
        int serverId,
        Set<String> preload,
        int timerInterval) {

    static final UsrlocSettings DEFAULTS =
            new UsrlocSettings(0, "", MatchingMode.CONTACT, 20, false, false, 0, 0, Set.of(), 60);

    UsrlocSettings {
        preload = Set.copyOf(preload);
    }

    /**
     * The settings that {@code parameters} give. A value that cannot be used is refused with one line to {@code refused}, and what
     * {@code last} has stays in force.
     *
     * @param raw the values as they were configured, for the message
     */
    static UsrlocSettings of(
            UsrlocParameters parameters, Map<String, ?> raw, UsrlocSettings last, Consumer<String> refused) {
        Reader in = new Reader(raw, refused);
        int lastFlag = last.natBranchFlag == 0 ? -1 : Integer.numberOfTrailingZeros(last.natBranchFlag);
        int flag = in.number("nat_bflag", parameters::nat__bflag, -1, 31, lastFlag);
        return new UsrlocSettings(
                in.number("db_mode", parameters::db__mode, 0, 4, last.dbMode),
                in.text("store", parameters::store, last.store),
                MatchingMode.values()[
                        in.number("matching_mode", parameters::matching__mode, 0, 3, last.matchingMode.ordinal())],
                in.number("cseq_delay", parameters::cseq__delay, 0, 3600, last.cseqDelay),
                in.number("desc_time_order", parameters::desc__time__order, 0, 1, last.descTimeOrder ? 1 : 0) == 1,
                in.number("use_domain", parameters::use__domain, 0, 1, last.useDomain ? 1 : 0) == 1,
                flag < 0 ? 0 : 1 << flag,
                in.number("server_id", parameters::server__id, 0, Integer.MAX_VALUE, last.serverId),
                names(in.text("preload", parameters::preload, String.join(",", last.preload))),
                in.number("timer_interval", parameters::timer__interval, 1, 86400, last.timerInterval));
    }

    private static Set<String> names(String list) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : list.split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }

    private record Reader(Map<String, ?> raw, Consumer<String> refused) {

        int number(String key, IntSupplier value, int min, int max, int last) {
            try {
                int number = value.getAsInt();
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (RuntimeException notANumber) {
                // refused below, as a number out of range is
            }
            refuse(key, "an integer " + min + ".." + max, last);
            return last;
        }

        String text(String key, Supplier<String> value, String last) {
            try {
                return value.get().strip();
            } catch (RuntimeException notAText) {
                refuse(key, "a text", last);
                return last;
            }
        }

        private void refuse(String key, String expected, Object last) {
            refused.accept("usrloc: " + key + " = " + raw.get(key) + " refused: expected " + expected + "; " + last
                    + " stays in force");
        }
    }
}
