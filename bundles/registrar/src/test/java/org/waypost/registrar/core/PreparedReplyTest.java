package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.registrar.Registrar.NO_REPLY;
import static org.waypost.registrar.Registrar.PREPARE_HEADERS;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waypost.registrar.RegistrarExtension;
import org.waypost.registrar.Rejection;
import org.waypost.registrar.SaveRequest;
import org.waypost.sip.ByteSink;

/** save() without a reply, and sendReply(). */
class PreparedReplyTest {

    private final Harness harness = new Harness();

    @Test
    void sendsTheReplyLater() {
        save(NO_REPLY, "Contact: <sip:a@h>");
        assertThat(harness.replies()).isZero();
        assertThat(harness.context.replyHeaders().length()).isZero();
        assertThat(harness.registrar.sendReply(harness.context)).isEqualTo(1);
        assertThat(harness.reply()).isEqualTo("200 OK\nContact: <sip:a@h>;expires=3600");
        assertThat(harness.registrar.sendReply(harness.context)).isEqualTo(1);
        assertThat(harness.replies()).as("once").isEqualTo(1);
    }

    @Test
    void sendsTheErrorLater() {
        save(NO_REPLY, "Contact: nonsense");
        assertThat(harness.code).isEqualTo(-1);
        harness.registrar.sendReply(harness.context);
        assertThat(harness.reply()).isEqualTo("400 Bad Request\nP-Registrar-Error: Contact parse error");
    }

    @Test
    void preparesHeadersForAReplyOfTheRoute() {
        save(NO_REPLY | PREPARE_HEADERS, "Contact: <sip:a@h>");
        harness.context.reply(202, "Accepted");
        assertThat(harness.reply()).isEqualTo("202 Accepted\nContact: <sip:a@h>;expires=3600");
    }

    @Test
    void sendsPreparedHeadersOnce() {
        save(NO_REPLY | PREPARE_HEADERS, "Contact: <sip:a@h>");
        harness.registrar.sendReply(harness.context);
        assertThat(harness.reply()).isEqualTo("200 OK\nContact: <sip:a@h>;expires=3600");
    }

    @Test
    void preparesNoHeadersOfAnError() {
        save(NO_REPLY | PREPARE_HEADERS, "Contact: <sip:a@h>;q=7");
        assertThat(harness.context.replyHeaders().length()).isZero();
        harness.registrar.sendReply(harness.context);
        assertThat(harness.reply()).isEqualTo("400 Bad Request\nP-Registrar-Error: Invalid q param in contact");
    }

    @Test
    void keepsHeadersOfTheRoute() {
        harness.receive(Harness.register("<sip:alice@h>", "c", 1, "Contact: <sip:a@h>"));
        harness.context.replyHeaders().put("X: y\r\n");
        harness.registrar.save(harness.context, "location", NO_REPLY, "");
        harness.registrar.sendReply(harness.context);
        assertThat(harness.reply()).isEqualTo("200 OK\nX: y\nContact: <sip:a@h>;expires=3600");
    }

    @Test
    void tellsTheExtensionsOfAReplySentApart() {
        harness.add(
                new RegistrarExtension() {
                    @Override
                    public void replyHeaders(SaveRequest request, int status, ByteSink out) {
                        out.put(request.repliesApart() ? "Apart: 1\r\n" : "Path: <sip:p>\r\n");
                    }

                    @Override
                    public Optional<Rejection> review(SaveRequest request) {
                        return Optional.of(Rejection.badExtension("No", "path"));
                    }
                },
                1);
        save(NO_REPLY, "Contact: <sip:a@h>");
        harness.registrar.sendReply(harness.context);
        assertThat(harness.reply())
                .as("is not reviewed")
                .isEqualTo("200 OK\nContact: <sip:a@h>;expires=3600\nApart: 1");
        save(NO_REPLY | PREPARE_HEADERS, "Contact: <sip:a@h>");
        harness.registrar.sendReply(harness.context);
        assertThat(harness.reply()).startsWith("420 Bad Extension\n").contains("Path: <sip:p>");
    }

    @Test
    void answers200ToARequestThatWasNotSaved() {
        harness.receive(Harness.register("<sip:alice@h>", "c", 1));
        assertThat(harness.registrar.sendReply(harness.context)).isEqualTo(1);
        assertThat(harness.reply()).isEqualTo("200 OK");
    }

    private void save(int flags, String... headers) {
        harness.save(flags, "", Harness.register("<sip:alice@h>", "c", 1, headers));
    }
}
