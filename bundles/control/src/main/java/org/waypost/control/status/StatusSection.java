package org.waypost.control.status;

import java.util.Map;

/** A part of {@code waypost status} that is there while the service it reports on is. */
public interface StatusSection {

    /** Adds entries: text, numbers, lists and maps of them. */
    void addTo(Map<String, Object> status);
}
