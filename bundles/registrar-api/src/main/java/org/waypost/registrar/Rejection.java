package org.waypost.registrar;

/**
 * The answer to a REGISTER that is refused.
 *
 * @param status 400..699, or 200 where that is allowed
 * @param reason the reason phrase
 * @param error text of the header P-Registrar-Error; empty for none
 * @param headers header lines to add, each ended by CRLF; empty for none
 */
public record Rejection(int status, String reason, String error, String headers) {

    /** 400 Bad Request. */
    public static Rejection badRequest(String error) {
        return new Rejection(400, "Bad Request", error, "");
    }

    /** 420 Bad Extension, with the option tag in Unsupported. */
    public static Rejection badExtension(String error, String optionTag) {
        return new Rejection(420, "Bad Extension", error, "Unsupported: " + optionTag + "\r\n");
    }

    /** 500 Server Internal Error. */
    public static Rejection serverError(String error) {
        return new Rejection(500, "Server Internal Error", error, "");
    }
}
