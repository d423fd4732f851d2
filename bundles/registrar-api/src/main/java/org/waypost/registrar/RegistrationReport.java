package org.waypost.registrar;

import java.net.InetSocketAddress;
import java.util.List;
import org.waypost.sip.Transport;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Match;

/**
 * What one REGISTER asked for, what it was answered and why. Text is octets, as in {@link Contact}.
 *
 * @param at when it came, epoch milliseconds
 * @param transport it came over
 * @param source where it came from
 * @param table it was to be stored in
 * @param aor as it is stored; empty if it could not be read
 * @param callId its Call-ID
 * @param cseq the number of its CSeq, or -1
 * @param asked the contact URIs it names, in the order they are processed, the first {@link #MOST}; {@code *} alone, or empty if it only
 *     asks. Of a REGISTER that was accepted they are those of {@code changes}, and not here
 * @param status of the answer
 * @param error text of the header P-Registrar-Error; empty if it was accepted
 * @param returned what save() returned: 1 inserted or nothing changed, 2 updated, 3 deleted, 4 listed, -1 refused, -2 too many
 * @param listed how many contacts the answer lists
 * @param changes what was done, in order, the first {@link #MOST} of it; also what a REGISTER that was refused midway did before that
 * @param changed how many changes there were
 */
public record RegistrationReport(
        long at,
        Transport transport,
        InetSocketAddress source,
        String table,
        String aor,
        String callId,
        long cseq,
        List<String> asked,
        int status,
        String error,
        int returned,
        int listed,
        List<Change> changes,
        int changed) {

    /** So many URIs and changes are told of. */
    public static final int MOST = 16;

    /** What happened to a contact. */
    public enum Kind {
        INSERTED,
        UPDATED,
        DELETED,
        /** Removed as another one took its place: the same device after a restart, or save flag 4. */
        DISPLACED,
        /** The request was seen before: left as it was. */
        RETRANSMITTED
    }

    /**
     * One thing that was done.
     *
     * @param by how the stored contact was found; NOTHING for INSERTED, DISPLACED and where {@code *} removes
     * @param contact as it is stored then; as it last was if it was removed
     */
    public record Change(Kind kind, Match.By by, Contact contact) {}
}
