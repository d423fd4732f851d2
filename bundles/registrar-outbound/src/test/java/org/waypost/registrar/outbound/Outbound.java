package org.waypost.registrar.outbound;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.waypost.registrar.core.Harness;
import org.waypost.usrloc.Contact;

/** The real registrar with outbound, and requests that come by way of proxies. */
final class Outbound {

    final Harness harness = new Harness();
    private final OutboundExtension extension = new OutboundExtension();
    private final Map<String, Object> values = new HashMap<>();
    private int cseq;

    /** @param parameters {@code name, value, ...} */
    Outbound(Object... parameters) {
        for (int i = 0; i < parameters.length; i += 2) {
            values.put((String) parameters[i], parameters[i + 1]);
        }
        configure();
        harness.add(extension, 100);
    }

    /** Changes a parameter, as a line in the .cfg does. */
    void set(String name, Object value) {
        values.put(name, value);
        configure();
    }

    private void configure() {
        extension.configure(parameters(values), values);
    }

    static OutboundParameters parameters(Map<String, Object> values) {
        return (OutboundParameters) Proxy.newProxyInstance(
                Outbound.class.getClassLoader(),
                new Class<?>[] {OutboundParameters.class},
                (self, method, arguments) -> {
                    Object value = values.get(method.getName().replace("__", "_"));
                    return value == null ? method.getDefaultValue() : Integer.valueOf(value.toString());
                });
    }

    /** The reply to a REGISTER that the device itself sent. */
    String register(String... headers) {
        return harness.register(++cseq, headers);
    }

    /** The reply to a REGISTER that came by way of a proxy. */
    String registerByProxy(String... headers) {
        return harness.save(0, "", byProxy(++cseq, headers));
    }

    static String byProxy(int cseq, String... headers) {
        return Harness.register("<sip:alice@example.org>", "c", cseq, headers)
                .replaceFirst("\r\nFrom:", "\r\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK0\r\nFrom:");
    }

    /** URI and reg-id of each contact. */
    String stored() {
        List<Contact> contacts = harness.stored("alice");
        return contacts.stream()
                .map(contact -> contact.uri() + " " + contact.regId())
                .collect(Collectors.joining(", "));
    }
}
