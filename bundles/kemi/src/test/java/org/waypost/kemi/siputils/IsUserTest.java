package org.waypost.kemi.siputils;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waypost.kemi.support.Requests;
import org.waypost.kemi.support.Script;
import org.waypost.sip.SipContext;
import org.waypost.sip.auth.Authenticator;

class IsUserTest {

    private final SiputilsModule module = new SiputilsModule(null);

    @Test
    void knowsNobodyWithoutProof() {
        assertThat(isUser("alice")).isEqualTo(-1);
        module.authenticator = proven(Optional.empty());
        assertThat(isUser("alice")).isEqualTo(-1);
    }

    @Test
    void knowsWhoHasProvenWhoTheyAre() {
        module.authenticator = proven(Optional.of("alice"));
        assertThat(isUser("alice")).isEqualTo(1);
        assertThat(isUser("Alice")).isEqualTo(-1);
        assertThat(isUser("")).isEqualTo(-1);
    }

    private Object isUser(String user) {
        return new Script(module, Requests.from("192.0.2.1", 5060)).call("is_user", user);
    }

    private static Authenticator proven(Optional<String> user) {
        return new Authenticator() {
            @Override
            public boolean admits(SipContext context, String realm) {
                return true;
            }

            @Override
            public boolean mayBlock(SipContext context, String realm) {
                return false;
            }

            @Override
            public Optional<String> provenUser(SipContext context) {
                return user;
            }
        };
    }
}
