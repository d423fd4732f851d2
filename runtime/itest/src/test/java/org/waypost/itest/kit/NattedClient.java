package org.waypost.itest.kit;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A client behind NAT: it writes an address of its own network into its messages, where nobody outside can reach it. */
final class NattedClient extends SipClient {

    private final SipClient client;

    NattedClient(SipClient client) {
        this.client = client;
    }

    @Override
    public String sentBy() {
        return "10.77.0.5:5060";
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
        client.write(octets);
    }

    @Override
    protected Optional<String> read(Duration time) throws IOException {
        return client.read(time);
    }

    @Override
    public void close() {
        client.close();
    }
}
