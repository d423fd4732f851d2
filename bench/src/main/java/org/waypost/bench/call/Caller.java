package org.waypost.bench.call;

import java.io.IOException;
import java.net.InetSocketAddress;

/** The phone that calls: acknowledges the answer and hangs up at once, as SIPp's stock caller does. */
final class Caller implements AutoCloseable {

    private final Script script;
    private final Line line;
    private volatile Calls calls = new Calls(0, 0);

    Caller(InetSocketAddress server, boolean tcp) throws IOException {
        script = new Script(server, tcp);
        line = Line.open(tcp, server, this::message);
    }

    void expect(Calls expected) {
        calls = expected;
    }

    void invite(long number, int user) throws IOException {
        int connection = (int) (number % line.connections());
        calls.begin(number);
        line.send(connection, script.invite(number, user, line.local(connection)));
    }

    @Override
    public void close() {
        line.close();
    }

    private void message(int connection, byte[] octets, int from, int to) throws IOException {
        SipText message = SipText.of(octets, from, to);
        long number = message.isResponse() ? Script.number(message) : -1;
        Calls now = calls;
        if (!now.has(number)) {
            now.stray();
        } else if (message.status() >= 200) {
            if (message.method().equals("INVITE")) {
                answered(connection, message, number, now);
            } else if (message.status() < 300) {
                now.reached(number, Calls.Step.ENDED);
            } else {
                now.refused(number, message.status());
            }
        }
    }

    private void answered(int connection, SipText response, long number, Calls now) throws IOException {
        String local = line.local(connection);
        if (response.status() >= 300) {
            line.send(connection, script.refusalAck(response, local));
            now.refused(number, response.status());
            return;
        }
        line.send(connection, script.inDialog("ACK", 1, response, local));
        if (now.reached(number, Calls.Step.ANSWERED)) {
            line.send(connection, script.inDialog("BYE", 2, response, local));
        }
    }
}
