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
    static final SaveExtensions NONE = new SaveExtensions(new RegistrarExtension[0], null, false);

    private final RegistrarExtension[] extensions;
    private final SaveRequest request;
    private final boolean addHeaders;

    private SaveExtensions(RegistrarExtension[] extensions, SaveRequest request, boolean addHeaders) {
        this.extensions = extensions;
        this.request = request;
        this.addHeaders = addHeaders;
    }

    /** @param request what they are shown */
    static SaveExtensions of(RegistrarExtension[] extensions, SaveRequest request) {
        return new SaveExtensions(extensions, request, true);
    }

    /** The same, but they add no header to the reply: as Kamailio does for a reply that is sent apart from save(). */
    SaveExtensions withoutHeaders() {
        return new SaveExtensions(extensions, request, false);
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
        if (addHeaders) {
            for (RegistrarExtension extension : extensions) {
                extension.replyHeaders(request, status, out);
            }
        }
    }
}
