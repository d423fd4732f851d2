package org.waypost.sip.transport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each case was asked of Kamailio 5.6.3. */
class AddressHeaderTest {

    private static int check(String value) {
        byte[] octets = Messages.octets(value);
        return AddressHeader.check(octets, 0, octets.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:a@x>;tag=1",
                "<sip:a@x> ; TAG = 1 ;x",
                "sip:a@x;tag=5",
                "<sip:a@x>;tag=\"x\"",
                "<sip:a@x>;x=;tag=1",
                "sip:a@x;tag=<x>",
                "\"a;tag=1\" <sip:a@x>;tag=1",
                "< sip:a@x\t>;tag=1"
            })
    void findsTheTag(String value) {
        assertThat(check(value)).isEqualTo(AddressHeader.TAGGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:a@x>",
                "sip:a@x",
                "\"foo\" < sip:a@x >",
                "foo",
                "*",
                "foo <sip:a@x>",
                "foo bar <sip:a@x>",
                "\"foo\"<sip:a@x>",
                "\"a\\\"\" <sip:a@x>",
                "sip:a@x ;a",
                "<sip:a@x;tag=1>",
                "<sip:a@x>;tag",
                "<sip:a@x>;tag;a",
                "<sip:a@x>;a;tag=",
                "@:; <sip:a@x>",
                "a<sip:a@x>",
                "foo, <sip:a@x>",
                "Foo\r\n <sip:a@x>\r\n\t;a=b",
                "\"<sip:b>;tag=2\" <sip:a@x>"
            })
    void findsNoTag(String value) {
        assertThat(check(value)).isEqualTo(AddressHeader.UNTAGGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo bar",
                "\"foo\" bar <sip:a@x>",
                "foo \"bar\" <sip:a@x>",
                "<sip:a@x",
                "sip:a@x>",
                "<sip:a@x> foo",
                "<sip:a@x>;",
                "<sip:a@x>;;a",
                "<sip:a@x>,<sip:b@x>",
                "sip:a@x, sip:b@x",
                "<>",
                "\"foo\"",
                "<sip:a@x>;a=b=c",
                "<sip:a@x>;tag=a b",
                "<sip:a@x>;tag=\"x",
                "<sip:a@x>;=x",
                "foo;tag=1 <sip:a@x>",
                "<<sip:a@x>>",
                "< >",
                "< sip:a@x",
                "<sip:a@x ",
                "<\r\n sip:a@x>",
                "<sip:a b@x>",
                "\"a\\\" <sip:a@x>"
            })
    void refuses(String value) {
        assertThat(check(value)).isEqualTo(AddressHeader.MALFORMED);
    }
}
