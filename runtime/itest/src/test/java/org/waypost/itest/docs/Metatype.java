package org.waypost.itest.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the parameters of a bundle out of its jar, as its code describes them. */
public final class Metatype {

    /**
     * A parameter.
     *
     * @param range the numbers it takes as {@code min..max}, or the values it chooses from; empty if anything goes
     */
    public record Parameter(String name, String type, String defaultValue, String range, String description) {}

    private Metatype() {}

    /** The parameters with this PID, in the order of their description. */
    static List<Parameter> of(Path jar, String pid) {
        List<Parameter> found = read(jar).get(pid);
        if (found == null) {
            throw new IllegalArgumentException(jar + " describes no parameters of " + pid);
        }
        return found;
    }

    /** The parameters of all bundles in a folder, by PID. */
    public static Map<String, List<Parameter>> ofAll(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            Map<String, List<Parameter>> byPid = new TreeMap<>();
            files.filter(file -> file.getFileName().toString().matches("org\\.waypost\\..*\\.jar"))
                    .forEach(jar -> byPid.putAll(read(jar)));
            return byPid;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<Parameter>> read(Path jar) {
        Map<String, List<Parameter>> byPid = new TreeMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream()
                    .filter(e -> e.getName().matches("OSGI-INF/metatype/.+\\.xml"))
                    .toList()) {
                try (InputStream content = file.getInputStream(entry)) {
                    Element described = DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(content)
                            .getDocumentElement();
                    all(described, "Designate")
                            .forEach(designate -> byPid.put(
                                    designate.getAttribute("pid"),
                                    all(described, "AD")
                                            .map(Metatype::parameter)
                                            .toList()));
                }
            }
            return byPid;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(jar + " has no readable Metatype", e);
        }
    }

    private static Parameter parameter(Element definition) {
        List<String> options = all(definition, "Option")
                .map(option -> "`" + option.getAttribute("value") + "` " + option.getAttribute("label"))
                .toList();
        String range = definition.getAttribute("min").isEmpty()
                ? String.join(", ", options)
                : definition.getAttribute("min") + ".." + definition.getAttribute("max");
        return new Parameter(
                definition.getAttribute("id"),
                definition.getAttribute("type"),
                definition.getAttribute("default"),
                range,
                definition.getAttribute("description"));
    }

    private static Stream<Element> all(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements.stream();
    }
}
