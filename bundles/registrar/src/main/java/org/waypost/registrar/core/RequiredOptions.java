package org.waypost.registrar.core;

import org.waypost.registrar.RegistrarExtension;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipRequest;

/** Finds the option tags of Require that nobody here understands (RFC 3261 8.2.2.3). */
final class RequiredOptions {

    private RequiredOptions() {}

    /** 420 that names them in Unsupported, or {@link Answer#OK}. */
    static Answer check(SipRequest request, RegistrarExtension[] extensions) {
        StringBuilder unknown = new StringBuilder();
        for (int index = request.indexOf(HeaderName.REQUIRE, 0);
                index >= 0;
                index = request.indexOf(HeaderName.REQUIRE, index + 1)) {
            Octets value = request.headerValue(index);
            for (int from = 0; from <= value.length(); ) {
                int comma = value.indexOf(',', from);
                int end = comma < 0 ? value.length() : comma;
                Octets tag = value.sub(from, end).trim();
                if (!tag.isEmpty() && !isUnderstood(tag, extensions)) {
                    unknown.append(unknown.isEmpty() ? "" : ", ").append(tag);
                }
                from = end + 1;
            }
        }
        return unknown.isEmpty() ? Answer.OK : Answer.unsupported(oneLine(unknown));
    }

    private static boolean isUnderstood(Octets tag, RegistrarExtension[] extensions) {
        for (RegistrarExtension extension : extensions) {
            for (String known : extension.optionTags()) {
                if (tag.equalsIgnoreCase(known)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String oneLine(CharSequence text) {
        return text.toString().replace('\r', ' ').replace('\n', ' ');
    }
}
