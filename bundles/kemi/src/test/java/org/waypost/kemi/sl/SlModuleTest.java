package org.waypost.kemi.sl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waypost.kemi.support.Requests;
import org.waypost.kemi.support.Script;
import org.waypost.sip.SipContext;

class SlModuleTest {

    private final SipContext context = Requests.from("127.0.0.1", 5070);
    private final Script script = new Script(new SlModule(), context);

    @Test
    void answersOnce() {
        assertThat(script.call("sl_send_reply", 404, "Not Found")).isEqualTo(1);
        assertThat(script.call("send_reply", 200, "OK")).isEqualTo(1);
        assertThat(context.repliedStatus()).isEqualTo(404);
    }

    @Test
    void sendsNoStatusThatIsNone() {
        assertThat(script.call("send_reply", 700, "x")).isEqualTo(1);
        assertThat(script.call("sl_send_reply", 99, "x")).isEqualTo(1);
        assertThat(context.repliedStatus()).isZero();
    }

    @Test
    void answers500WhenSomethingWentWrong() {
        assertThat(script.call("sl_reply_error")).isEqualTo(1);
        assertThat(context.repliedStatus()).isEqualTo(500);
    }
}
