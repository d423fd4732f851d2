package org.waypost.registrar.core;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.waypost.sip.Avps;
import org.waypost.sip.Branch;
import org.waypost.sip.ByteSink;
import org.waypost.sip.Flow;
import org.waypost.sip.HeaderEdits;
import org.waypost.sip.HostPort;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipRequest;
import org.waypost.sip.SipResponse;
import org.waypost.sip.Transport;
import org.waypost.sip.Xavps;

/** The context of one request, which keeps what it was answered. */
final class TestContext implements SipContext {

    private SipRequest request;
    private final long receivedAt;
    private final Sink headers = new Sink();
    private final List<Branch> branches = new ArrayList<>();
    private Branch target;
    private int replies;
    private int status;
    private String reply = "";
    private boolean echoedRecordRoute;

    TestContext(SipRequest request, long receivedAt) {
        this.request = request;
        this.receivedAt = receivedAt;
        this.target = Branch.to(request.requestUri().toString());
    }

    /** Takes another request, as a context that is used again does. */
    void reuseFor(SipRequest next) {
        request = next;
        status = 0;
    }

    /** Status, reason and header lines of the first reply, separated by line feeds; empty if there was none. */
    String reply() {
        return reply;
    }

    int replies() {
        return replies;
    }

    boolean echoedRecordRoute() {
        return echoedRecordRoute;
    }

    @Override
    public SipRequest request() {
        return request;
    }

    @Override
    public Flow flow() {
        return TestFlow.INSTANCE;
    }

    @Override
    public long receivedAt() {
        return receivedAt;
    }

    @Override
    public Branch target() {
        return target;
    }

    @Override
    public void target(Branch newTarget) {
        target = newTarget;
    }

    @Override
    public List<Branch> branches() {
        return List.copyOf(branches);
    }

    @Override
    public boolean addBranch(Branch branch) {
        return branches.size() < 31 && branches.add(branch);
    }

    @Override
    public void clearBranches() {
        branches.clear();
    }

    @Override
    public int flags() {
        return 0;
    }

    @Override
    public void flags(int flags) {}

    @Override
    public ByteSink replyHeaders() {
        return headers;
    }

    @Override
    public void reply(int newStatus, String reason) {
        reply(newStatus, reason, true);
    }

    @Override
    public void reply(int newStatus, String reason, boolean echoRecordRoute) {
        replies++;
        if (status == 0) {
            status = newStatus;
            echoedRecordRoute = echoRecordRoute;
            String lines = new String(headers.bytes(), StandardCharsets.ISO_8859_1);
            reply = (newStatus + " " + reason + "\n" + lines.replace("\r\n", "\n")).strip();
        }
        headers.truncate(0);
    }

    @Override
    public int repliedStatus() {
        return status;
    }

    @Override
    public Avps avps() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Xavps xavps() {
        throw new UnsupportedOperationException();
    }

    @Override
    public HeaderEdits edits() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<SipResponse> response() {
        return Optional.empty();
    }

    @Override
    public void response(SipResponse response) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T attachment(Class<T> type, Supplier<T> maker) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void retain() {}

    @Override
    public <T> Optional<T> adapt(Class<T> type) {
        return Optional.empty();
    }

    private static final class Sink implements ByteSink {

        private ByteArrayOutputStream out = new ByteArrayOutputStream();

        @Override
        public ByteSink put(int octet) {
            out.write(octet);
            return this;
        }

        @Override
        public ByteSink put(String text) {
            out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        @Override
        public ByteSink put(Octets octets) {
            out.write(octets.array(), octets.offset(), octets.length());
            return this;
        }

        @Override
        public ByteSink putNumber(long number) {
            return put(Long.toString(number));
        }

        @Override
        public int length() {
            return out.size();
        }

        @Override
        public void truncate(int length) {
            byte[] all = out.toByteArray();
            out = new ByteArrayOutputStream();
            out.write(all, 0, length);
        }

        @Override
        public byte[] bytes() {
            return out.toByteArray();
        }
    }

    private enum TestFlow implements Flow, ListenPoint {
        INSTANCE;

        private static final InetSocketAddress ADDRESS = new InetSocketAddress("192.0.2.1", 5060);

        @Override
        public int id() {
            return -1;
        }

        @Override
        public Transport transport() {
            return Transport.UDP;
        }

        @Override
        public ListenPoint local() {
            return this;
        }

        @Override
        public InetSocketAddress remote() {
            return ADDRESS;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean send(byte[] message, int length) {
            return true;
        }

        @Override
        public InetSocketAddress address() {
            return ADDRESS;
        }

        @Override
        public HostPort sentBy() {
            return new HostPort("sip.example.org", 5060);
        }

        @Override
        public String description() {
            return "udp:192.0.2.1:5060";
        }

        @Override
        public String advertisedDescription() {
            return "udp:sip.example.org:5060";
        }
    }
}
