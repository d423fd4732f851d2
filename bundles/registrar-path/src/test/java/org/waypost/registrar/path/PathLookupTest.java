package org.waypost.registrar.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.sip.HostPort;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipTransport;

/** Where a lookup of a contact with a Path leads. The expectations were seen on Kamailio 5.6.3, which counts a name into the URI's length. */
class PathLookupTest {

    private static final String CONTACT = "Contact: <sip:a@h>;received=\"sip:8.8.8.8\"";

    private final PathHarness path = new PathHarness("use_path", 1, "path_mode", 0);

    @Test
    void goesByThePathAndNotToTheAddressItCameFrom() {
        path.register(CONTACT, "Path: \"A <b>\" <sip:p1:5062;lr>;x, <sip:p2;lr>", "Path: <sip:p3;lr>");
        assertThat(path.target().uri()).isEqualTo("sip:a@h");
        assertThat(path.target().destination()).isEqualTo("sip:p1:5062;lr");
        assertThat(path.target().path()).isEqualTo("\"A <b>\" <sip:p1:5062;lr>;x, <sip:p2;lr>,<sip:p3;lr>");
    }

    @Test
    void goesByAStoredPathWhileUsePathIsOff() {
        path.register(CONTACT, "Path: <sip:p1;lr>");
        path.set("use_path", 0);
        assertThat(path.target().destination()).isEqualTo("sip:p1;lr");
        assertThat(path.target().path()).isEqualTo("<sip:p1;lr>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "<sip:192.0.2.1:5060;lr>, <sip:p2;lr>;x,<sip:p3> # sip:p2;lr # <sip:p2;lr>;x,<sip:p3>",
                "<sip:192.0.2.1;lr>,<sip:p2;lr> # sip:p2;lr # <sip:p2;lr>",
                "<sip:192.0.2.1:7;lr>,<sip:p2;lr> # sip:p2;lr # <sip:p2;lr>",
                "<sip:u@SIP.example.org;lr;transport=tls>,<sip:p2;lr> # sip:p2;lr # <sip:p2;lr>",
                "\"A, <b>\" <sip:192.0.2.1;lr>;y , B <sip:p2;lr> # sip:p2;lr # B <sip:p2;lr>",
                "<sip:192.0.2.1;lr>,<sip:192.0.2.1;lr>,<sip:p3> # sip:192.0.2.1;lr # <sip:192.0.2.1;lr>,<sip:p3>",
                "<sip:192.0.2.1;lr> # sip:8.8.8.8 # ``",
                "<sip:p1;lr>,<sip:192.0.2.1;lr> # sip:p1;lr # <sip:p1;lr>,<sip:192.0.2.1;lr>",
                "<tel:1;lr>,<sip:p2;lr> # tel:1;lr # <tel:1;lr>,<sip:p2;lr>"
            })
    void leavesOutThisServer(String vector, String destination, String rest) {
        path.extension.transport = transport();
        path.register(CONTACT, "Path: " + vector);
        assertThat(path.target().path()).as("parameter off").isEqualTo(vector);
        path.set("path_check_local", 1);
        assertThat(path.target().destination()).isEqualTo(destination);
        assertThat(path.target().path()).isEqualTo(rest);
        assertThat(path.paths()).isEqualTo(vector);
    }

    @Test
    void leavesOutNothingWithoutATransport() {
        path.set("path_check_local", 1);
        path.register(CONTACT, "Path: <sip:192.0.2.1;lr>");
        assertThat(path.target().path()).isEqualTo("<sip:192.0.2.1;lr>");
    }

    private static SipTransport transport() {
        ListenPoint point = proxy(ListenPoint.class, (name, arguments) -> switch (name) {
            case "address" -> new InetSocketAddress("192.0.2.1", 5060);
            case "sentBy" -> new HostPort("sip.example.org", 5062);
            default -> throw new UnsupportedOperationException(name);
        });
        return proxy(SipTransport.class, (name, arguments) -> switch (name) {
            case "listenPoints" -> List.of(point);
            case "isLocal" ->
                "192.0.2.1".equals(arguments[0]) && arguments[1].equals(5060)
                        || "sip.example.org".equalsIgnoreCase((String) arguments[0]) && arguments[1].equals(5062);
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private interface Answers {
        Object to(String name, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.to(method.getName(), arguments)));
    }
}
