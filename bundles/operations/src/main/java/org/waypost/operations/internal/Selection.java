package org.waypost.operations.internal;

import java.util.List;

/** The statistics somebody means by some selectors. */
record Selection(List<String> selectors) {

    boolean has(String group, String name) {
        if (selectors.isEmpty()) {
            return true;
        }
        for (String selector : selectors) {
            int colon = selector.indexOf(':');
            boolean matches = colon < 0
                    ? selector.equals(name) || selector.equals("all")
                    : selector.startsWith(group)
                            && colon == group.length()
                            && (selector.length() == colon + 1
                                    || selector.endsWith(name) && selector.length() == colon + 1 + name.length());
            if (matches) {
                return true;
            }
        }
        return false;
    }
}
