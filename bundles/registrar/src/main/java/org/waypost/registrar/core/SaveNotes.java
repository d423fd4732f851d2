package org.waypost.registrar.core;

import java.util.ArrayList;
import java.util.List;
import org.waypost.registrar.RegistrationReport;
import org.waypost.registrar.RegistrationReport.Change;
import org.waypost.registrar.RegistrationReport.Kind;
import org.waypost.registrar.SaveRequest;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Match;

/** What one REGISTER asks for and does, noted on the way for those who are told of it; {@link #NONE} notes nothing. */
final class SaveNotes {

    static final SaveNotes NONE = new SaveNotes(false);

    private static final int LONGEST_TEXT = 512;

    private final boolean isOn;
    private String aor = "";
    private Registration registration = Registration.UNREAD;
    private List<Change> changes = List.of();
    private int count;

    private SaveNotes(boolean isOn) {
        this.isOn = isOn;
    }

    static SaveNotes of(boolean isOn) {
        return isOn ? new SaveNotes(true) : NONE;
    }

    void aor(String text) {
        if (isOn) {
            aor = text;
        }
    }

    void asked(Registration read) {
        if (isOn) {
            registration = read;
        }
    }

    /** The change of the record begins, perhaps once more. */
    void begin() {
        if (isOn) {
            changes = List.of();
            count = 0;
        }
    }

    /** What was noted is undone. */
    void abandon() {
        begin();
    }

    void did(Kind kind, Match.By by, Contact contact) {
        if (isOn && count++ < RegistrationReport.MOST) {
            Change change = new Change(kind, by, contact);
            if (changes.isEmpty()) {
                // most REGISTERs do one thing
                changes = List.of(change);
                return;
            }
            if (changes.size() == 1) {
                changes = new ArrayList<>(changes);
            }
            changes.add(change);
        }
    }

    RegistrationReport report(SipContext context, String table, SaveResult result) {
        return new RegistrationReport(
                context.receivedAt(),
                context.flow().transport(),
                context.flow().remote(),
                table,
                aor,
                callId(context),
                Registering.cseq(context),
                changes.isEmpty() || !result.answer().isOk() ? asked() : List.of(),
                result.answer().status(),
                result.answer().error(),
                result.code(),
                result.contacts().size(),
                changes,
                count);
    }

    // a contact that was stored has it
    private String callId(SipContext context) {
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (change.kind() != Kind.DELETED && change.kind() != Kind.DISPLACED) {
                return change.contact().callId();
            }
        }
        return text(Registering.message(context).first(HeaderName.CALL_ID));
    }

    private List<String> asked() {
        if (registration.kind() == SaveRequest.Kind.STAR) {
            return List.of("*");
        }
        return registration.contacts().stream()
                .limit(RegistrationReport.MOST)
                .map(contact -> text(contact.uri()))
                .toList();
    }

    private static String text(Octets octets) {
        return octets.length() <= LONGEST_TEXT
                ? octets.toString()
                : octets.sub(0, LONGEST_TEXT).toString();
    }
}
