package org.waypost.kemi.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.kemi.support.Requests;
import org.waypost.sip.HostPort;
import org.waypost.sip.ScriptEnd;
import org.waypost.sip.ScriptModule.Signature;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.transport.LocalPoint;

class TranscriptTest {

    private static final LocalPoint POINT = LocalPoint.of(
            Transport.UDP, new InetSocketAddress("127.0.0.1", 25998), new HostPort("127.0.0.1", 25998), false);
    private static final InetSocketAddress SOURCE = new InetSocketAddress("127.0.0.1", 25997);

    private final Modules modules = new Modules(new OneSocket(POINT));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "core",
                "core2",
                "pv",
                "pvx",
                "kx",
                "kx-bare",
                "kx-foo",
                "hdr",
                "mc",
                "reg",
                "siputils",
                "cmp",
                "uri",
                "textops",
                "textopsx",
                "edits"
            })
    void answersAsKamailioDoes(String name) {
        Transcript transcript = Transcript.read(name);
        List<String> wrong = new ArrayList<>();
        SipContext context = null;
        for (Transcript.Call call : transcript.calls()) {
            if (call.fresh()) {
                context = Requests.of(transcript.message().getBytes(StandardCharsets.ISO_8859_1), POINT, SOURCE);
            }
            String result = result(context, call);
            if (!result.equals(call.result())) {
                wrong.add(call.line() + " but is " + result);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private String result(SipContext context, Transcript.Call call) {
        if (modules.of(call.module()) == null) {
            return "no module " + call.module();
        }
        Signature signature = modules.of(call.module()).functions().get(call.function());
        if (signature == null) {
            return "no function";
        }
        Object[] arguments = call.arguments();
        if (arguments.length < signature.least()) {
            return "false";
        }
        Object result = signature
                .function()
                .call(context, Arrays.copyOf(arguments, Math.min(arguments.length, signature.most())));
        return Transcript.written(result == ScriptEnd.DROP_AT_END ? false : result);
    }
}
