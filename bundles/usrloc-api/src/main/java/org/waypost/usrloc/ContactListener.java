package org.waypost.usrloc;

import java.util.EnumSet;
import java.util.Set;

/** A whiteboard service that is told of each change of the location tables, after it was stored; in order for each AoR. */
public interface ContactListener {

    /**
     * Must be quick and must not throw: it runs on the thread that made the change, or on one that is still telling of a change of the
     * same AoR made before it. It may use {@link UserLocation} itself; the events of such a change come after this one.
     */
    void changed(ContactEvent event);

    /** What it is to be told of, asked once. While nobody listens to more than EXPIRE, a REGISTER costs nothing more. */
    default Set<ContactEvent.Kind> kinds() {
        return EnumSet.allOf(ContactEvent.Kind.class);
    }
}
