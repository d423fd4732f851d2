package org.waypost.shell.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rows of cells in columns, shown as text that fits the terminal or as a JSON array of objects. Where there is not room enough, the
 * widest column of text is cut, those that rows are known by at last; numbers are not.
 *
 * <p>A cell is a String, a Number, a Boolean, an {@link Instant}, a list of these, an {@link Optional} of these, or a {@link Cell} that
 * reads otherwise in text.
 */
public final class TextTable {

    private static final String GAP = "  ";
    private static final int LEAST = 6;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final List<Column> columns;
    private final List<List<Object>> rows = new ArrayList<>();

    /** With a column for each heading, whose JSON key is the heading in lower case with {@code _} for spaces. */
    public TextTable(String... headings) {
        this(Arrays.stream(headings).map(Column::of).toArray(Column[]::new));
    }

    public TextTable(Column... columns) {
        this.columns = List.of(columns);
    }

    /**
     * A column.
     *
     * @param heading above it in text
     * @param key in JSON; empty if it is not there
     * @param yes what true is in text; a column for it has no heading and is left out if none is true
     * @param inText whether it is there in text
     * @param isWhole whether others are cut first, as rows are known by this one
     */
    public record Column(String heading, String key, String yes, boolean inText, boolean isWhole) {

        /** With that heading in lower case as its key. */
        public static Column of(String heading) {
            return of(heading, heading.toLowerCase(Locale.ROOT).replace(' ', '_'));
        }

        public static Column of(String heading, String key) {
            return new Column(heading, key, "yes", true, false);
        }

        /** One that rows are known by, which is cut last. */
        public static Column whole(String heading) {
            return new Column(heading, of(heading).key(), "yes", true, true);
        }

        /** A narrow one of booleans: {@code sign} in the rows where it is true. */
        public static Column mark(String sign, String key) {
            return new Column("", key, sign, true, true);
        }

        /** One that is in JSON alone. */
        public static Column hidden(String key) {
            return new Column("", key, "yes", false, false);
        }
    }

    /** A cell that is one thing in text and another in JSON. */
    public record Cell(String text, Object value) {}

    public void row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(Arrays.asList(cells));
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Prints it where the command that runs in this thread prints to. */
    public void print(boolean json) {
        if (json) {
            try (JsonArray array = JsonArray.open()) {
                for (int row = 0; row < rows.size() && array.add(object(rows.get(row))); row++) {}
            }
            return;
        }
        try (Pages pages = Pages.open()) {
            for (String line : lines(Output.width())) {
                if (!pages.line(line)) {
                    return;
                }
            }
        }
    }

    /** The rows as JSON has them. */
    public List<Map<String, Object>> objects() {
        return rows.stream().map(this::object).toList();
    }

    /** The table as text, the heading first. */
    public List<String> lines(int width) {
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).inText() && !isBlank(i)) {
                shown.add(i);
            }
        }
        List<String[]> cells = new ArrayList<>();
        cells.add(shown.stream().map(i -> columns.get(i).heading()).toArray(String[]::new));
        for (List<Object> row : rows) {
            cells.add(shown.stream().map(i -> text(i, row.get(i))).toArray(String[]::new));
        }
        boolean[] isNumber = new boolean[shown.size()];
        for (int i = 0; i < isNumber.length; i++) {
            int column = shown.get(i);
            isNumber[i] = rows.stream().allMatch(row -> isAbsent(row.get(column)) || isNumber(row.get(column)))
                    && rows.stream().anyMatch(row -> isNumber(row.get(column)));
        }
        boolean[] isWhole = new boolean[shown.size()];
        for (int i = 0; i < isWhole.length; i++) {
            isWhole[i] = columns.get(shown.get(i)).isWhole();
        }
        int[] widths = widths(cells, isNumber, isWhole, width);
        return cells.stream().map(row -> line(row, widths, isNumber)).collect(Collectors.toList());
    }

    private Map<String, Object> object(List<Object> row) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).key().isEmpty()) {
                object.put(columns.get(i).key(), row.get(i) instanceof Cell cell ? cell.value() : row.get(i));
            }
        }
        return object;
    }

    private boolean isBlank(int column) {
        return columns.get(column).heading().isEmpty()
                && rows.stream().allMatch(row -> text(column, row.get(column)).isEmpty());
    }

    private String text(int column, Object cell) {
        if (cell instanceof Boolean truth) {
            Column of = columns.get(column);
            return truth ? of.yes() : of.heading().isEmpty() ? "" : "no";
        }
        return text(cell);
    }

    private static String text(Object cell) {
        if (cell instanceof Cell both) {
            return TerminalText.clean(both.text());
        }
        if (cell instanceof Optional<?> optional) {
            return optional.map(TextTable::text).orElse("-");
        }
        if (cell instanceof Iterable<?> list) {
            List<String> texts = new ArrayList<>();
            list.forEach(each -> texts.add(text(each)));
            return String.join(", ", texts);
        }
        if (cell instanceof Instant time) {
            return TIME.format(time.atZone(ZoneId.systemDefault()));
        }
        return TerminalText.clean(String.valueOf(cell));
    }

    private static boolean isNumber(Object cell) {
        if (cell instanceof Cell both) {
            return isNumber(both.value());
        }
        return cell instanceof Number
                || cell instanceof Optional<?> optional
                        && optional.filter(Number.class::isInstance).isPresent();
    }

    private static boolean isAbsent(Object cell) {
        return cell instanceof Optional<?> optional && optional.isEmpty();
    }

    private static int[] widths(List<String[]> cells, boolean[] isNumber, boolean[] isWhole, int width) {
        int[] widths = new int[isNumber.length];
        for (String[] row : cells) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], TerminalText.width(row[i]));
            }
        }
        long room = (long) width - (long) GAP.length() * (widths.length - 1);
        boolean cutsAll = false;
        while (Arrays.stream(widths).asLongStream().sum() > room) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                boolean mayBeCut = !isNumber[i] && (cutsAll || !isWhole[i]) && widths[i] > LEAST;
                if (mayBeCut && (widest < 0 || widths[i] >= widths[widest])) {
                    widest = i;
                }
            }
            if (widest >= 0) {
                widths[widest]--;
            } else if (cutsAll) {
                break;
            } else {
                cutsAll = true;
            }
        }
        return widths;
    }

    private static String line(String[] row, int[] widths, boolean[] isNumber) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String text = TerminalText.cut(row[i], widths[i]);
            String space = " ".repeat(widths[i] - TerminalText.width(text));
            line.append(i == 0 ? "" : GAP).append(isNumber[i] ? space + text : text + space);
        }
        return line.toString().stripTrailing();
    }
}
