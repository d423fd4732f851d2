package org.waypost.shell.stats;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.operations.StatisticsBook;
import org.waypost.operations.StatisticsBook.Rate;
import org.waypost.shell.text.Json;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.TextTable;
import org.waypost.shell.text.TextTable.Cell;
import org.waypost.shell.text.TextTable.Column;

/** The command {@code stats:rates}: how quickly counters count. */
@Component(
        service = RatesCommand.class,
        property = {"osgi.command.scope=stats", "osgi.command.function=rates"})
public final class RatesCommand {

    private static final String CLEAR_SCREEN = "\033[H\033[2J";
    private static final double TENTHS = 10.0;

    private final StatisticsBook book;

    @Activate
    public RatesCommand(@Reference StatisticsBook book) {
        this.book = book;
    }

    @Descriptor("show how quickly statistics count, per second over the last 1, 10 and 60 seconds:"
            + " stats:rates, stats:rates --watch registrar:")
    public void rates(
            @Descriptor("again each second, until Ctrl-C")
                    @Parameter(
                            names = {"-w", "--watch"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean watch,
            @Descriptor("as a JSON array; with --watch one on each line")
                    @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("any of: all, a group as registrar:, one as registrar:accepted_regs, or its bare name;"
                            + " those that counted in the last minute if it is left out")
                    String... wanted) {
        for (String each : wanted) {
            StatsCommands.values(book, each);
        }
        if (!watch) {
            table(wanted).print(json);
            return;
        }
        PrintStream out = Output.stream();
        boolean isTerminal = !json && Output.width() != Output.UNLIMITED;
        try {
            // A client that went away leaves the stream in error.
            while (!out.checkError()) {
                TextTable table = table(wanted);
                out.print((isTerminal ? CLEAR_SCREEN : "")
                        + (json ? Json.text(table.objects()) : String.join("\n", table.lines(Output.width())))
                        + "\n");
                out.flush();
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            // Ctrl-C: that is how it ends
        }
    }

    private TextTable table(String[] wanted) {
        TextTable table = new TextTable(
                Column.of("STATISTIC", "name"),
                Column.of("1 S", "second"),
                Column.of("10 S", "ten_seconds"),
                Column.of("60 S", "minute"));
        for (Rate rate : book.rates(List.of(wanted))) {
            if (wanted.length > 0 || rate.minute() > 0) {
                table.row(
                        rate.group() + ":" + rate.name(),
                        cell(rate.second()),
                        cell(rate.tenSeconds()),
                        cell(rate.minute()));
            }
        }
        return table;
    }

    private static Cell cell(double perSecond) {
        return new Cell(String.format(Locale.ROOT, "%.1f", perSecond), Math.round(perSecond * TENTHS) / TENTHS);
    }
}
