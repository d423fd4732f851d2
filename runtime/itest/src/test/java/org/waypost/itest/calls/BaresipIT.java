package org.waypost.itest.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.WaypostContainer;
import org.waypost.itest.phone.Baresip;

/** Two phones of Debian's package baresip call each other. */
@ExtendWith(SharedContainer.class)
class BaresipIT {

    private final WaypostContainer waypost;

    BaresipIT(WaypostContainer waypost) {
        assumeTrue(Baresip.isInstalled(), "baresip is not installed");
        this.waypost = waypost;
    }

    @ParameterizedTest
    @CsvSource({"udp, udp, true", "udp, udp, false", "tcp, tcp, true", "tcp, tcp, false", "udp, tcp, false"})
    void callEachOther(String from, String to, boolean callerHangsUp) {
        String server = "127.0.0.1:" + waypost.port();
        String callee = "berta-" + UUID.randomUUID();
        try (Baresip anna = Baresip.start("anna-" + UUID.randomUUID(), server, from, "");
                Baresip berta = Baresip.start(callee, server, to, "")) {
            anna.dial("sip:" + callee + "@" + server + ";transport=" + from);
            anna.awaitRinging();
            berta.answer();
            anna.awaitEstablished();
            berta.awaitEstablished();
            (callerHangsUp ? anna : berta).hangUp();
            assertThat((callerHangsUp ? berta : anna).awaitEnd()).isEqualTo("Connection reset by peer");
        }
    }
}
