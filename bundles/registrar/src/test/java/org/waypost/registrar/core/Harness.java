package org.waypost.registrar.core;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.waypost.registrar.RegistrarExtension;
import org.waypost.sip.Branch;
import org.waypost.sip.SipContext;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.UserLocation;
import org.waypost.usrloc.core.TestLocation;

/**
 * A registrar on a real location table, with a clock that stands still until it is told otherwise. Also for the tests of what extends
 * the registrar.
 */
public final class Harness {

    public static final long START = 1_800_000_000L;

    public final AtomicLong clock = new AtomicLong(START);
    public final RegistrarService registrar = new RegistrarService(clock::get);

    /** What the last save() or lookup() returned. */
    public int code;

    /** The context of the last request. */
    public SipContext context;

    private Exchange exchange;

    private final Map<String, Object> parameters = new HashMap<>();

    /** @param parameters {@code name, value, ...} of the registrar, or of usrloc if they begin with {@code usrloc.} */
    public Harness(Object... parameters) {
        Map<String, Object> usrloc = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            String name = (String) parameters[i];
            if (name.startsWith("usrloc.")) {
                usrloc.put(name.substring(7), parameters[i + 1]);
            } else {
                this.parameters.put(name, parameters[i + 1]);
            }
        }
        registrar.location = TestLocation.make(clock::get, usrloc);
        configure();
    }

    public UserLocation location() {
        return registrar.location;
    }

    /** Changes one parameter, as a line in the .cfg does. */
    public void set(String name, Object value) {
        parameters.put(name, value);
        configure();
    }

    private void configure() {
        RegistrarParameters proxy = (RegistrarParameters) Proxy.newProxyInstance(
                Harness.class.getClassLoader(),
                new Class<?>[] {RegistrarParameters.class},
                (self, method, arguments) -> {
                    Object value = parameters.get(method.getName().replace("__", "_"));
                    if (value == null) {
                        return method.getDefaultValue();
                    }
                    return method.getReturnType() == int.class && value instanceof String text
                            ? Integer.valueOf(text)
                            : value;
                });
        registrar.configure(proxy, parameters);
    }

    public void add(RegistrarExtension extension, int ranking) {
        registrar.bindExtension(new TestReference(ranking), extension);
    }

    /** Registers at {@code sip:alice@example.org} with Call-ID {@code c}. */
    public String register(int cseq, String... headers) {
        return save(0, "", register("<sip:alice@example.org>", "c", cseq, headers));
    }

    public String save(int flags, String uri, String request) {
        receive(request);
        code = registrar.save(context, "location", flags, uri);
        return reply();
    }

    /** Makes that request the one in hand. */
    public SipContext receive(String request) {
        exchange = Exchange.of(request);
        context = exchange.context;
        return context;
    }

    /** The reply to the request in hand; empty if there was none. */
    public String reply() {
        return exchange.reply();
    }

    public int replies() {
        return exchange.replies();
    }

    public boolean echoedRecordRoute() {
        return exchange.echoedRecordRoute();
    }

    public static String register(String to, String callId, int cseq, String... headers) {
        return "REGISTER sip:example.org SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\r\nFrom: " + to
                + ";tag=f\r\nTo: " + to + "\r\nCall-ID: " + callId + "\r\nCSeq: " + cseq + " REGISTER\r\n"
                + lines(headers) + "\r\n";
    }

    /** Looks up the Request-URI of a request of that method. */
    public int lookup(String method, String uri, String... headers) {
        receive(method + " " + uri + " SIP/2.0\r\n" + lines(headers) + "\r\n");
        code = registrar.lookup(context, "location", "");
        return code;
    }

    /** The target and the branches of the last request. */
    public List<String> targets() {
        List<String> uris = new ArrayList<>();
        uris.add(context.target().uri());
        context.branches().stream().map(Branch::uri).forEach(uris::add);
        return uris;
    }

    public List<Contact> stored(String aor) {
        return location().find("location", aor).map(AddressRecord::contacts).orElse(List.of());
    }

    /** Name and value of each statistic. */
    public Map<String, Long> statistics() {
        Map<String, Long> values = new HashMap<>();
        registrar.collect(values::put);
        return values;
    }

    private static String lines(String... headers) {
        return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    }
}
