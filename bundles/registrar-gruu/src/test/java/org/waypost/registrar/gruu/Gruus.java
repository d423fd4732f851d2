package org.waypost.registrar.gruu;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.waypost.registrar.core.Harness;

/** The real registrar with GRUU. */
final class Gruus {

    static final byte[] KEY = new byte[Token.KEY];

    final Harness harness;
    final GruuExtension extension = new GruuExtension(KEY);
    private int cseq;

    /** @param parameters {@code name, value, ...} of the registrar, or of usrloc if they begin with {@code usrloc.} */
    Gruus(Object... parameters) {
        harness = new Harness(parameters);
        harness.add(extension, 200);
    }

    /** Parameter gruu_enabled. */
    void enabled(Object value) {
        Map<String, Object> raw = Map.of("gruu_enabled", value);
        GruuParameters parameters = (GruuParameters) Proxy.newProxyInstance(
                Gruus.class.getClassLoader(),
                new Class<?>[] {GruuParameters.class},
                (self, method, arguments) -> Integer.valueOf(value.toString()));
        extension.configure(parameters, new HashMap<>(raw));
    }

    /** The reply to a REGISTER that supports GRUU. */
    String register(String to, String callId, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Supported: gruu";
        return harness.save(0, "", Harness.register(to, callId, ++cseq, all));
    }

    /** Registers a contact of alice with that instance. */
    String register(String uri, String parameters) {
        return register("<sip:Alice@Example.COM>", "c", "Contact: <" + uri + ">" + parameters);
    }

    /** What lookup() of an INVITE for that URI returns, and its targets if it found any. */
    String lookup(String uri) {
        return lookup("INVITE", uri);
    }

    String lookup(String method, String uri) {
        int code = harness.lookup(method, uri);
        return code == 1 ? "1 " + String.join(" ", harness.targets()) : String.valueOf(code);
    }

    static List<String> temporary(String reply) {
        return parameter("temp-gruu", reply);
    }

    static List<String> parameter(String name, String reply) {
        return Pattern.compile(";" + Pattern.quote(name) + "=\"([^\"]*)\"")
                .matcher(reply)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
