package org.waypost.pv.standard;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.waypost.pv.spec.Compiler;
import org.waypost.pv.text.Address;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.sip.Value;

/** Constants, counts and what the process knows of itself. */
final class ServerVariables {

    private static final Map<String, Integer> CONSTANTS =
            Map.of("IPv4", 2, "IPv6", 10, "UDP", 1, "TCP", 2, "TLS", 3, "SCTP", 4, "WS", 5, "WSS", 6);

    /** The number of one message among those that asked for it. */
    private record MessageNumber(long number) {}

    private ServerVariables() {}

    static void define(Catalog catalog, Compiler compiler) {
        AtomicLong messages = new AtomicLong();
        catalog.read("null", "No value", context -> Value.NULL)
                .read("true", "1", context -> Value.of(1))
                .read(
                        "pp",
                        "Number of the process",
                        context -> Value.of(ProcessHandle.current().pid()))
                .read(
                        "mi",
                        "Number of the message, counting those of which it was asked",
                        context -> Value.of(context.attachment(
                                        MessageNumber.class, () -> new MessageNumber(messages.incrementAndGet()))
                                .number()))
                .define(new Definition(
                        "K",
                        "IPv4|IPv6|UDP|TCP|TLS|SCTP|WS|WSS",
                        false,
                        "Number by which $prid and $af know a transport or kind of address",
                        (inner, index) -> constant(inner)))
                .define(new Definition(
                        "af",
                        "si|Ri",
                        false,
                        "Kind of the source or local address: 2 or 10",
                        (inner, index) -> family(inner)))
                .define(new Definition(
                        "cnt",
                        "$avp(name)|$xavp(name)",
                        false,
                        "Number of values of an AVP or XAVP",
                        (inner, index) -> count(inner)))
                .define(new Definition(
                        "expires",
                        "min|max",
                        false,
                        "Shortest or longest expiry of the contacts in seconds, by their parameter or the Expires header",
                        (inner, index) -> expires(inner)))
                .define(new Definition("env", "name", false, "Environment variable of the process", (inner, index) -> {
                    String value = System.getenv(inner);
                    return context -> value == null ? Value.NULL : Value.of(value);
                }))
                .define(new Definition(
                        "_s",
                        "text",
                        false,
                        "The text with its variables filled in",
                        (inner, index) -> compiler.text(inner)));
    }

    private static PseudoVariable constant(String name) {
        Integer number = CONSTANTS.get(name);
        if (number == null) {
            throw new IllegalArgumentException("$K(" + name + ") is none of " + CONSTANTS.keySet());
        }
        Value value = Value.of(number);
        return context -> value;
    }

    private static PseudoVariable family(String which) {
        return switch (which) {
            case "si" -> context -> family(context.flow().remote());
            case "Ri" -> context -> family(context.flow().local().address());
            default -> throw new IllegalArgumentException("$af(" + which + ") is neither si nor Ri");
        };
    }

    private static Value family(InetSocketAddress address) {
        return Value.of(address.getAddress() instanceof Inet6Address ? 10 : 2);
    }

    private static PseudoVariable count(String inner) {
        boolean xavp = inner.startsWith("$xavp(");
        if (!inner.endsWith(")") || !xavp && !inner.startsWith("$avp(")) {
            throw new IllegalArgumentException("$cnt(" + inner + ") is neither of an $avp(name) nor of an $xavp(name)");
        }
        String name = inner.substring(inner.indexOf('(') + 1, inner.length() - 1);
        int bracket = name.indexOf('[');
        String plain = bracket < 0 ? name : name.substring(0, bracket);
        return xavp
                ? context -> Value.of(context.xavps().count(plain))
                : context -> Value.of(context.avps().all(plain).size());
    }

    private static PseudoVariable expires(String which) {
        boolean shortest = which.equals("min");
        if (!shortest && !which.equals("max")) {
            throw new IllegalArgumentException("$expires(" + which + ") is neither min nor max");
        }
        return context -> expires(context, shortest);
    }

    private static Value expires(SipContext context, boolean shortest) {
        SipMessage message = Values.message(context);
        Optional<Long> header = message.has(HeaderName.EXPIRES)
                ? Optional.of(Math.max(0, message.first(HeaderName.EXPIRES).number()))
                : Optional.empty();
        Optional<Long> found = Optional.empty();
        for (Octets contact : HeaderLists.elements(message, HeaderName.CONTACT)) {
            Optional<Long> own = Parameters.find(Address.of(contact).parameters(), "expires")
                    .map(seconds -> Math.max(0, seconds.number()))
                    .or(() -> header);
            if (own.isPresent() && (found.isEmpty() || own.get() < found.get() == shortest)) {
                found = own;
            }
        }
        return found.or(() -> header).map(Value::of).orElse(Value.NULL);
    }
}
