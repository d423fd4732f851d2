package org.waypost.registrar.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.Octets;
import org.waypost.sip.SipRequest;

/** A request in text, its lines ended by CRLF. */
final class TestRequest implements SipRequest {

    private final Octets octets;
    private final Octets firstLine;
    private final List<Octets> lines = new ArrayList<>();

    TestRequest(String text) {
        octets = Octets.of(text);
        int start = 0;
        List<Octets> all = new ArrayList<>();
        while (start < octets.length()) {
            int end = octets.indexOf('\n', start);
            while (end >= 0 && end + 1 < octets.length() && (octets.at(end + 1) == ' ' || octets.at(end + 1) == '\t')) {
                end = octets.indexOf('\n', end + 1);
            }
            end = end < 0 ? octets.length() : end + 1;
            all.add(octets.sub(start, end));
            start = end;
        }
        firstLine = all.get(0).trim();
        for (Octets line : all.subList(1, all.size())) {
            if (!line.trim().isEmpty()) {
                lines.add(line);
            }
        }
    }

    @Override
    public Method method() {
        return Method.of(methodText());
    }

    @Override
    public Octets methodText() {
        return firstLine.sub(0, firstLine.indexOf(' ', 0));
    }

    @Override
    public Octets requestUri() {
        int from = firstLine.indexOf(' ', 0) + 1;
        return firstLine.sub(from, firstLine.lastIndexOf(' '));
    }

    @Override
    public long cseq() {
        Octets value = first(HeaderName.CSEQ);
        int space = value.indexOf(' ', 0);
        return space < 0 ? -1 : value.sub(0, space).number();
    }

    @Override
    public Octets octets() {
        return octets;
    }

    @Override
    public Octets firstLine() {
        return firstLine;
    }

    @Override
    public int headerCount() {
        return lines.size();
    }

    @Override
    public HeaderName headerName(int index) {
        Octets name = headerText(index);
        return HeaderName.of(name.array(), name.offset(), name.length());
    }

    @Override
    public Octets headerText(int index) {
        Octets line = lines.get(index);
        return line.sub(0, line.indexOf(':', 0)).trim();
    }

    @Override
    public Octets headerValue(int index) {
        Octets line = lines.get(index);
        return line.from(line.indexOf(':', 0) + 1).trim();
    }

    @Override
    public Octets headerLine(int index) {
        return lines.get(index);
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

    @Override
    public String toString() {
        return new String(octets.bytes(), StandardCharsets.ISO_8859_1);
    }
}
