package org.waypost.kemi.pvx;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.waypost.sip.SipContext;
import org.waypost.sip.Xavps;
import org.waypost.sip.Xavps.Entry;

/** The kinds of extended AVPs: with several values, with one value each, with names in any case. */
enum XavpKind {
    XAVP,
    XAVU,
    XAVI;

    /** The lists that are not the request's own XAVPs. */
    private static final class Lists {
        private final Xavps unique;
        private final Xavps anyCase;

        private Lists(SipContext context) {
            unique = context.xavps().newList();
            anyCase = context.xavps().newList();
        }
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    Xavps list(SipContext context) {
        return switch (this) {
            case XAVP -> context.xavps();
            case XAVU -> context.attachment(Lists.class, () -> new Lists(context)).unique;
            case XAVI -> context.attachment(Lists.class, () -> new Lists(context)).anyCase;
        };
    }

    /** The name as it stands in the list, which may differ in case for {@link #XAVI}. */
    String spelling(Xavps list, String name) {
        if (this != XAVI) {
            return name;
        }
        List<Entry> entries = list.entries();
        return entries.stream()
                .map(Entry::name)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(name);
    }

    Optional<Entry> find(Xavps list, String name, int index) {
        return index < 0 ? Optional.empty() : list.get(spelling(list, name), index);
    }
}
