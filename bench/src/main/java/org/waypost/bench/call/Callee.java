package org.waypost.bench.call;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The phone that is called, with many users: rings, answers at once and agrees to every BYE. */
final class Callee implements AutoCloseable {

    private static final long REGISTER_SECONDS = 10;
    private static final int BATCH = 32;

    private final Script script;
    private final Line line;
    private volatile Calls calls = new Calls(0, 0);
    private volatile CountDownLatch registered = new CountDownLatch(0);

    Callee(InetSocketAddress server, boolean tcp) throws IOException {
        script = new Script(server, tcp);
        line = Line.open(tcp, server, this::message);
    }

    void expect(Calls expected) {
        calls = expected;
    }

    /** Registers users of the numbers 0 and up, each over one of the connections. */
    void register(int users) throws IOException {
        for (int first = 0; first < users; first += BATCH) {
            int after = Math.min(first + BATCH, users);
            registered = new CountDownLatch(after - first);
            for (int user = first; user < after; user++) {
                int connection = user % line.connections();
                line.send(connection, script.register(user, line.local(connection)));
            }
            try {
                if (!registered.await(REGISTER_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("of " + BATCH + " users " + registered.getCount() + " were not registered");
                }
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        }
    }

    @Override
    public void close() {
        line.close();
    }

    private void message(int connection, byte[] octets, int from, int to) throws IOException {
        SipText message = SipText.of(octets, from, to);
        if (message.isResponse()) {
            if (message.status() == 200) {
                registered.countDown();
            }
            return;
        }
        switch (message.method()) {
            case "INVITE" -> {
                line.send(connection, script.ringing(message, line.local(connection)));
                line.send(connection, script.answer(message, line.local(connection)));
            }
            case "ACK" -> {
                long number = Script.number(message);
                Calls now = calls;
                if (now.has(number)) {
                    now.reached(number, Calls.Step.ACKNOWLEDGED);
                } else {
                    now.stray();
                }
            }
            case "BYE" -> line.send(connection, script.agreement(message));
            default -> calls.stray();
        }
    }
}
