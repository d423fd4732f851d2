package org.waypost.itest.kit;

/** Whether the tests run in the sizes of the acceptance criteria ({@code -Dsoak=true}) or in shorter ones. */
public final class Soak {

    public static final boolean ON = Boolean.getBoolean("soak");

    private Soak() {}

    /** The one or the other. */
    public static int choose(int normally, int soaking) {
        return ON ? soaking : normally;
    }
}
