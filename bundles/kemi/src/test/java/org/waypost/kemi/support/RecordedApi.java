package org.waypost.kemi.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waypost.sip.ScriptModule;

/** The functions that Kamailio 5.6.3 listed, as it was recorded. */
public final class RecordedApi {

    private static final Pattern LINE = Pattern.compile("(?:(\\w+)\\.)?(\\w+)\\((.*)\\) -> \\w+");

    private RecordedApi() {}

    /**
     * The functions of a module ({@code ""}: those right below KSR) with what they take, {@code s} or {@code i} each.
     */
    public static Map<String, String> of(String module) throws IOException {
        Map<String, String> functions = new TreeMap<>();
        try (InputStream in = RecordedApi.class.getResourceAsStream("/kemi-api.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            lines.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
                if (module.equals(line.group(1) == null ? "" : line.group(1))) {
                    functions.put(
                            line.group(2),
                            line.group(3)
                                    .replace("str", "s")
                                    .replace("int", "i")
                                    .replaceAll("[ ,]", ""));
                }
            });
        }
        return functions;
    }

    /** The functions a module has, in the same form. */
    public static Map<String, String> of(ScriptModule module) {
        Map<String, String> functions = new TreeMap<>();
        module.functions().forEach((name, signature) -> functions.put(name, signature.parameters()));
        return functions;
    }
}
