package org.waypost.usrloc;

/** A whiteboard service that is told of each change of the location tables, after it was stored; in order for each AoR. */
public interface ContactListener {

    /** Must be quick and must not throw: it runs on the thread that made the change. */
    void changed(ContactEvent event);
}
