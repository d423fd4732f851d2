package org.waypost.bench.call;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.waypost.bench.load.Addresses;

/** What the phones say: the messages of SIPp's stock scenarios {@code uac} and {@code uas}, with the routes that RFC 3261 wants. */
final class Script {

    private static final String CALL_ID = "call-";
    private static final String BODY = """
            v=0
            o=user1 53655765 2353687637 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 6000 RTP/AVP 0
            a=rtpmap:0 PCMU/8000
            """.replace("\n", "\r\n");
    private static final String WITH_BODY =
            "Content-Type: application/sdp\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;
    private static final String WITHOUT_BODY = "Content-Length: 0\r\n\r\n";

    private final String server;
    private final String transport;
    private final String parameter;

    Script(InetSocketAddress server, boolean tcp) {
        this.server = Addresses.text(server);
        transport = tcp ? "TCP" : "UDP";
        parameter = tcp ? ";transport=tcp" : "";
    }

    /** Number of the call that a message belongs to, or -1. */
    static long number(SipText message) {
        String callId = message.value("Call-ID");
        int end = callId.indexOf('@');
        return callId.startsWith(CALL_ID) && end > 0 ? Long.parseLong(callId, CALL_ID.length(), end, 10) : -1;
    }

    String register(int user, String local) {
        return "REGISTER sip:" + server + " SIP/2.0\r\n"
                + via(local, "r" + user)
                + "Max-Forwards: 70\r\n"
                + "From: " + aor(user) + ";tag=r" + user + "\r\n"
                + "To: " + aor(user) + "\r\n"
                + "Call-ID: register-" + user + "-" + local + "\r\n"
                + "CSeq: 1 REGISTER\r\n"
                + "Contact: <sip:u" + user + "@" + local + parameter + ">\r\n"
                + "Expires: 3600\r\n"
                + WITHOUT_BODY;
    }

    String invite(long number, int user, String local) {
        return "INVITE sip:u" + user + "@" + server + " SIP/2.0\r\n"
                + via(local, "i" + number)
                + "Max-Forwards: 70\r\n"
                + "From: <sip:caller@" + server + ">;tag=a" + number + "\r\n"
                + "To: " + aor(user) + "\r\n"
                + "Call-ID: " + CALL_ID + number + "@" + local + "\r\n"
                + "CSeq: 1 INVITE\r\n"
                + "Contact: <sip:caller@" + local + parameter + ">\r\n"
                + "Subject: Performance Test\r\n"
                + WITH_BODY;
    }

    /** ACK or BYE of the call that was answered with {@code answer}, through the server whether it asked for that or not. */
    String inDialog(String method, int cseq, SipText answer, String local) {
        String contact = answer.value("Contact");
        int end = contact.indexOf('>');
        List<String> routes = new ArrayList<>(answer.values("Record-Route"));
        Collections.reverse(routes);
        StringBuilder route = new StringBuilder();
        routes.forEach(each -> route.append("Route: ").append(each).append("\r\n"));
        return method + " " + contact.substring(1, end) + " SIP/2.0\r\n"
                + via(local, method.charAt(0) + "" + number(answer))
                + route
                + "Max-Forwards: 70\r\n"
                + answer.lines("From")
                + answer.lines("To")
                + answer.lines("Call-ID")
                + "CSeq: " + cseq + " " + method + "\r\n"
                + "Subject: Performance Test\r\n"
                + WITHOUT_BODY;
    }

    /** The ACK of a refusal (RFC 3261 17.1.1.3). */
    String refusalAck(SipText refusal, String local) {
        return "ACK sip:" + server + " SIP/2.0\r\n"
                + via(local, "i" + number(refusal))
                + "Max-Forwards: 70\r\n"
                + refusal.lines("From")
                + refusal.lines("To")
                + refusal.lines("Call-ID")
                + "CSeq: 1 ACK\r\n"
                + WITHOUT_BODY;
    }

    String ringing(SipText invite, String local) {
        return "SIP/2.0 180 Ringing\r\n" + ofDialog(invite, local) + WITHOUT_BODY;
    }

    String answer(SipText invite, String local) {
        return "SIP/2.0 200 OK\r\n" + ofDialog(invite, local) + WITH_BODY;
    }

    String agreement(SipText bye) {
        return "SIP/2.0 200 OK\r\n" + copied(bye) + bye.lines("To") + WITHOUT_BODY;
    }

    private String ofDialog(SipText invite, String local) {
        String to = invite.value("To");
        String user = to.substring(to.indexOf(':') + 1, to.indexOf('@'));
        return copied(invite)
                + invite.lines("Record-Route")
                + "To: " + to + ";tag=b" + number(invite) + "\r\n"
                + "Contact: <sip:" + user + "@" + local + parameter + ">\r\n";
    }

    private static String copied(SipText request) {
        return request.lines("Via") + request.lines("From") + request.lines("Call-ID") + request.lines("CSeq");
    }

    private String via(String local, String branch) {
        return "Via: SIP/2.0/" + transport + " " + local + ";rport;branch=z9hG4bK" + branch + "\r\n";
    }

    private String aor(int user) {
        return "<sip:u" + user + "@" + server + ">";
    }
}
