package org.waypost.itest.kit;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** Loses a part of what passes it, each way; which part, the seed says. */
final class LossyClient extends SipClient {

    private final SipClient client;
    private final double loss;
    private final Random outgoing;
    private final Random incoming;

    LossyClient(SipClient client, double loss, long seed) {
        this.client = client;
        this.loss = loss;
        this.outgoing = new Random(seed);
        this.incoming = new Random(~seed);
    }

    @Override
    public int localPort() {
        return client.localPort();
    }

    @Override
    public String transport() {
        return client.transport();
    }

    @Override
    protected void write(byte[] octets) throws IOException {
        if (outgoing.nextDouble() >= loss) {
            client.write(octets);
        }
    }

    @Override
    protected Optional<String> read(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            Optional<String> message = client.read(Duration.ofNanos(left));
            if (message.isEmpty() || incoming.nextDouble() >= loss) {
                return message;
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        client.close();
    }
}
