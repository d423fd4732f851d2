package org.waypost.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OctetsTest {

    private static final Octets VALUE = Octets.of("xx Hello\r\n ").from(2);

    @Test
    void viewsWithoutCopying() {
        assertThat(VALUE.trim().toString()).isEqualTo("Hello");
        assertThat(VALUE.trim().array()).isSameAs(VALUE.array());
    }

    @Test
    void trimsWhiteSpaceAloneToNothing() {
        assertThat(Octets.of(" \t\r\n").trim().isEmpty()).isTrue();
    }

    @Test
    void comparesByContentNotByPlace() {
        assertThat(Octets.of("abc")).isEqualTo(Octets.of("xabc").from(1)).hasSameHashCodeAs(Octets.of("abc"));
        assertThat(Octets.of("abc")).isNotEqualTo(Octets.of("abd"));
    }

    @Test
    void comparesCaseOfAsciiLettersOnly() {
        assertThat(Octets.of("pAtH").equalsIgnoreCase("Path")).isTrue();
        assertThat(Octets.of("[").equalsIgnoreCase("{")).isFalse();
        assertThat(Octets.of("\u00c4").equalsIgnoreCase("\u00e4")).isFalse();
        assertThat(Octets.of("SIP:x").startsWithIgnoreCase("sip:")).isTrue();
        assertThat(Octets.of("SI").startsWithIgnoreCase("sip:")).isFalse();
    }

    @Test
    void keepsEveryOctetThroughAString() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertThat(Octets.of(new Octets(all, 0, all.length).toString()).bytes()).isEqualTo(all);
        assertThat(new Octets(all, 0, all.length).at(200)).isEqualTo(200);
    }

    @Test
    void findsOctets() {
        Octets text = Octets.of("a@b@c");
        assertThat(text.indexOf('@', 0)).isEqualTo(1);
        assertThat(text.indexOf('@', 2)).isEqualTo(3);
        assertThat(text.lastIndexOf('@')).isEqualTo(3);
        assertThat(text.indexOf('x', 0)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "3600,3600", "0042,42", "4294967295,4294967295", "'',-1", "-1,-1", "1.5,-1", "12a,-1"})
    void readsNumbers(String text, long number) {
        assertThat(Octets.of(text).number()).isEqualTo(number);
    }

    @Test
    void refusesNumbersBeyondItsRange() {
        assertThat(Octets.of("99999999999999999999999").number()).isEqualTo(-1);
    }

    @Test
    void endsAListElementAtACommaOutsideOfQuotesAndAngleBrackets() {
        String list = "\"a, \\\", b\" <sip:u,v@h>;x=1,c";

        assertThat(Octets.of(list).elementEnd(0)).isEqualTo(list.length() - 2);
        assertThat(Octets.of(list).elementEnd(list.length() - 1)).isEqualTo(list.length());
        assertThat(Octets.of("\"open, quote").elementEnd(0)).isEqualTo(12);
    }
}
