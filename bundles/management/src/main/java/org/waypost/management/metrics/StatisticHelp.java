package org.waypost.management.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What statistics count, in one sentence each: the resource {@code statistics.properties}, by {@code group.name}. */
final class StatisticHelp {

    private static final Properties SENTENCES = read();

    private StatisticHelp() {}

    static String of(String group, String name) {
        return SENTENCES.getProperty(group + "." + name, "The statistic " + group + ":" + name + ".");
    }

    private static Properties read() {
        Properties sentences = new Properties();
        try (InputStream in = StatisticHelp.class.getResourceAsStream("statistics.properties")) {
            sentences.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sentences;
    }
}
