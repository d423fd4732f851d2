package org.waypost.kemi.core;

import org.waypost.kemi.Arguments;
import org.waypost.kemi.Functions;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;

/** Tests of the method: of a request its own, of a reply that of its CSeq. */
final class MethodTests {

    private static final Method[] TESTED = {
        Method.INVITE,
        Method.ACK,
        Method.BYE,
        Method.CANCEL,
        Method.REGISTER,
        Method.MESSAGE,
        Method.OPTIONS,
        Method.SUBSCRIBE,
        Method.PUBLISH,
        Method.REFER,
        Method.INFO,
        Method.NOTIFY,
        Method.PRACK,
        Method.UPDATE,
        Method.KDMQ,
        Method.GET,
        Method.POST,
        Method.PUT,
        Method.DELETE
    };

    private MethodTests() {}

    static void add(Functions core) {
        for (Method method : TESTED) {
            core.test("is_" + method, "Whether the method is " + method + ".", context -> method(context) == method);
        }
        core.add(
                "is_method",
                "s",
                "Whether the method is the one given; of a list only the first counts.",
                (c, a) -> isFirstOf(text(c), Arguments.text(a, 0)));
        core.add(
                "is_method_in",
                "s",
                "Whether the method is one of those with these letters: INVITE, ACK, BYE, CANCEL, REGISTER, MESSAGE, OPTIONS,"
                        + " SUBSCRIBE, PUBLISH, NOTIFY, UPDATE, KDMQ, GET and DELETE their first, PRACK E, REFER F, POST T, PUT V.",
                (c, a) -> hasLetter(method(c), Arguments.text(a, 0)));
    }

    private static Method method(SipContext context) {
        return context.response().isEmpty() ? context.request().method() : Method.of(text(context));
    }

    private static Octets text(SipContext context) {
        if (context.response().isEmpty()) {
            return context.request().methodText();
        }
        Octets cseq = context.response().get().first(HeaderName.CSEQ);
        int space = cseq.indexOf(' ', 0);
        return space < 0 ? Octets.EMPTY : cseq.from(space).trim();
    }

    // In KEMI, unlike in the native script, only the first method of a list counts.
    private static boolean isFirstOf(Octets method, String list) {
        int end = list.indexOf('|');
        return method.equalsIgnoreCase(end < 0 ? list : list.substring(0, end));
    }

    private static boolean hasLetter(Method method, String letters) {
        char letter = letter(method);
        for (int i = 0; i < letters.length(); i++) {
            if (Character.toUpperCase(letters.charAt(i)) == letter) {
                return true;
            }
        }
        return false;
    }

    private static char letter(Method method) {
        return switch (method) {
            case PRACK -> 'E';
            case REFER -> 'F';
            case POST -> 'T';
            case PUT -> 'V';
            case INFO, OTHER -> 0;
            default -> method.name().charAt(0);
        };
    }
}
