package org.waypost.kemi.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.kemi.support.RecordedApi;
import org.waypost.sip.HostPort;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.LocalPoint;

class ModuleTableTest {

    /** Functions of the recorded list that are left out, and why. */
    private static final Map<String, String> ABSENT = Map.of();

    /** Functions that app_lua itself adds, which its list does not show. */
    private static final String UNLISTED = "x";

    private final Modules modules = new Modules(new OneSocket(LocalPoint.of(
            Transport.UDP, new InetSocketAddress("127.0.0.1", 5060), new HostPort("127.0.0.1", 5060), false)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "corex",
                "hdr",
                "kx",
                "maxfwd",
                "pv",
                "pvx",
                "sanity",
                "siputils",
                "sl",
                "textops",
                "textopsx",
                "xlog"
            })
    void hasTheFunctionsThatKamailioListed(String name) throws IOException {
        Map<String, String> recorded = new TreeMap<>(RecordedApi.of(name));
        recorded.keySet().removeIf(function -> ABSENT.containsKey(name + "." + function));

        assertThat(recorded).isNotEmpty();
        assertThat(RecordedApi.of(modules.of(name))).isEqualTo(recorded);
    }

    @Test
    void saysInOneSentenceWhatEachFunctionDoes() {
        modules.all().values().stream()
                .flatMap(module -> module.functions().values().stream())
                .map(ScriptModule.Signature::help)
                .forEach(help -> assertThat(help).matches("[A-Z0-9].*\\.").doesNotContain("\n"));
    }

    @Test
    void endsTheScript() {
        assertThat(modules.of(UNLISTED).functions()).containsOnlyKeys("exit", "drop", "probe", "modf");
    }
}
