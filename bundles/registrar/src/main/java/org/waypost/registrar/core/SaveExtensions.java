package org.waypost.registrar.core;

import java.util.Optional;
import org.waypost.registrar.RegistrarExtension;
import org.waypost.registrar.Rejection;
import org.waypost.registrar.SaveRequest;
import org.waypost.sip.ByteSink;
import org.waypost.usrloc.Contact;

/** The extensions that one REGISTER goes through, in the order of their ranking. */
final class SaveExtensions {

    /** No extension at all. */
    static final SaveExtensions NONE = new SaveExtensions(new RegistrarExtension[0], null);

    private final RegistrarExtension[] extensions;
    private final SaveRequest request;

    /** @param request what they are shown */
    SaveExtensions(RegistrarExtension[] extensions, SaveRequest request) {
        this.extensions = extensions;
        this.request = request;
    }

    /** The answer, not always an error, that the request is refused with. */
    Optional<Answer> check() {
        for (RegistrarExtension extension : extensions) {
            Optional<Rejection> rejection = extension.check(request);
            if (rejection.isPresent()) {
                return Optional.of(Answer.of(rejection.get()));
            }
        }
        return Optional.empty();
    }

    boolean honoursRegId() {
        for (RegistrarExtension extension : extensions) {
            if (!extension.honoursRegId(request)) {
                return false;
            }
        }
        return true;
    }

    Answer checkContacts() {
        for (RegistrarExtension extension : extensions) {
            Optional<Rejection> rejection = extension.checkContacts(request);
            if (rejection.isPresent()) {
                return Answer.of(rejection.get());
            }
        }
        return Answer.OK;
    }

    Answer review() {
        if (extensions.length == 0 || request.repliesApart()) {
            return Answer.OK;
        }
        for (RegistrarExtension extension : extensions) {
            Optional<Rejection> rejection = extension.review(request);
            if (rejection.isPresent()) {
                return Answer.of(rejection.get());
            }
        }
        return Answer.OK;
    }

    Contact store(Contact contact) {
        Contact result = contact;
        for (RegistrarExtension extension : extensions) {
            result = extension.store(request, result);
        }
        return result;
    }

    void contactParameters(Contact contact, ByteSink out) {
        for (RegistrarExtension extension : extensions) {
            extension.contactParameters(request, contact, out);
        }
    }

    void replyHeaders(int status, ByteSink out) {
        for (RegistrarExtension extension : extensions) {
            extension.replyHeaders(request, status, out);
        }
    }
}
