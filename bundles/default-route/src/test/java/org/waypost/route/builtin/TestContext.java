package org.waypost.route.builtin;

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
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipRequest;
import org.waypost.sip.SipResponse;
import org.waypost.sip.Xavps;

/** A request that a test made up, and the answer the route gave it. */
final class TestContext implements SipContext {

    private final TextRequest request;
    private final TextSink headers = new TextSink();
    private final List<Branch> branches = new ArrayList<>();
    private Branch target;
    private String answer = "";

    TestContext(String method, String uri, String... headerLines) {
        request = new TextRequest(method, uri, List.of(headerLines));
        target = Branch.to(uri);
    }

    /** Status, reason and header lines of the answer; empty if there was none. */
    String answer() {
        return answer;
    }

    @Override
    public SipRequest request() {
        return request;
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
        return branches.add(branch);
    }

    @Override
    public void clearBranches() {
        branches.clear();
    }

    @Override
    public ByteSink replyHeaders() {
        return headers;
    }

    @Override
    public void reply(int status, String reason) {
        if (answer.isEmpty() && request.method() != Method.ACK) {
            answer = status + " " + reason + "\r\n" + headers.text;
        }
    }

    @Override
    public void reply(int status, String reason, boolean echoRecordRoute) {
        reply(status, reason);
    }

    @Override
    public int repliedStatus() {
        return answer.isEmpty() ? 0 : Integer.parseInt(answer.substring(0, 3));
    }

    @Override
    public Flow flow() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long receivedAt() {
        return 0;
    }

    @Override
    public int flags() {
        return 0;
    }

    @Override
    public void flags(int flags) {
        throw new UnsupportedOperationException();
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
    public void retain() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> adapt(Class<T> type) {
        return Optional.empty();
    }

    private record TextRequest(String methodName, String uri, List<String> lines) implements SipRequest {

        @Override
        public Method method() {
            return Method.of(methodText());
        }

        @Override
        public Octets methodText() {
            return Octets.of(methodName);
        }

        @Override
        public Octets requestUri() {
            return Octets.of(uri);
        }

        @Override
        public long cseq() {
            return 1;
        }

        @Override
        public Octets octets() {
            return firstLine();
        }

        @Override
        public Octets firstLine() {
            return Octets.of(methodName + " " + uri + " SIP/2.0");
        }

        @Override
        public int headerCount() {
            return lines.size();
        }

        @Override
        public HeaderName headerName(int index) {
            return HeaderName.of(headerText(index).toString());
        }

        @Override
        public Octets headerText(int index) {
            return Octets.of(lines.get(index).substring(0, lines.get(index).indexOf(':')));
        }

        @Override
        public Octets headerValue(int index) {
            return Octets.of(lines.get(index).substring(lines.get(index).indexOf(':') + 1))
                    .trim();
        }

        @Override
        public Octets headerLine(int index) {
            return Octets.of(lines.get(index) + "\r\n");
        }

        @Override
        public int indexOf(HeaderName name, int from) {
            for (int i = from; i < lines.size(); i++) {
                if (headerName(i) == name) {
                    return i;
                }
            }
            return -1;
        }

        @Override
        public Octets body() {
            return Octets.EMPTY;
        }
    }

    private static final class TextSink implements ByteSink {

        private final StringBuilder text = new StringBuilder();

        @Override
        public ByteSink put(int octet) {
            text.append((char) octet);
            return this;
        }

        @Override
        public ByteSink put(String more) {
            text.append(more);
            return this;
        }

        @Override
        public ByteSink put(Octets octets) {
            return put(octets.toString());
        }

        @Override
        public ByteSink putNumber(long number) {
            return put(Long.toString(number));
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public void truncate(int length) {
            text.setLength(length);
        }

        @Override
        public byte[] bytes() {
            return text.toString().getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
