package org.waypost.parameters.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.Parameter.Option;
import org.waypost.parameters.Parameter.Type;

/**
 * Reads Metatype resources (OSGi Compendium 105.8). Directly, since the service {@code MetaTypeService} does not
 * tell the least and the greatest value.
 */
final class MetatypeReader {

    private final Map<String, List<Parameter>> classes = new HashMap<>();
    private final Map<String, String> designates = new HashMap<>();

    private MetatypeReader() {}

    /** The parameters those Metatype files bring: of PIDs that start with {@link Parameter#PID_PREFIX}. */
    static List<Parameter> read(List<URL> files) throws IOException, XMLStreamException {
        MetatypeReader reader = new MetatypeReader();
        for (URL file : files) {
            try (InputStream in = file.openStream()) {
                reader.read(in);
            }
        }
        return reader.parameters();
    }

    private List<Parameter> parameters() {
        List<Parameter> found = new ArrayList<>();
        designates.forEach((pid, id) -> {
            if (pid.startsWith(Parameter.PID_PREFIX)) {
                for (Parameter nameless : classes.getOrDefault(id, List.of())) {
                    found.add(of(pid, nameless));
                }
            }
        });
        return found;
    }

    private void read(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XMLStreamReader xml = factory.createXMLStreamReader(in);
        List<Parameter> parameters = new ArrayList<>();
        String pid = "";
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "OCD" -> {
                    parameters = new ArrayList<>();
                    classes.put(attribute(xml, "id"), parameters);
                }
                case "AD" -> parameter(xml).ifPresent(parameters::add);
                case "Designate" -> pid = attribute(xml, "pid");
                case "Object" -> designates.put(pid, attribute(xml, "ocdref"));
                default -> {
                    // the rest does not matter here
                }
            }
        }
    }

    // Each OCD is read before it is known which PID it is for, so its parameters have none yet.
    private static Optional<Parameter> parameter(XMLStreamReader xml) throws XMLStreamException {
        Optional<Type> type = type(attribute(xml, "type"));
        if (type.isEmpty()) {
            return Optional.empty();
        }
        String key = attribute(xml, "id");
        // A backslash stands before a comma or space that separates no values.
        String value = attribute(xml, "default").replaceAll("\\\\(.)", "$1");
        String description = attribute(xml, "description");
        long min = limit(attribute(xml, "min"), least(type.get()));
        long max = limit(attribute(xml, "max"), greatest(type.get()));
        return Optional.of(new Parameter("", key, type.get(), value, min, max, options(xml), description));
    }

    private static List<Option> options(XMLStreamReader xml) throws XMLStreamException {
        List<Option> options = new ArrayList<>();
        while (xml.next() != XMLStreamConstants.END_ELEMENT
                || !xml.getLocalName().equals("AD")) {
            if (xml.isStartElement() && xml.getLocalName().equals("Option")) {
                options.add(new Option(attribute(xml, "value"), attribute(xml, "label")));
            }
        }
        return options;
    }

    private static Parameter of(String pid, Parameter nameless) {
        return new Parameter(
                pid,
                nameless.key(),
                nameless.type(),
                nameless.defaultValue(),
                nameless.min(),
                nameless.max(),
                nameless.options(),
                nameless.description());
    }

    private static Optional<Type> type(String name) {
        return switch (name) {
            case "Integer" -> Optional.of(Type.INTEGER);
            case "Long" -> Optional.of(Type.LONG);
            case "Boolean" -> Optional.of(Type.BOOLEAN);
            case "String" -> Optional.of(Type.TEXT);
            case "Password" -> Optional.of(Type.SECRET);
            default -> Optional.empty();
        };
    }

    private static long least(Type type) {
        return switch (type) {
            case INTEGER -> Integer.MIN_VALUE;
            case LONG -> Long.MIN_VALUE;
            default -> 0;
        };
    }

    private static long greatest(Type type) {
        return type == Type.LONG ? Long.MAX_VALUE : Integer.MAX_VALUE;
    }

    private static long limit(String text, long otherwise) {
        return text.isEmpty() ? otherwise : Long.parseLong(text);
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
