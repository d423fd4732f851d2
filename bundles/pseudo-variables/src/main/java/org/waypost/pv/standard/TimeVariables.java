package org.waypost.pv.standard;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.function.ToLongFunction;
import org.waypost.pv.text.StrfTime;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** Times: of the arrival of the message, except where a variable says now. */
final class TimeVariables {

    private static final String READABLE = "%a %b %d %H:%M:%S %Y";
    private static final long STARTED = System.currentTimeMillis();

    private TimeVariables() {}

    static void define(Catalog catalog) {
        catalog.read("Ts", "Time of arrival, epoch seconds", context -> Value.of(context.receivedAt() / 1000))
                .read("TS", "Time now, epoch seconds", context -> Value.of(System.currentTimeMillis() / 1000))
                .read(
                        "Tf",
                        "Time of arrival, such as Mon Jan 01 00:00:00 2026",
                        context -> Value.of(StrfTime.format(READABLE, here(context.receivedAt()))))
                .read(
                        "TF",
                        "Time now, such as Mon Jan 01 00:00:00 2026",
                        context -> Value.of(StrfTime.format(READABLE, here(System.currentTimeMillis()))))
                .read("Tb", "Time this bundle was started, epoch seconds", context -> Value.of(STARTED / 1000))
                .define(new Definition(
                        "TV",
                        "s|u|sn|un|Sn",
                        false,
                        "Seconds or microseconds of the time of arrival; with n those of now; Sn both with a point between",
                        (inner, index) -> precise(inner)))
                .define(new Definition(
                        "time",
                        "sec|min|hour|mday|mon|year|wday|yday|isdst",
                        false,
                        "Field of the time of arrival here; wday is 1 on Sunday",
                        (inner, index) -> field("time", inner, ZoneId.systemDefault())))
                .define(new Definition(
                        "utime",
                        "sec|min|hour|mday|mon|year|wday|yday|isdst",
                        false,
                        "Field of the time of arrival in UTC; wday is 1 on Sunday",
                        (inner, index) -> field("utime", inner, ZoneOffset.UTC)))
                .define(new Definition(
                        "timef",
                        "format",
                        false,
                        "Time of arrival here in a format of strftime(3)",
                        (inner, index) -> formatted(inner, ZoneId.systemDefault())))
                .define(new Definition(
                        "utimef",
                        "format",
                        false,
                        "Time of arrival in UTC in a format of strftime(3)",
                        (inner, index) -> formatted(inner, ZoneOffset.UTC)));
    }

    private static PseudoVariable precise(String which) {
        return switch (which) {
            case "s" -> context -> Value.of(context.receivedAt() / 1000);
            case "u" -> context -> Value.of(context.receivedAt() % 1000 * 1000);
            case "sn" -> context -> Value.of(Instant.now().getEpochSecond());
            case "un" -> context -> Value.of(Instant.now().getNano() / 1000);
            case "Sn" ->
                context -> {
                    Instant now = Instant.now();
                    return Value.of(String.format("%d.%06d", now.getEpochSecond(), now.getNano() / 1000));
                };
            default -> throw new IllegalArgumentException("$TV(" + which + ") is none of s, u, sn, un and Sn");
        };
    }

    private static PseudoVariable field(String name, String which, ZoneId zone) {
        ToLongFunction<ZonedDateTime> get = switch (which) {
            case "sec" -> ZonedDateTime::getSecond;
            case "min" -> ZonedDateTime::getMinute;
            case "hour" -> ZonedDateTime::getHour;
            case "mday" -> ZonedDateTime::getDayOfMonth;
            case "mon" -> ZonedDateTime::getMonthValue;
            case "year" -> ZonedDateTime::getYear;
            case "wday" -> time -> time.getDayOfWeek().getValue() % 7 + 1;
            case "yday" -> ZonedDateTime::getDayOfYear;
            case "isdst" -> time -> zone.getRules().isDaylightSavings(time.toInstant()) ? 1 : 0;
            default -> throw new IllegalArgumentException("$" + name + "(" + which + ") is no field of a time");
        };
        return context -> Value.of(get.applyAsLong(at(context, zone)));
    }

    private static PseudoVariable formatted(String format, ZoneId zone) {
        if (format.isEmpty()) {
            throw new IllegalArgumentException("a format is wanted in parentheses");
        }
        return context -> Value.of(StrfTime.format(format, at(context, zone)));
    }

    private static ZonedDateTime at(SipContext context, ZoneId zone) {
        return Instant.ofEpochMilli(context.receivedAt()).atZone(zone);
    }

    private static ZonedDateTime here(long millis) {
        return Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault());
    }
}
