package org.waypost.auth.db;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.jdbc.SqlName;

/**
 * A column that is given to the route with each user who is found.
 *
 * @param avp name of the AVP that takes its value
 */
record LoadedColumn(String avp, String column) {

    static final String WANTED = "columns with semicolons between them, each as column or $avp(name)=column";

    private static final Pattern ITEM =
            Pattern.compile("(?:\\$avp\\((?:[si]:)?(?<avp>[A-Za-z0-9_.-]+)\\)\\s*=\\s*)?(?<column>\\S+)");

    /**
     * Those that the parameter load_credentials names.
     *
     * @throws IllegalArgumentException saying what is wanted
     */
    static List<LoadedColumn> parse(String text) {
        List<LoadedColumn> columns = new ArrayList<>();
        for (String item : text.split(";")) {
            if (item.isBlank()) {
                continue;
            }
            Matcher matcher = ITEM.matcher(item.strip());
            if (!matcher.matches() || !SqlName.isOne(matcher.group("column"))) {
                throw new IllegalArgumentException(WANTED);
            }
            String column = matcher.group("column");
            columns.add(new LoadedColumn(matcher.group("avp") == null ? column : matcher.group("avp"), column));
        }
        return List.copyOf(columns);
    }
}
