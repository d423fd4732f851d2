package org.waypost.pv.standard;

import java.util.Optional;
import org.waypost.pv.text.Uri;
import org.waypost.sip.Octets;
import org.waypost.sip.Value;

/** The parts of a URI as values. */
final class UriValues {

    private static final Value UDP = Value.of("UDP");
    private static final Value DEFAULT_PORT = Value.of("5060");

    private UriValues() {}

    static Value user(Optional<Uri> uri) {
        return uri.isEmpty() ? Value.NULL : Values.orNull(uri.get().user());
    }

    static Value host(Optional<Uri> uri) {
        return uri.isEmpty() ? Value.NULL : Values.orNull(uri.get().host());
    }

    /** The port as text, 5060 if there is none, whatever the scheme. */
    static Value port(Optional<Uri> uri) {
        if (uri.isEmpty()) {
            return Value.NULL;
        }
        int port = uri.get().port();
        return port == 0 ? DEFAULT_PORT : Value.of(Integer.toString(port));
    }

    /** The parameter {@code transport} as it was written, {@code UDP} if there is none. */
    static Value transport(Optional<Uri> uri) {
        if (uri.isEmpty()) {
            return Value.NULL;
        }
        Optional<Octets> named = uri.get().parameter("transport");
        return named.isEmpty() || named.get().isEmpty() ? UDP : Values.of(named.get());
    }

    /** The scheme; that of telephone numbers where the URI says {@code user=phone}. */
    static Value scheme(Optional<Uri> uri) {
        if (uri.isEmpty()) {
            return Value.NULL;
        }
        boolean phone = uri.get()
                .parameter("user")
                .filter(user -> user.contentEquals("phone"))
                .isPresent();
        if (!phone || uri.get().isTel()) {
            return Values.of(uri.get().scheme());
        }
        return Value.of(uri.get().scheme().length() == 4 ? "tels" : "tel");
    }
}
