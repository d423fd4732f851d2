package org.waypost.registrar.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.registrar.core.Harness;

/** What Path headers say of the first hop. The expectations were seen on Kamailio 5.6.3. */
class FirstHopTest {

    @Test
    void isNoneIfThereIsOneVia() {
        assertThat(FirstHop.of(new Harness()
                        .receive(Harness.register("<sip:alice@h>", "c", 1, "Path: <sip:p;ob>"))
                        .request()))
                .isEqualTo(FirstHop.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:p;lr;ob>",
                "<sip:p;ob;lr>",
                "<SIPS:u:w@p:5061;OB>",
                "<sip:p;lr;ob=1>",
                "<sip:p;x=\"y;z\";ob=>",
                "<sip:[::1]:5060;ob?x=y>",
                "<tel:1;ob>",
                "\"a,<b\\\"\" <sip:p;ob>",
                "n <sip:p;ob> ; x = y;z",
                ",<sip:p;ob>",
                "<sip:p;ob>;x=\"a,b\"",
                "<sip:p;ob>;x=",
                "<sip:p;ob>,,<sip:q>",
                "<sip:p;ob> ,<sip:q>",
                "<sip:p;ob>, <foo>",
                "<sip:p;ob>\r\nPath: garbage",
                "<sip:p;ob>\r\nPath: <sip:q>"
            })
    void supportsOutboundIfItsPathSaysSo(String path) {
        assertThat(of(path)).isEqualTo(FirstHop.SUPPORTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:p;lr>",
                "<sip:p>;ob",
                "<sip:p;obx>",
                "<sip:p;x=ob>",
                "<sip:p;%6fb>",
                "<sip:p?ob>",
                "<sip:u;ob@p>",
                "<sip:p;x=\"ob;ob\">",
                "<sip:p>, <sip:q;ob>",
                "<sip:p>\r\nPath: <sip:q;ob>"
            })
    void lacksSupportIfItsPathDoesNotSayIt(String path) {
        assertThat(of(path)).isEqualTo(FirstHop.LACKS);
    }

    @Test
    void lacksSupportIfThereIsNoPath() {
        assertThat(ofHeader("Subject: x")).isEqualTo(FirstHop.LACKS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "sip:p;lr;ob",
                "<sip:p;ob",
                "<>",
                "<sip:>",
                "<http://x;ob>",
                "<sip:p:99999;ob>",
                "<sip:p:x;ob>",
                "<sip:[::1;ob>",
                "<<sip:p;ob>",
                "<sip:p;ob>>",
                "<sip:p;ob>x",
                "<sip:p;ob> x",
                "<sip:p;ob>;",
                "<sip:p;ob>;;",
                "<sip:p;ob>;x,",
                "<sip:p;ob>;x y",
                "<sip:p;ob>;x=\"y",
                "<sip:p;ob>;=\"y",
                "<sip:p;ob>,",
                "<sip:p;ob>, garbage",
                "<sip:p;ob>, <sip:x",
                "<sip:p;ob><sip:q>",
                "\"a <sip:p;ob>",
                "a\"b <sip:p;ob>",
                "\"a\\",
                "\r\nPath: <sip:p;ob>"
            })
    void isUnknownIfThePathCannotBeRead(String path) {
        assertThat(of(path)).isEqualTo(FirstHop.UNREADABLE);
    }

    private static FirstHop of(String path) {
        return ofHeader("Path: " + path);
    }

    private static FirstHop ofHeader(String header) {
        return FirstHop.of(new Harness().receive(Outbound.byProxy(1, header)).request());
    }
}
