package org.waypost.usrloc.core;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.waypost.sip.ParameterReader;

/**
 * The parameters in force, checked.
 *
 * @param dbMode 0..4
 * @param store name of the store, or empty for the one of {@code dbMode}
 * @param database how a database is used
 * @param matchingMode what makes contacts the same
 * @param cseqDelay seconds
 * @param descTimeOrder newest first instead of by q
 * @param useDomain an AoR is user@host
 * @param natBranchFlag a mask, or 0
 * @param serverId 0 and up
 * @param preload names of tables
 * @param timerInterval seconds that expired contacts are kept
 * @param contactXavp name of the XAVP that is stored with a contact, or empty
 * @param handleLostTcp a contact expires when its connection ends
 * @param closeExpiredTcp the connection of a contact that expired is ended
 * @param keepalive the keepalives
 */
record UsrlocSettings(
        int dbMode,
        String store,
        DatabaseSettings database,
        MatchingMode matchingMode,
        int cseqDelay,
        boolean descTimeOrder,
        boolean useDomain,
        int natBranchFlag,
        int serverId,
        Set<String> preload,
        int timerInterval,
        String contactXavp,
        boolean handleLostTcp,
        boolean closeExpiredTcp,
        KeepaliveSettings keepalive) {

    static final UsrlocSettings DEFAULTS = new UsrlocSettings(
            0,
            "",
            DatabaseSettings.DEFAULTS,
            MatchingMode.CONTACT,
            20,
            false,
            false,
            0,
            0,
            Set.of(),
            60,
            "",
            false,
            false,
            KeepaliveSettings.DEFAULTS);

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
        ParameterReader in = new ParameterReader("usrloc", raw, refused);
        int lastFlag = last.natBranchFlag == 0 ? -1 : Integer.numberOfTrailingZeros(last.natBranchFlag);
        int flag = in.number("nat_bflag", parameters::nat__bflag, -1, 31, lastFlag);
        return new UsrlocSettings(
                in.number("db_mode", parameters::db__mode, 0, 4, last.dbMode),
                text(in, "store", parameters::store, last.store),
                database(parameters, in, last.database),
                MatchingMode.values()[
                        in.number("matching_mode", parameters::matching__mode, 0, 3, last.matchingMode.ordinal())],
                in.number("cseq_delay", parameters::cseq__delay, 0, 3600, last.cseqDelay),
                in.flag("desc_time_order", parameters::desc__time__order, last.descTimeOrder),
                in.flag("use_domain", parameters::use__domain, last.useDomain),
                flag < 0 ? 0 : 1 << flag,
                in.number("server_id", parameters::server__id, 0, Integer.MAX_VALUE, last.serverId),
                names(text(in, "preload", parameters::preload, String.join(",", last.preload))),
                in.number("timer_interval", parameters::timer__interval, 1, 86400, last.timerInterval),
                text(in, "xavp_contact", parameters::xavp__contact, last.contactXavp),
                in.flag("handle_lost_tcp", parameters::handle__lost__tcp, last.handleLostTcp),
                in.flag("close_expired_tcp", parameters::close__expired__tcp, last.closeExpiredTcp),
                keepalive(parameters, in, last.keepalive));
    }

    private static DatabaseSettings database(UsrlocParameters parameters, ParameterReader in, DatabaseSettings last) {
        return new DatabaseSettings(
                in.flag("db_load", parameters::db__load, last.load()),
                in.flag("db_timer_clean", parameters::db__timer__clean, last.timerClean()),
                in.flag("db_clean_tcp", parameters::db__clean__tcp, last.cleanTcp()),
                in.number("rm_expired_delay", parameters::rm__expired__delay, 0, 86400, last.removalDelay()));
    }

    private static KeepaliveSettings keepalive(
            UsrlocParameters parameters, ParameterReader in, KeepaliveSettings last) {
        return new KeepaliveSettings(
                in.number("ka_mode", parameters::ka__mode, 0, 7, last.mode()),
                text(in, "ka_method", parameters::ka__method, last.method()),
                text(in, "ka_from", parameters::ka__from, last.from()),
                text(in, "ka_domain", parameters::ka__domain, last.domain()),
                in.flag("ka_filter", parameters::ka__filter, last.ownOnly()),
                in.number("ka_timeout", parameters::ka__timeout, 0, 86400, last.timeout()),
                in.number("ka_interval", parameters::ka__interval, 1, 86400, last.interval()),
                in.number("ka_randomize", parameters::ka__randomize, 0, 86400, last.randomize()),
                text(in, "ka_reply_codes", parameters::ka__reply__codes, last.replyCodes()),
                in.number("ka_loglevel", parameters::ka__loglevel, -5, KeepaliveSettings.NO_LOG, last.logLevel()),
                text(in, "ka_logmsg", parameters::ka__logmsg, last.logMessage()));
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

    private static String text(ParameterReader in, String key, Supplier<String> value, String last) {
        TextRule rule = TextRule.of(key);
        return in.text(key, value, rule.expected(), rule::allows, last);
    }
}
