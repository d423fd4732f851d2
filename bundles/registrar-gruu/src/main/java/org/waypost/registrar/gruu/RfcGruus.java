package org.waypost.registrar.gruu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waypost.registrar.LookupRequest;
import org.waypost.registrar.Resolution;
import org.waypost.registrar.SaveRequest;
import org.waypost.sip.ByteSink;
import org.waypost.sip.Octets;
import org.waypost.sip.SipUri;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;

/**
 * What compat=rfc changes: GRUUs that are proper URIs, and a new temporary one each time, all valid until the Call-ID changes (RFC 5627
 * 5.4). They are read whatever compat is now.
 */
final class RfcGruus {

    private final Token token;

    RfcGruus(Token token) {
        this.token = token;
    }

    /** Writes the public and a new temporary GRUU of a contact as parameters of it. */
    void write(SaveRequest request, Contact contact, ByteSink out) {
        SipUri aor = request.uri();
        String instance = Gr.bare(contact.instance());
        // RFC 5627 5.4: of the scheme of the AoR, and the AoR but for its parameter gr
        String scheme = aor.scheme() == SipUri.Scheme.SIPS ? "sips:" : "sip:";
        out.put(";pub-gruu=\"").put(scheme);
        if (!aor.user().isEmpty()) {
            out.put(aor.user()).put('@');
        }
        out.put(aor.host()).put(";gr=").put(Escapes.ofParameter(instance)).put("\";temp-gruu=\"");
        out.put(scheme)
                .put(token.make(request.aor(), instance, contact.callId()))
                .put('@')
                .put(aor.host())
                .put(";gr\"");
    }

    /** The device a temporary GRUU stands for; malformed if this server did not make it or a new Call-ID has made it invalid. */
    Resolution resolve(LookupRequest request) {
        Optional<Token.Reading> reading = token.read(request.uri().user().toString());
        if (reading.isEmpty()) {
            // one that was given out with compat=kamailio goes on to work
            Resolution resolution = TemporaryGruu.resolve(request);
            return resolution.contacts().isEmpty() && request.compat() == Compat.RFC
                    ? Resolution.MALFORMED
                    : resolution;
        }
        List<Contact> ofDevice = new ArrayList<>();
        List<Contact> valid = new ArrayList<>();
        for (Contact contact : contacts(request, reading.get().aor())) {
            if (reading.get().isOf(Gr.bare(contact.instance()))) {
                ofDevice.add(contact);
                if (reading.get().isUnder(contact.callId())) {
                    valid.add(contact);
                }
            }
        }
        return valid.isEmpty() && !ofDevice.isEmpty() ? Resolution.MALFORMED : Resolution.of(valid);
    }

    private static List<Contact> contacts(LookupRequest request, String aor) {
        return request.location()
                .find(request.table(), aor)
                .map(AddressRecord::contacts)
                .orElse(List.of());
    }

    /** Whether {@code contact} is a GRUU of the AoR that {@code request} registers. */
    boolean isOwn(SaveRequest request, Octets contact) {
        SipUri uri = SipUri.parse(contact).orElse(null);
        Octets gr = uri == null ? null : Gr.of(uri).orElse(null);
        if (gr == null) {
            return false;
        }
        boolean sameHost = uri.host().equalsIgnoreCase(request.uri().host());
        if (!gr.isEmpty()) {
            return sameHost
                    && Escapes.undo(uri.user())
                            .equalsIgnoreCase(Escapes.undo(request.uri().user()));
        }
        Optional<Token.Reading> reading = token.read(uri.user().toString());
        return reading.isPresent()
                ? reading.get().aor().equals(request.aor())
                : sameHost
                        && TemporaryGruu.hash(uri.user()) == Integer.toUnsignedLong(AddressRecord.hash(request.aor()));
    }
}
