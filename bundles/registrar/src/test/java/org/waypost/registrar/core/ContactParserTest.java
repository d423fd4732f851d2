package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.Octets;

/** The expectations were seen on Kamailio 5.6.3. */
class ContactParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "<sip:a@h> ~ sip:a@h",
                "sip:a@h ~ sip:a@h",
                "\"Bob <x>\" <sip:a@h> ~ sip:a@h",
                "\"a\\\"b\" <sip:a@h> ~ sip:a@h",
                "Bob  Smith <sip:a@h>;q=0.5 ~ sip:a@h q=0.5",
                "Bob<sip:x> ~ sip:x",
                "< sip:a@h > ~ sip:a@h",
                "sip:a@h;expires=100 ~ sip:a@h expires=100",
                "sip:a;user@h;q=0.3 ~ sip:a q=0.3",
                "<sip:a,b@h> ~ sip:a,b@h",
                "<sip:a@h;x=\"y>\">;q=0.1 ~ sip:a@h;x=\"y>\" q=0.1",
                "<sip:a@h?x=y>;q=0.1 ~ sip:a@h?x=y q=0.1",
                "<*> ~ *",
                "mailto:x@y ~ mailto:x@y",
                "foo;q=1 ~ foo q=1",
                "<hello> ~ hello",
                "<sip:a@h> xx ~ <sip:a@h> xx",
                "<a><b> ~ a><b",
                "sip:a@h sip:b@h ~ sip:a@h sip:b@h",
                "(<c>) <sip:x> ~ c>) <sip:x",
                "`sip:\"a;b\"@h;q=0.3` ~ `sip:\"a;b\"@h q=0.3`",
            })
    void takesTheUri(String value, String expected) {
        assertThat(parse(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "<sip:a@h>, <sip:b@h> ~ sip:b@h + sip:a@h",
                ",<sip:a@h> ~ sip:a@h",
                "<sip:a@h>,,<sip:b@h> ~ sip:b@h + sip:a@h",
                "<sip:a@h>, ,<sip:b@h> ~ sip:b@h + sip:a@h",
                "\"x,y\" <sip:a@h>, sip:b@h;q=0.4 ~ sip:b@h q=0.4 + sip:a@h",
                "a, <sip:a@h> ~ sip:a@h",
                "a,b;x ~ b + a",
                "<a>,*: ~ *: + a",
                "<sip:a@h>;x=\"1\">,<sip:b@h> ~ sip:b@h + sip:a@h",
                "<sip:a@h>;x >sip:b@h ~ sip:b@h + sip:a@h",
                "<sip:a@h>;,<sip:b@h> ~ sip:b@h + sip:a@h",
            })
    void givesTheLastContactFirst(String value, String expected) {
        assertThat(parse(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "<sip:a@h>;;expires=5000 ~ sip:a@h expires=5000",
                "<sip:a@h> ;expires = 100 ~ sip:a@h expires=100",
                "<sip:a@h>;expires=\"100\" ~ sip:a@h expires=100",
                "<sip:a@h>;Q=0.7;EXPIRES=77 ~ sip:a@h q=0.7 expires=77",
                "<sip:a@h>;expires=100;expires=200 ~ sip:a@h expires=200",
                "<sip:a@h>;expires=500;expires=\"\" ~ sip:a@h",
                "<sip:a@h>;q=0.5;q ~ sip:a@h",
                "<sip:a@h>;foo=\"bar;expires=9\";q=0.3 ~ sip:a@h q=0.3",
                "<sip:a@h>;x=a\"b;q=0.2 ~ sip:a@h q=0.2",
                "<sip:a@h>;=5 ~ sip:a@h",
                "<sip:a@h>;foo==5;q=0.2 ~ sip:a@h q=0.2",
                "<sip:a@h>;expires= ~ sip:a@h",
                "<sip:a@h>;received=\"sip:x\";+SIP.instance=\"<i>\";reg-id=1 ~ sip:a@h received=sip:x instance=<i> reg-id=1",
                "<sip:a@h>;methods=\"INVITE,BYE\" ~ sip:a@h methods=INVITE,BYE",
                "<sip:a@h>;expiresx=5;xexpires=6;qq=1 ~ sip:a@h",
            })
    void takesTheParameters(String value, String expected) {
        assertThat(parse(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip:a@h?x=y",
                "<sip:b@h>, a sip:a@h?x=y;q=0.1",
                "<sip:a@h>,",
                "<sip:a@h>;",
                "sip:a@h;",
                "sip:a@h,",
                ",",
                ";",
                ";q=1",
                "hello",
                "hello world",
                "\"x\" hello",
                "\"unterminated <sip:a@h>",
                "<sip:a@h",
                "sip:a@h>",
                "<>",
                "< >",
                "<a <b> c>",
                "a\\<b <sip:x>",
                "<sip:a@h>,*",
                ",sip:b@h",
                "<sip:a@h>,,sip:b@h",
                "<sip:a@h>;;",
                "<sip:a@h>;q=0.3 ;",
                "<sip:a@h>;foo=\"bar",
                "<sip:a@h>;x=\"a\"b",
                "<sip:a@h>;x=a b;q=0.2",
                "<sip:a@h>;x y=3",
                "<sip:a@h>;x=,sip:b@h",
                "<sip:a@h>;=;q=0.3",
                "foo ;q=1",
            })
    void refusesWhatKamailioRefuses(String value) {
        assertThat(parse(value)).isEqualTo("refused");
    }

    @Test
    void losesTheLastOctetAfterANameWithoutBrackets() {
        assertThat(parse("\"a\" sip:a@host")).isEqualTo("sip:a@hos");
        assertThat(parse("a , b:cd;q=0.55")).isEqualTo("b:cd q=0.5");
    }

    @Test
    void countsTheWholeReceivedParameter() {
        List<ContactValue> contacts = new ArrayList<>();
        ContactParser.parse(Octets.of("<sip:a@h>;received = \"sip:x\";q=1"), contacts);
        assertThat(contacts.get(0).receivedSize()).isEqualTo("received = \"sip:x\"".length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,", "<a>,", "a;", ";", "\"", "<", " ", "\\\"", "a;x,", ":", "a=", "\"\","})
    void takesTimeInProportionToTheLength(String unit) {
        String hostile = unit.repeat(65_000 / unit.length());
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (String end : List.of("", "x;y", ":x", "<x>")) {
                assertThatCode(() ->
                                ContactParser.parse(Octets.of(hostile + end).trim(), new ArrayList<>()))
                        .doesNotThrowAnyException();
            }
        });
    }

    /** Kamailio takes these, and shows them in quotes that nobody can read. */
    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "\\", "\"<a\\\"", "a\u0001", "a\u007f"})
    void refusesAnInstanceThatCannotBeShown(String instance) {
        assertThat(parse("<sip:a@h>;+sip.instance=" + instance)).isEqualTo(parse("<sip:a@h"));
    }

    private static String parse(String value) {
        List<ContactValue> contacts = new ArrayList<>();
        // taken out of something larger, as a header value is
        Octets message = Octets.of("Contact: " + value + "\r\nq: 1");
        return ContactParser.parse(message.sub(9, 9 + value.length()), contacts)
                ? contacts.stream().map(ContactParserTest::show).collect(Collectors.joining(" + "))
                : "refused";
    }

    private static String show(ContactValue contact) {
        return contact.uri()
                + show(" q=", contact.q())
                + show(" expires=", contact.expires())
                + show(" received=", contact.received())
                + show(" instance=", contact.instance())
                + show(" reg-id=", contact.regId())
                + show(" methods=", contact.methods());
    }

    private static String show(String name, Octets value) {
        return value.isEmpty() ? "" : name + value;
    }
}
