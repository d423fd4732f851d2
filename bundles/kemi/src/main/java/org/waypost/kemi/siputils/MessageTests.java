package org.waypost.kemi.siputils;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.waypost.kemi.Arguments;
import org.waypost.kemi.Codes;
import org.waypost.kemi.Functions;
import org.waypost.kemi.Messages;
import org.waypost.kemi.TargetUri;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.Octets;
import org.waypost.sip.Parameters;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipTransport;
import org.waypost.sip.SipUri;

/** Tests of the message in hand, and the answer to an OPTIONS that is for this server. */
final class MessageTests {

    private static final int OUTDATED = -4;
    private static final String CAPABILITIES =
            "Accept: */*\r\nAccept-Encoding: \r\nAccept-Language: en\r\nSupported: \r\n";

    private final SipTransport sockets;

    MessageTests(SipTransport sockets) {
        this.sockets = sockets;
    }

    void add(Functions table) {
        table.get(
                        "has_totag",
                        "Whether To has a tag: whether the message is one of a dialog.",
                        c -> Codes.of(hasToTag(c)))
                .get(
                        "is_request",
                        "Whether the message is a request.",
                        c -> Codes.of(c.response().isEmpty()))
                .get(
                        "is_reply",
                        "Whether the message is a reply.",
                        c -> Codes.of(c.response().isPresent()))
                .get(
                        "is_first_hop",
                        "Whether this server is the first the message meets after its sender.",
                        this::isFirstHop)
                .add("is_first_hop_mode", "i", "As is_first_hop; the mode is not needed here.", (c, a) -> isFirstHop(c))
                .add(
                        "hdr_date_check",
                        "i",
                        "Whether Date is at most that many seconds old; -4 if older, -1 without Date.",
                        (c, a) -> checkDate(c, Arguments.number(a, 0)))
                .get(
                        "options_reply",
                        "Answers an OPTIONS whose Request-URI has no user with 200.",
                        MessageTests::reply);
    }

    private static boolean hasToTag(SipContext context) {
        Octets to = Messages.inHand(context).first(HeaderName.TO);
        return Parameters.find(Messages.parameters(to), "tag")
                .filter(tag -> !tag.isEmpty())
                .isPresent();
    }

    // One Via is the sender's own. A reply comes from the callee if nobody behind this server has recorded itself.
    private int isFirstHop(SipContext context) {
        SipMessage message = Messages.inHand(context);
        if (context.response().isEmpty()) {
            int via = message.indexOf(HeaderName.VIA, 0);
            boolean one = via >= 0
                    && message.indexOf(HeaderName.VIA, via + 1) < 0
                    && message.headerValue(via).elementEnd(0)
                            == message.headerValue(via).length();
            return Codes.of(one);
        }
        if (!message.has(HeaderName.RECORD_ROUTE)) {
            return Codes.TRUE;
        }
        Octets recorded = Messages.uri(message.first(HeaderName.RECORD_ROUTE));
        Optional<SipUri> uri = SipUri.parse(recorded);
        return Codes.of(uri.isPresent() && isOwn(uri.get()) && !isFromHere(context));
    }

    private boolean isOwn(SipUri uri) {
        return sockets.isLocal(uri.host().toString(), uri.port());
    }

    private boolean isFromHere(SipContext context) {
        return sockets.isLocal(
                context.flow().remote().getAddress().getHostAddress(),
                context.flow().remote().getPort());
    }

    private static int checkDate(SipContext context, long seconds) {
        Octets date = Messages.inHand(context).first(HeaderName.DATE);
        try {
            Instant then = ZonedDateTime.parse(date.toString(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration age = Duration.between(then, Instant.ofEpochMilli(context.receivedAt()));
            return age.toSeconds() > seconds ? OUTDATED : Codes.TRUE;
        } catch (DateTimeParseException e) {
            return Codes.FALSE;
        }
    }

    // RFC 3261 11.2
    private static int reply(SipContext context) {
        boolean user =
                TargetUri.parse(context).filter(uri -> uri.user().isEmpty()).isEmpty();
        if (context.response().isPresent() || context.request().method() != Method.OPTIONS || user) {
            return Codes.FALSE;
        }
        context.replyHeaders().put(CAPABILITIES);
        context.reply(200, "OK");
        return Codes.TRUE;
    }
}
