package org.waypost.sip.transport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViaPartsTest {

    private final ViaParts via = new ViaParts();

    private boolean parse(String value) {
        byte[] octets = Messages.octets(value);
        return via.parse(octets, 0, octets.length);
    }

    @Test
    void takesAViaApart() {
        String value = "SIP / 2.0 / UDP [2001:db8::1] : 5070 ; rport ; branch = z9hG4bK1;x=\"a;b\", SIP/2.0/UDP b";
        assertThat(parse(value)).isTrue();
        assertThat(value.substring(via.hostStart(), via.hostEnd())).isEqualTo("[2001:db8::1]");
        assertThat(via.port()).isEqualTo(5070);
        assertThat(value.substring(via.branch(), via.branchEnd())).isEqualTo("z9hG4bK1");
        assertThat(value.substring(via.rportStart(), via.rportEnd())).isEqualTo("; rport ");
        assertThat(via.hasReceived()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SIP/2.0/UDP a (comment)",
                "SIP/2.0/UDP a(comment)",
                "SIP/2.0/UDP a:5(comment) ",
                "SIP/2.0/UDP a;x=y (a (nested) one)(and,; another)",
                "SIP/2.0/UDP a;x=\"y\"(c)",
                "SIP/2.0/UDP a;x= (c)",
                "SIP/2.0/UDP a ()",
                "SIP/2.0/UDP a;branch=;x",
                "SIP/2.0/UDP a;branch= ;x",
                "SIP/2.0/UDP a;received=;x",
                "SIP/2.0/UDP a;rport=",
                "SIP/2.0/UDP a;x=",
                "SIP/2.0/UDP a;branchx"
            })
    void accepts(String value) {
        assertThat(parse(value)).isTrue();
        assertThat(via.next()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIP/2.0/UDP a,SIP", "SIP/2.0/UDP a;b=1 (c, d) , SIP", "SIP/2.0/UDP a,, ,SIP"})
    void saysWhereTheNextBegins(String value) {
        assertThat(parse(value)).isTrue();
        assertThat(via.next()).isEqualTo(value.lastIndexOf("SIP"));
    }

    @Test
    void forgetsTheViaBefore() {
        parse("SIP/2.0/UDP a:1;rport;branch=b;received=1.1.1.1");
        assertThat(parse("SIP/2.0/UDP a")).isTrue();
        assertThat(via.hasRport()).isFalse();
        assertThat(via.hasReceived()).isFalse();
        assertThat(via.port()).isZero();
        assertThat(via.branchEnd() - via.branch()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo",
                "SIP/2.0",
                "SIP/3.0/UDP a",
                "SIP/2.0/UDP",
                "SIP/2.0/UDP ",
                "SIP/2.0/ a",
                "SIP/2.0/UDP a;",
                "SIP/2.0/UDP a,",
                "SIP/2.0/UDP a;;b",
                "SIP/2.0/UDP a:",
                "SIP/2.0/UDP a:0",
                "SIP/2.0/UDP a:65536",
                "SIP/2.0/UDP a:5x",
                "SIP/2.0/UDP a;x=\"",
                "SIP/2.0/UDP a b",
                "SIP/2.0/UDP [::1",
                "SIP/2.0/UDP a;branch",
                "SIP/2.0/UDP a;branch=",
                "SIP/2.0/UDP a;branch= ",
                "SIP/2.0/UDP a;branch=, SIP/2.0/UDP b",
                "SIP/2.0/UDP a;BRANCH;x",
                "SIP/2.0/UDP a;received=",
                "SIP/2.0/UDP a;received;x",
                "SIP/2.0/UDP a;maddr=",
                "SIP/2.0/UDP a;ttl",
                "SIP/2.0/UDP a;i=",
                "SIP/2.0/UDP a (c",
                "SIP/2.0/UDP a (c) b",
                "SIP/2.0/UDP a (c);x",
                "SIP/2.0/UDP a (c)),",
                "SIP/2.0/UDP a (c\\) d)",
                "SIP/2.0/UDP a;x (c)",
                "SIP/2.0/UDP a;x=y(c d)"
            })
    void refuses(String value) {
        assertThat(parse(value)).isFalse();
    }
}
