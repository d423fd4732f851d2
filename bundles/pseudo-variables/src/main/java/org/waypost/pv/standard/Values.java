package org.waypost.pv.standard;

import java.util.List;
import org.waypost.sip.Octets;
import org.waypost.sip.PseudoVariableProvider.Index;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.sip.Value;

/** What the groups of variables share. */
final class Values {

    private Values() {}

    /** The message in hand: the reply while one is processed, else the request. */
    static SipMessage message(SipContext context) {
        var response = context.response();
        return response.isPresent() ? response.get() : context.request();
    }

    static Value of(Octets octets) {
        return Value.of(octets.toString());
    }

    /** {@link Value#NULL} for empty octets. */
    static Value orNull(Octets octets) {
        return octets.isEmpty() ? Value.NULL : of(octets);
    }

    /** {@link Value#NULL} for empty text. */
    static Value orNull(String text) {
        return text.isEmpty() ? Value.NULL : Value.of(text);
    }

    /** The position {@code index} means among {@code count} values, or -1 if there is none such. */
    static int position(Index index, int count) {
        int position = index.number() < 0 ? count + index.number() : index.number();
        return position < count ? Math.max(position, -1) : -1;
    }

    /** All values, {@code delimiter} between them. */
    static Value joined(List<Value> values, String delimiter) {
        if (values.isEmpty()) {
            return Value.NULL;
        }
        StringBuilder text = new StringBuilder();
        for (Value value : values) {
            text.append(delimiter).append(value.text());
        }
        text.delete(0, delimiter.length());
        return Value.of(text.toString());
    }
}
