package org.waypost.control.deploy;

import java.io.File;

/**
 * What has come of a jar of the deploy folders.
 *
 * @param name symbolic name of its bundle; empty if it is none
 * @param version of its bundle; empty if it is none
 * @param reason why it does not run; empty if it does
 */
record Outcome(File file, String name, String version, State state, String reason) {

    enum State {
        /** Its bundle is installed. */
        DEPLOYED("deployed"),
        /** There is one as new or newer. */
        NOT_TAKEN("not taken"),
        /** It does not work; what was there goes on. */
        BROKEN("broken");

        private final String text;

        State(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
