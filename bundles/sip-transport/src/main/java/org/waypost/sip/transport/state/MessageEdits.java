package org.waypost.sip.transport.state;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.waypost.sip.HeaderEdits;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipMessage;
import org.waypost.sip.transport.wire.OctetBuffer;

/** The edits of one message: lines put in, lines taken out, a body; kept apart from the message until they are applied. */
public final class MessageEdits implements HeaderEdits {

    private record Body(String content, String type) {}

    private final SipMessage message;
    private final Predicate<byte[]> replace;
    private final List<String> inserted = new ArrayList<>(0);
    private final List<String> appended = new ArrayList<>(0);
    private final Map<Integer, String> between = new HashMap<>(0);
    private final Map<Integer, String> replaced = new HashMap<>(0);
    private final BitSet removed = new BitSet();
    private Optional<Body> body = Optional.empty();

    /** @param replace makes other octets the message being processed; false if they are none */
    public MessageEdits(SipMessage message, Predicate<byte[]> replace) {
        this.message = message;
        this.replace = replace;
    }

    /** The same edits, for another to go on with. */
    MessageEdits copy(Predicate<byte[]> replaceInCopy) {
        MessageEdits copy = new MessageEdits(message, replaceInCopy);
        copy.inserted.addAll(inserted);
        copy.appended.addAll(appended);
        copy.between.putAll(between);
        copy.replaced.putAll(replaced);
        copy.removed.or(removed);
        copy.body = body;
        return copy;
    }

    @Override
    public void append(String line) {
        appended.add(line);
    }

    @Override
    public void insert(String line) {
        inserted.add(line);
    }

    @Override
    public void insert(int index, String line) {
        between.merge(index, line, String::concat);
    }

    @Override
    public void remove(int index) {
        removed.set(index);
    }

    @Override
    public boolean isRemoved(int index) {
        return removed.get(index);
    }

    @Override
    public void replace(int index, String line) {
        replaced.put(index, line);
    }

    @Override
    public void body(String content, String contentType) {
        body = Optional.of(new Body(content, contentType));
    }

    @Override
    public List<String> inserted() {
        return List.copyOf(inserted);
    }

    @Override
    public List<String> appended() {
        return List.copyOf(appended);
    }

    @Override
    public boolean isEmpty() {
        return inserted.isEmpty()
                && appended.isEmpty()
                && between.isEmpty()
                && replaced.isEmpty()
                && removed.isEmpty()
                && body.isEmpty();
    }

    @Override
    public byte[] result() {
        OctetBuffer out = new OctetBuffer(message.octets().length() + 256);
        out.put(message.firstLine()).put("\r\n");
        inserted.forEach(out::put);
        for (int i = 0; i < message.headerCount(); i++) {
            out.put(between.getOrDefault(i, ""));
            if (!removed.get(i) && !isOfBody(message.headerName(i))) {
                line(out, i);
            }
        }
        out.put(between.getOrDefault(message.headerCount(), ""));
        appended.forEach(out::put);
        Octets content = body.map(Body::content).map(Octets::of).orElse(message.body());
        body.map(Body::type)
                .filter(type -> !type.isEmpty())
                .ifPresent(type -> out.put("Content-Type: ").put(type).put("\r\n"));
        if (body.isPresent()) {
            out.put("Content-Length: ").putNumber(content.length()).put("\r\n");
        }
        return out.put("\r\n").put(content).bytes();
    }

    @Override
    public boolean apply() {
        return isEmpty() || replace.test(result());
    }

    private void line(OctetBuffer out, int index) {
        String other = replaced.get(index);
        if (other == null) {
            out.put(message.headerLine(index));
        } else {
            out.put(other);
        }
    }

    private boolean isOfBody(HeaderName name) {
        return body.isPresent() && (name == HeaderName.CONTENT_LENGTH || name == HeaderName.CONTENT_TYPE);
    }
}
