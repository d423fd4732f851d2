package org.waypost.registrar.core;

import org.waypost.registrar.Rejection;
import org.waypost.usrloc.LocationException;

/**
 * What a REGISTER is answered, but for the contacts.
 *
 * @param status 200..699
 * @param reason the reason phrase
 * @param error text of the header P-Registrar-Error; empty for none
 * @param headers header lines to add, each ended by CRLF; empty for none
 * @param outage whether the location table is away, so that it is worth trying again
 */
record Answer(int status, String reason, String error, String headers, boolean outage) {

    static final Answer OK = new Answer(200, "OK", "", "", false);
    static final Answer INVALID_CSEQ = badRequest("Invalid CSeq number");
    static final Answer INVALID_AOR = badRequest("Error while parsing AOR");
    static final Answer INVALID_Q = badRequest("Invalid q param in contact");
    static final Answer INVALID_MESSAGE = badRequest("Message parse error");
    static final Answer INVALID_EXPIRES = badRequest("Expires parse error");
    static final Answer INVALID_CONTACT = badRequest("Contact parse error");
    static final Answer INVALID_REG_ID = badRequest("Invalid Reg-Id number");
    static final Answer INVALID_USER = badRequest("Error while unescaping username");
    static final Answer STAR_EXPIRES = badRequest("* used in contact and expires is not zero");
    static final Answer STAR_AND_MORE = badRequest("* used in contact and more than 1 contact");
    static final Answer CONTACT_TOO_LONG = badRequest("Contact/received too long");
    static final Answer CALL_ID_TOO_LONG = badRequest("Callid too long");
    static final Answer AOR_TOO_LONG =
            new Answer(500, "Server Internal Error", "Address Of Record too long", "", false);
    static final Answer TOO_BRIEF = new Answer(423, "Interval Too Brief", "Interval too brief", "", false);
    static final Answer TOO_MANY = new Answer(503, "Service Unavailable", "Too many registered contacts", "", false);
    static final Answer NO_LOCATION = new Answer(503, "Service Unavailable", "usrloc not available", "", true);

    static Answer of(Rejection rejection) {
        return new Answer(rejection.status(), rejection.reason(), rejection.error(), rejection.headers(), false);
    }

    static Answer of(LocationException.Step step) {
        String error = switch (step) {
            case RECORD_GET -> "usrloc_record_get failed";
            case RECORD_NEW -> "usrloc_record_new failed";
            case RECORD_INSERT -> "usrloc_record_insert failed";
            case RECORD_DELETE -> "usrloc_record_delete failed";
            case CONTACT_INSERT -> "usrloc_contact_insert failed";
            case CONTACT_UPDATE -> "usrloc_contact_update failed";
            case CONTACT_DELETE -> "usrloc_contact_delete failed";
        };
        return new Answer(500, "Server Internal Error", error, "", true);
    }

    /** 420 Bad Extension that names the option tags in Unsupported. */
    static Answer unsupported(String optionTags) {
        return new Answer(420, "Bad Extension", "", "Unsupported: " + optionTags + "\r\n", false);
    }

    boolean isOk() {
        return status == 200;
    }

    private static Answer badRequest(String error) {
        return new Answer(400, "Bad Request", error, "", false);
    }
}
