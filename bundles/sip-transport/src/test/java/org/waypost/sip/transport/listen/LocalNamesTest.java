package org.waypost.sip.transport.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waypost.sip.transport.LocalPoint;

class LocalNamesTest {

    private static LocalNames names(String entry, String address, int port, String aliases) {
        LocalPoint point = ListenEntry.parse(entry).get(0).naming().apply(new InetSocketAddress(address, port));
        return new LocalNames(List.of(point), LocalNames.aliases(aliases));
    }

    @Test
    void knowsBoundAndAdvertisedAddresses() {
        LocalNames names = names("udp:127.0.0.1:5070 advertise Sip.Example.com:5090", "127.0.0.1", 5070, "");
        assertThat(names.contains("127.0.0.1", 5070)).isTrue();
        assertThat(names.contains("127.0.0.1", 5060)).isFalse();
        assertThat(names.contains("sip.example.COM", 5090)).isTrue();
        assertThat(names.contains("sip.example.com", 5070)).isFalse();
        assertThat(names.contains("other", 5070)).isFalse();
    }

    @Test
    void takesNoPortForTheDefaultPorts() {
        assertThat(names("udp:127.0.0.1:5060", "127.0.0.1", 5060, "").contains("127.0.0.1", 0))
                .isTrue();
        assertThat(names("udp:127.0.0.1:5070", "127.0.0.1", 5070, "").contains("127.0.0.1", 0))
                .isFalse();
    }

    @Test
    void knowsAliasesWithAndWithoutPort() {
        LocalNames names = names("udp:127.0.0.1:5070", "127.0.0.1", 5070, "example.com, tcp:example.org:5080");
        assertThat(names.contains("example.com", 0)).isTrue();
        assertThat(names.contains("EXAMPLE.com", 1234)).isTrue();
        assertThat(names.contains("example.org", 5080)).isTrue();
        assertThat(names.contains("example.org", 0)).isFalse();
    }

    @Test
    void knowsIpv6AddressesInAnyForm() {
        LocalNames names = names("udp:[::1]:5060", "::1", 5060, "[2001:DB8:0::1]:5060");
        assertThat(names.contains("[::1]", 5060)).isTrue();
        assertThat(names.contains("0:0:0:0:0:0:0:1", 5060)).isTrue();
        assertThat(names.contains("[2001:db8::1]", 5060)).isTrue();
        assertThat(names.contains("::2", 5060)).isFalse();
    }

    @Test
    void knowsTheAddressesOfAllInterfacesIfBoundToAll() {
        assertThat(names("udp:0.0.0.0:5060", "0.0.0.0", 5060, "").contains("127.0.0.1", 5060))
                .isTrue();
    }

    @Test
    void refusesWhatIsNoAlias() {
        assertThatThrownBy(() -> LocalNames.aliases("a:b:c")).hasMessageContaining("a:b:c");
        assertThatThrownBy(() -> LocalNames.aliases("a:70000")).hasMessageContaining("a:70000");
    }
}
