package org.waypost.route.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.sip.SipRequest;

/** Which Routes count as written by this server for the dialog in hand. */
class DialogSignatureTest {

    private final DialogSignature signature = signature("a key of this server");
    private final SipRequest call = call("one@192.0.2.9");

    private static DialogSignature signature(String key) {
        return new DialogSignature(key.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static SipRequest call(String id) {
        return new Exchange("BYE", "sip:bob@192.0.2.7", "Call-ID: " + id).context.request();
    }

    @Test
    void knowsItsOwn() {
        String signed = signature.parameter(call);

        assertThat(signed).matches(";sig=[A-Za-z0-9_-]{12}");
        assertThat(signature.isOf(call, signed)).isTrue();
        assertThat(signature.isOf(call, ";lr;ftag=f" + signed)).isTrue();
        assertThat(signature.isOf(call, "r2=on;lr" + signed + ";x=y"))
                .as("of a strict router")
                .isTrue();
    }

    @Test
    void knowsItsOwnAfterARestartWithTheSameKey() {
        assertThat(signature("a key of this server").isOf(call, signature.parameter(call)))
                .isTrue();
    }

    @Test
    void doesNotKnowThatOfAnotherDialog() {
        SipRequest other = call("two@192.0.2.9");

        assertThat(signature.isOf(other, signature.parameter(call))).isFalse();
        assertThat(signature.isOf(other, signature.parameter(other))).isTrue();
    }

    @Test
    void doesNotKnowThatOfAnotherKey() {
        assertThat(signature.isOf(call, signature("a key of somebody else").parameter(call)))
                .isFalse();
    }

    @Test
    void doesNotKnowOneWithAnyCharacterChanged() {
        String signed = signature.parameter(call);
        for (int i = ";sig=".length(); i < signed.length(); i++) {
            char other = signed.charAt(i) == 'A' ? 'B' : 'A';
            String changed = signed.substring(0, i) + other + signed.substring(i + 1);

            assertThat(signature.isOf(call, changed)).as(changed).isFalse();
        }
    }

    @Test
    void doesNotKnowOneThatIsShorterOrLonger() {
        String signed = signature.parameter(call);

        assertThat(signature.isOf(call, signed.substring(0, signed.length() - 1)))
                .isFalse();
        assertThat(signature.isOf(call, signed + "A")).isFalse();
        assertThat(signature.isOf(call, signed.replace("=", "=\"") + '"')).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", ";lr", ";sig", ";sig=", ";sig=;lr", ";lr;ftag=f"})
    void doesNotKnowWhatIsNotSigned(String parameters) {
        assertThat(signature.isOf(call, parameters)).isFalse();
    }
}
