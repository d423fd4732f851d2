package org.waypost.bench.jmh;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.osgi.framework.BundleContext;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Makes components as Declarative Services would, from the same descriptions and with default parameters: enough of it to measure
 * bundles without a container. A component is offered the services that were made before it.
 */
public final class Wiring {

    /** A component and its properties. */
    private record Service(Object instance, Map<String, Object> properties) {}

    private final List<Service> services = new ArrayList<>();

    /** Offers a service that is no component. */
    public Wiring with(Object service) {
        services.add(new Service(service, Map.of()));
        return this;
    }

    /** Makes the component of that class. */
    public Object component(String className) {
        try (InputStream xml = Wiring.class.getResourceAsStream("/OSGI-INF/" + className + ".xml")) {
            if (xml == null) {
                throw new IllegalArgumentException("no component " + className);
            }
            Document description =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
            return make(description.getDocumentElement(), Class.forName(className));
        } catch (IOException | ParserConfigurationException | SAXException | ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + className, e);
        }
    }

    private Object make(Element description, Class<?> type) throws ReflectiveOperationException {
        Map<String, Object> properties = properties(description);
        List<Element> references = children(description, "reference");
        int arguments =
                description.getAttribute("init").isEmpty() ? 0 : Integer.parseInt(description.getAttribute("init"));
        Constructor<?> constructor = constructor(type, arguments);
        Object[] values = new Object[arguments];
        for (int i = 0; i < arguments; i++) {
            values[i] = argument(constructor.getParameterTypes()[i], Integer.toString(i), references, properties);
        }
        Object instance = constructor.newInstance(values);
        for (Element reference : references) {
            bind(instance, reference);
        }
        String activate = description.getAttribute("activate");
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(activate)) {
                call(instance, method, properties);
            }
        }
        services.add(new Service(instance, properties));
        return instance;
    }

    private Object argument(Class<?> type, String index, List<Element> references, Map<String, Object> properties) {
        for (Element reference : references) {
            if (reference.getAttribute("parameter").equals(index)) {
                List<Service> found = found(reference);
                if (found.isEmpty()) {
                    throw new IllegalStateException("no service " + reference.getAttribute("interface"));
                }
                return found.get(0).instance();
            }
        }
        return type == Map.class ? properties : defaults(type);
    }

    private void bind(Object instance, Element reference) throws ReflectiveOperationException {
        String field = reference.getAttribute("field");
        for (Service service : found(reference)) {
            for (Method method : instance.getClass().getDeclaredMethods()) {
                if (method.getName().equals(reference.getAttribute("bind"))) {
                    method.setAccessible(true);
                    method.invoke(
                            instance,
                            method.getParameterCount() == 1
                                    ? new Object[] {service.instance()}
                                    : new Object[] {service.instance(), service.properties()});
                }
            }
            if (!field.isEmpty() && !reference.getAttribute("cardinality").endsWith("n")) {
                Field target = instance.getClass().getDeclaredField(field);
                target.setAccessible(true);
                target.set(instance, service.instance());
            }
        }
    }

    private static void call(Object instance, Method method, Map<String, Object> properties)
            throws ReflectiveOperationException {
        List<Object> values = new ArrayList<>();
        for (Class<?> type : method.getParameterTypes()) {
            values.add(type == Map.class ? properties : defaults(type));
        }
        method.setAccessible(true);
        method.invoke(instance, values.toArray());
    }

    private List<Service> found(Element reference) {
        try {
            Class<?> wanted = Class.forName(reference.getAttribute("interface"));
            return services.stream()
                    .filter(service -> wanted.isInstance(service.instance()))
                    .toList();
        } catch (ClassNotFoundException e) {
            return List.of();
        }
    }

    private static Constructor<?> constructor(Class<?> type, int arguments) {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == arguments) {
                constructor.setAccessible(true);
                return constructor;
            }
        }
        throw new IllegalStateException(type + " has no constructor of " + arguments + " parameters");
    }

    /** An annotation of that type with the defaults its attributes declare, or a framework that knows of nothing. */
    private static Object defaults(Class<?> type) {
        if (type == BundleContext.class) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, none) -> null);
        }
        if (!Annotation.class.isAssignableFrom(type)) {
            throw new IllegalStateException(type + " cannot be made: it is neither a service nor parameters");
        }
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, none) -> method.getDefaultValue());
    }

    private static Map<String, Object> properties(Element description) {
        Map<String, Object> properties = new HashMap<>();
        for (Element property : children(description, "property")) {
            String value = property.getAttribute("value");
            properties.put(
                    property.getAttribute("name"),
                    switch (property.getAttribute("type")) {
                        case "Integer" -> (Object) Integer.valueOf(value);
                        case "Long" -> Long.valueOf(value);
                        case "Boolean" -> Boolean.valueOf(value);
                        default -> value;
                    });
        }
        return properties;
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }
}
