package org.waypost.path.edge;

/**
 * The parameters about outbound in force.
 *
 * @param forceFlag message flag for outbound, or -1
 * @param forceNoFlag message flag against outbound, or -1
 * @param secret of the flow tokens; empty for the kept key
 */
record FlowSettings(int forceFlag, int forceNoFlag, String secret) {

    static final int SHORTEST_SECRET = 16;

    static final FlowSettings DEFAULTS = new FlowSettings(-1, -1, "");

    FlowSettings {
        flag("force_outbound_flag", forceFlag);
        flag("force_no_outbound_flag", forceNoFlag);
        if (!secret.isEmpty() && secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("flow_token_secret has " + secret.length() + " characters; "
                    + SHORTEST_SECRET + " or more are wanted");
        }
    }

    /** @throws IllegalArgumentException naming the key, its value and what is wanted */
    static FlowSettings of(PathParameters parameters) {
        return new FlowSettings(
                parameters.force__outbound__flag(),
                parameters.force__no__outbound__flag(),
                parameters.flow__token__secret());
    }

    boolean forces(int flags) {
        return forceFlag >= 0 && (flags >> forceFlag & 1) != 0;
    }

    boolean forbids(int flags) {
        return forceNoFlag >= 0 && (flags >> forceNoFlag & 1) != 0;
    }

    private static void flag(String key, int flag) {
        if (flag < -1 || flag > 31) {
            throw new IllegalArgumentException(key + " = " + flag + " is not in -1..31");
        }
    }
}
