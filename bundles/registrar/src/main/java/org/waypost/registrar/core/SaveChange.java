package org.waypost.registrar.core;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.waypost.registrar.Registrar;
import org.waypost.registrar.RegistrationReport.Kind;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Match;
import org.waypost.usrloc.RecordEdit;
import org.waypost.usrloc.RecordUpdate;

/**
 * Applies one REGISTER to the record of its AoR (RFC 3261 10.3 steps 6 and 7).
 *
 * <p>With compat=kamailio a request that is refused midway leaves what was already done to a record that existed
 * before; a new record is dropped. With compat=rfc it leaves nothing.
 */
final class SaveChange implements RecordUpdate<SaveResult> {

    private final Registration registration;
    private final ContactFactory factory;
    private final Settings settings;
    private final SaveOptions options;
    private final int flags;
    private final SaveExtensions extensions;
    private final SaveNotes notes;

    /** What save() returns: the last thing done. */
    private int code;

    /** Whether the rest of the contacts is to be ignored. */
    private boolean finished;

    SaveChange(
            Registration registration,
            ContactFactory factory,
            Settings settings,
            SaveOptions options,
            int flags,
            SaveExtensions extensions,
            SaveNotes notes) {
        this.registration = registration;
        this.factory = factory;
        this.settings = settings;
        this.options = options;
        this.flags = flags;
        this.extensions = extensions;
        this.notes = notes;
    }

    @Override
    public SaveResult apply(RecordEdit edit) {
        notes.begin();
        return switch (registration.kind()) {
            case QUERY -> new SaveResult(SaveResult.LISTED, Answer.OK, edit.contacts(), edit.now());
            case STAR -> removeAll(edit);
            case CONTACTS -> applyContacts(edit);
        };
    }

    private SaveResult removeAll(RecordEdit edit) {
        List<Contact> contacts = edit.contacts();
        if (settings.compat() == Compat.RFC && contacts.stream().anyMatch(factory::isStale)) {
            // RFC 3261 10.3 step 6
            return new SaveResult(SaveResult.ERROR, Answer.INVALID_CSEQ, contacts, edit.now());
        }
        for (Contact contact : contacts) {
            edit.delete(contact);
            notes.did(Kind.DELETED, Match.By.NOTHING, contact);
        }
        return new SaveResult(SaveResult.DELETED, Answer.OK, List.of(), edit.now());
    }

    private SaveResult applyContacts(RecordEdit edit) {
        List<Contact> before = edit.contacts();
        boolean isNew = edit.isNew();
        int maxContacts = options.maxContacts(settings);
        boolean replaces = !isNew && (flags & Registrar.REPLACE) != 0;
        List<ContactValue> values = registration.contacts();
        // Kamailio looks at the first contact of a known AoR before it counts them and before it looks at their times
        Answer problem = isNew ? Answer.OK : factory.check(values.get(0), true);
        if (problem.isOk() && !isNew && !replaces && maxContacts > 0) {
            problem = checkLimit(edit, maxContacts);
        }
        code = SaveResult.INSERTED;
        finished = false;
        int count = 0;
        for (int i = 0; i < values.size() && problem.isOk() && !finished; i++) {
            ContactValue value = values.get(i);
            long seconds = seconds(value);
            if (isNew && seconds == 0) {
                continue;
            }
            if (isNew && count == 0 && settings.compat() == Compat.KAMAILIO) {
                // in Kamailio the first contact to be stored has all but its URI and time from the first that is named
                value = values.get(0).withUri(value.uri());
            }
            if (seconds == ExpiryRules.TOO_BRIEF) {
                problem = Answer.TOO_BRIEF;
            } else if (isNew && maxContacts > 0 && count == maxContacts) {
                problem = Answer.TOO_MANY;
            } else if (count > 0 || isNew) {
                problem = factory.check(value, count == 0);
            }
            if (problem.isOk()) {
                count++;
                problem = store(edit, value, seconds, isNew, replaces);
            }
        }
        if (problem == Answer.INVALID_REG_ID && count == 0 && settings.compat() == Compat.KAMAILIO) {
            // Kamailio answers 200 and stores nothing if the first contact is the one whose reg-id is bad
            return new SaveResult(SaveResult.ERROR, Answer.OK, before, edit.now());
        }
        return problem.isOk()
                ? new SaveResult(code, Answer.OK, edit.contacts(), edit.now())
                : refuse(edit, problem, before, isNew);
    }

    private Answer store(RecordEdit edit, ContactValue value, long seconds, boolean isNew, boolean replaces) {
        Contact contact = make(edit, value, seconds);
        Match match = edit.match(contact, settings.compat());
        // two contacts of a first REGISTER that are the same: the later one counts
        Match.Kind kind = isNew && match.kind() != Match.Kind.NONE ? Match.Kind.FOUND : match.kind();
        if (kind == Match.Kind.STALE) {
            return Answer.INVALID_CSEQ;
        }
        if (kind == Match.Kind.RETRANSMISSION) {
            notes.did(Kind.RETRANSMITTED, match.by(), match.contact().orElseThrow());
            return Answer.OK;
        }
        if (kind == Match.Kind.NONE && seconds == 0) {
            return Answer.OK;
        }
        if (seconds == 0) {
            edit.delete(match.contact().orElseThrow());
            notes.did(Kind.DELETED, match.by(), match.contact().orElseThrow());
            code = SaveResult.DELETED;
            return Answer.OK;
        }
        Contact stored;
        if (kind == Match.Kind.NONE) {
            stored = edit.insert(contact);
            notes.did(Kind.INSERTED, Match.By.NOTHING, stored);
            code = SaveResult.INSERTED;
        } else {
            Contact old = match.contact().orElseThrow();
            if (!contact.instance().isEmpty() && !factory.isCallIdOf(old)) {
                // a device that starts anew has lost its other flows (RFC 5626 6); Kamailio leaves it at that contact
                removeOthers(edit, old, old.instance());
                finished = settings.compat() == Compat.KAMAILIO;
            }
            stored = edit.replace(old, contact, settings.compat());
            notes.did(Kind.UPDATED, match.by(), stored);
            code = SaveResult.UPDATED;
        }
        if (replaces) {
            removeOthers(edit, stored, "");
            finished = true;
        }
        return Answer.OK;
    }

    /** Removes all contacts but {@code kept}, or all of {@code instance} if that is not empty. */
    private void removeOthers(RecordEdit edit, Contact kept, String instance) {
        for (Contact contact : edit.contacts()) {
            if (!contact.ruid().equals(kept.ruid())
                    && (instance.isEmpty() || contact.instance().equals(instance))) {
                edit.delete(contact);
                notes.did(Kind.DISPLACED, Match.By.NOTHING, contact);
            }
        }
    }

    private SaveResult refuse(RecordEdit edit, Answer problem, List<Contact> before, boolean isNew) {
        int returned = problem == Answer.TOO_MANY ? SaveResult.TOO_MANY : SaveResult.ERROR;
        if (isNew || settings.compat() == Compat.RFC) {
            edit.abandon();
            notes.abandon();
            return new SaveResult(returned, problem, before, edit.now());
        }
        return new SaveResult(returned, problem, edit.contacts(), edit.now());
    }

    /**
     * Counts the valid contacts of a known AoR and those that the request adds, each time it names them. Kamailio looks
     * for all of them under the instance of the first.
     */
    private Answer checkLimit(RecordEdit edit, int maxContacts) {
        int count = 0;
        for (Contact contact : edit.contacts()) {
            count += contact.isValid(edit.now()) ? 1 : 0;
        }
        boolean tooBrief = false;
        Contact first = null;
        for (ContactValue value : registration.contacts()) {
            Contact contact = make(edit, value, 0);
            if (settings.compat() == Compat.KAMAILIO) {
                first = first == null ? contact : first;
                contact = contact.withInstance(first.instance()).withRegId(first.regId());
            }
            Match.Kind kind = edit.match(contact, settings.compat()).kind();
            if (kind == Match.Kind.STALE) {
                return Answer.INVALID_CSEQ;
            }
            long seconds = seconds(value);
            tooBrief |= seconds == ExpiryRules.TOO_BRIEF;
            if (kind == Match.Kind.NONE && seconds != 0) {
                count++;
            } else if (kind == Match.Kind.FOUND && seconds == 0) {
                count--;
            }
        }
        return count > maxContacts ? Answer.TOO_MANY : tooBrief ? Answer.TOO_BRIEF : Answer.OK;
    }

    private Contact make(RecordEdit edit, ContactValue value, long seconds) {
        long expires = ExpiryRules.end(edit.now(), seconds, settings.compat());
        return extensions.store(factory.make(value, expires, edit.now(), edit.contacts()));
    }

    private long seconds(ContactValue value) {
        boolean given = options.expires() != ExpiryRules.ABSENT;
        return ExpiryRules.granted(
                given ? options.expires() : ExpiryRules.asked(value.expires(), registration.expires()),
                !given && (flags & Registrar.NO_RANGE) == 0,
                settings,
                ThreadLocalRandom.current());
    }
}
