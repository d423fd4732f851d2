package org.waypost.pv.standard;

import org.waypost.sip.Branch;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** An attribute of a branch, by the name that {@code $branch} gives it. */
record BranchAttribute(String name, Sockets sockets) {

    /** @throws IllegalArgumentException if there is no such attribute */
    static BranchAttribute of(String name, Sockets sockets) {
        return switch (name) {
            case "uri", "dst_uri", "path", "q", "send_socket", "flags", "ruid", "location_ua", "otcpid", "count" ->
                new BranchAttribute(name, sockets);
            default -> throw new IllegalArgumentException("$branch(" + name + ") is no attribute of a branch");
        };
    }

    boolean isCount() {
        return name.equals("count");
    }

    boolean isUri() {
        return name.equals("uri");
    }

    Value get(Branch branch) {
        return switch (name) {
            case "uri" -> Value.of(branch.uri());
            case "dst_uri" -> Values.orNull(branch.destination());
            case "path" -> Values.orNull(branch.path());
            case "q" -> branch.q() < 0 ? Value.NULL : Value.of(branch.q());
            case "send_socket" -> Values.orNull(branch.socket());
            case "flags" -> Value.of(branch.flags());
            case "ruid" -> Values.orNull(branch.ruid());
            case "location_ua" -> Values.orNull(branch.userAgent());
            case "otcpid" -> Value.of(Math.max(branch.flow(), 0));
            default -> Value.NULL;
        };
    }

    /** The branch with the attribute set, or the very same branch if it cannot be set to this. */
    Branch set(SipContext context, Branch branch, Value value) {
        boolean number = value.isNumber();
        boolean text = !number;
        return switch (name) {
            case "uri" -> value.isText() && !value.text().isEmpty() ? branch.withUri(value.text()) : branch;
            case "dst_uri" -> text ? branch.withDestination(value.text()).withFlow(-1) : branch;
            case "path" -> text ? branch.withPath(value.text()) : branch;
            case "q" -> number || value.isNull() ? withQ(branch, number ? (int) value.number() : -1) : branch;
            case "flags" -> number || value.isNull() ? branch.withFlags((int) value.number()) : branch;
            case "send_socket" ->
                branch.withSocket(value.isText() && sockets.isLocal(context, value.text()) ? value.text() : "");
            default -> branch;
        };
    }

    private static Branch withQ(Branch branch, int q) {
        return q > 1000 ? branch : branch.withQ(Math.max(q, -1));
    }
}
