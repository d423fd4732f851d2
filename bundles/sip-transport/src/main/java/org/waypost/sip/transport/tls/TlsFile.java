package org.waypost.sip.transport.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Kamailio's {@code tls.cfg}: sections in brackets, {@code attribute = value}, comments after {@code #}. */
final class TlsFile {

    private static final Pattern SECTION = Pattern.compile("\\[\\s*(\\S+)\\s*]");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(\\w+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\"'].*?)?)", Pattern.DOTALL);

    /** A section, not checked yet. */
    record Section(String name, Map<String, String> attributes) {}

    private TlsFile() {}

    static List<Section> read(Path file) {
        try {
            return parse(file.toString(), Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new TlsFault("there is no file " + file);
        } catch (IOException e) {
            throw new TlsFault("cannot read " + file, e);
        }
    }

    static List<Section> parse(String file, List<String> lines) {
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("(^|\\s)#.*", "").strip();
            Matcher section = SECTION.matcher(line);
            Matcher attribute = ATTRIBUTE.matcher(line);
            if (section.matches()) {
                sections.add(new Section(section.group(1), new LinkedHashMap<>()));
            } else if (attribute.matches() && !sections.isEmpty()) {
                put(file, i + 1, sections.get(sections.size() - 1), attribute);
            } else if (!line.isEmpty()) {
                throw new TlsFault(
                        file + " line " + (i + 1) + ": '" + line + "' is no section and no attribute of one");
            }
        }
        return sections;
    }

    private static void put(String file, int line, Section section, Matcher attribute) {
        String name = attribute.group(1).equals("tls_method") ? "method" : attribute.group(1);
        if (!Profile.ATTRIBUTES.contains(name)) {
            throw new TlsFault(file + " line " + line + ": there is no attribute " + name + "; one of "
                    + String.join(", ", Profile.ATTRIBUTES) + " is wanted");
        }
        String value = attribute.group(2) != null
                ? attribute.group(2)
                : attribute.group(3) != null ? attribute.group(3) : attribute.group(4);
        section.attributes.put(name, value == null ? "" : value.strip());
    }
}
