package org.waypost.pv.text;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** Times in the formats of strftime(3), as in the C locale. */
public final class StrfTime {

    private StrfTime() {}

    /** {@code format} with each {@code %x} filled in; one that is unknown stays as it is. */
    public static String format(String format, ZonedDateTime time) {
        StringBuilder out = new StringBuilder(format.length() + 16);
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '%' && i + 1 < format.length()) {
                out.append(field(format.charAt(++i), time));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String field(char code, ZonedDateTime time) {
        return switch (code) {
            case 'a' -> pattern("EEE", time);
            case 'A' -> pattern("EEEE", time);
            case 'b', 'h' -> pattern("MMM", time);
            case 'B' -> pattern("MMMM", time);
            case 'c' -> format("%a %b %e %H:%M:%S %Y", time);
            case 'C' -> two(time.getYear() / 100);
            case 'd' -> two(time.getDayOfMonth());
            case 'D', 'x' -> format("%m/%d/%y", time);
            case 'e' -> String.format("%2d", time.getDayOfMonth());
            case 'F' -> format("%Y-%m-%d", time);
            case 'G' -> Integer.toString(time.get(IsoFields.WEEK_BASED_YEAR));
            case 'g' -> two(time.get(IsoFields.WEEK_BASED_YEAR) % 100);
            case 'H' -> two(time.getHour());
            case 'I' -> two(time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
            case 'j' -> String.format("%03d", time.getDayOfYear());
            case 'k' -> String.format("%2d", time.getHour());
            case 'l' -> String.format("%2d", time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
            case 'm' -> two(time.getMonthValue());
            case 'M' -> two(time.getMinute());
            case 'n' -> "\n";
            case 'p' -> time.getHour() < 12 ? "AM" : "PM";
            case 'P' -> time.getHour() < 12 ? "am" : "pm";
            case 'r' -> format("%I:%M:%S %p", time);
            case 'R' -> format("%H:%M", time);
            case 's' -> Long.toString(time.toEpochSecond());
            case 'S' -> two(time.getSecond());
            case 't' -> "\t";
            case 'T', 'X' -> format("%H:%M:%S", time);
            case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
            case 'U' -> two((time.getDayOfYear() + 6 - time.getDayOfWeek().getValue() % 7) / 7);
            case 'V' -> two(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'w' -> Integer.toString(time.getDayOfWeek().getValue() % 7);
            case 'W' -> two((time.getDayOfYear() + 6 - (time.getDayOfWeek().getValue() + 6) % 7) / 7);
            case 'y' -> two(time.getYear() % 100);
            case 'Y' -> Integer.toString(time.getYear());
            case 'z' -> pattern("xx", time);
            case 'Z' -> pattern("zzz", time);
            case '%' -> "%";
            default -> "%" + code;
        };
    }

    private static String pattern(String pattern, ZonedDateTime time) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
