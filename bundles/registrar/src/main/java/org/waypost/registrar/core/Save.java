package org.waypost.registrar.core;

import java.util.Arrays;
import java.util.Optional;
import org.waypost.registrar.Registrar;
import org.waypost.registrar.RegistrarExtension;
import org.waypost.registrar.SaveRequest;
import org.waypost.sip.ByteSink;
import org.waypost.sip.HeaderName;
import org.waypost.sip.NameAddress;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.sip.SipUri;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.UserLocation;

/** Takes one REGISTER through the checks, the extensions and the location table, and answers it (RFC 3261 10.3). */
final class Save {

    private final SipContext context;
    private final String table;
    private final int flags;
    private final Settings settings;
    private final SaveOptions options;
    private final RegistrarExtension[] known;
    private final SaveNotes notes;

    /** The extensions that are asked: none before the AoR and the contacts are known. */
    private SaveExtensions extensions = SaveExtensions.NONE;

    /**
     * @param known the extensions there are
     * @param notes takes down what is asked for and done
     */
    Save(
            SipContext context,
            String table,
            int flags,
            Settings settings,
            SaveOptions options,
            RegistrarExtension[] known,
            SaveNotes notes) {
        this.context = context;
        this.table = table;
        this.flags = flags;
        this.settings = settings;
        this.options = options;
        this.known = known;
        this.notes = notes;
    }

    /** @param givenUri instead of the To URI, or empty */
    SaveResult run(UserLocation location, String givenUri) {
        SipMessage message = Registering.message(context);
        Optional<SipUri> uri = givenUri.isEmpty() ? to(message) : SipUri.parse(givenUri);
        if (uri.isEmpty()) {
            return SaveResult.refused(Answer.INVALID_AOR);
        }
        AddressOfRecord aor = AddressOfRecord.of(uri.get(), location.useDomain(), settings);
        if (!aor.problem().isOk()) {
            return SaveResult.refused(aor.problem());
        }
        notes.aor(aor.text());
        if (isRfc() && !Registering.isReply(context)) {
            Answer unsupported = RequiredOptions.check(context.request(), known);
            if (!unsupported.isOk()) {
                return SaveResult.refused(unsupported);
            }
        }
        Registration registration = Registration.of(message, settings);
        notes.asked(registration);
        if (!registration.problem().isOk()) {
            return SaveResult.refused(registration.problem());
        }
        if (known.length > 0) {
            extensions = new SaveExtensions(
                    known,
                    new SaveRequest(
                            context,
                            table,
                            aor.text(),
                            uri.get(),
                            givenUri.isEmpty() ? uri.get() : to(message).orElse(uri.get()),
                            flags,
                            settings.compat(),
                            registration.kind(),
                            registration.contacts()));
        }
        return store(location, aor.text(), registration);
    }

    private static Optional<SipUri> to(SipMessage message) {
        return SipUri.parse(NameAddress.of(message.first(HeaderName.TO)).uri());
    }

    private SaveResult store(UserLocation location, String aor, Registration registration) {
        Optional<Answer> early = extensions.check();
        if (early.isPresent()) {
            return SaveResult.refused(early.get());
        }
        Answer refused = isRfc() ? extensions.review() : Answer.OK;
        if (!refused.isOk()) {
            return SaveResult.refused(refused);
        }
        ContactFactory factory = new ContactFactory(context, settings, options, extensions, flags, location.serverId());
        SaveResult result;
        try {
            result = location.update(
                    table, aor, new SaveChange(registration, factory, settings, options, flags, extensions, notes));
        } catch (LocationException failed) {
            return SaveResult.refused(Answer.of(failed.step()));
        }
        if (result.answer().isOk() && !isRfc()) {
            refused = extensions.review();
        }
        // to the script it is a success, as what was asked for was done
        return refused.isOk() ? result : new SaveResult(result.code(), refused, result.contacts(), result.now());
    }

    /** Tells the script of the contacts that the answer lists, in xavp_rcd. */
    void record(SaveResult result) {
        for (Contact contact : result.contacts()) {
            if (contact.isValid(result.now())) {
                ContactRecord.add(context, settings.scripts(), contact, result.now());
            }
        }
    }

    /** Sends the reply. */
    void reply(SaveResult result) {
        writeHeaders(result, context.replyHeaders());
        context.reply(result.answer().status(), result.answer().reason(), echoesRecordRoute());
    }

    /** Keeps the reply for later: the headers after a change in the context if they are to be prepared, else apart. */
    PreparedReply prepare(SaveResult result) {
        ByteSink out = context.replyHeaders();
        int start = out.length();
        boolean prepares = (flags & Registrar.PREPARE_HEADERS) != 0;
        writeHeaders(result, out);
        byte[] headers = {};
        if (!prepares || result.code() < 0) {
            byte[] all = out.bytes();
            headers = Arrays.copyOfRange(all, start, all.length);
            out.truncate(start);
        }
        return new PreparedReply(result.answer(), echoesRecordRoute(), headers);
    }

    private void writeHeaders(SaveResult result, ByteSink out) {
        ReplyHeaders.write(result, settings, extensions, context.receivedAt(), out);
    }

    // RFC 3261 10.3 and 12.1: a REGISTER makes no dialog, there is no route to record
    private boolean echoesRecordRoute() {
        return !isRfc();
    }

    private boolean isRfc() {
        return settings.compat() == Compat.RFC;
    }
}
