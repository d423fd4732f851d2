package org.waypost.pv.standard;

import java.util.ArrayList;
import java.util.List;
import org.waypost.sip.Branch;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider.Index;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** The targets beside the Request-URI: {@code $br}, {@code $branch(attribute)[index]}, {@code $ds}. */
final class BranchVariables {

    /** What Kamailio takes beside the Request-URI, twelve in all. */
    private BranchVariables() {}

    static void define(Catalog catalog, Sockets sockets) {
        catalog.assign(
                        "br",
                        "URI of the first additional branch; setting it adds a branch",
                        context -> context.branches().isEmpty()
                                ? Value.NULL
                                : Value.of(context.branches().get(0).uri()),
                        BranchVariables::add)
                .read("bR", "URIs of all additional branches", BranchVariables::all)
                .read(
                        "ds",
                        "Destination set: a Contact header of all branches, without its line end",
                        context -> destinations(context))
                .assign(
                        "fs",
                        "Socket to send from, transport:host:port; set to one of this server only",
                        context -> Values.orNull(context.target().socket()),
                        (context, value) -> force(context, value, sockets))
                .read(
                        "fsp",
                        "Port of the socket to send from, or 0",
                        context -> Value.of(port(context.target().socket())))
                .read(
                        "ruid",
                        "Unique id of the location record of the Request-URI",
                        context -> Values.orNull(context.target().ruid()))
                .read(
                        "location_ua",
                        "User-Agent of the location record of the Request-URI",
                        context -> Values.orNull(context.target().userAgent()))
                .define(new Definition(
                        "branch",
                        "uri|dst_uri|path|q|send_socket|flags|ruid|location_ua|otcpid|count",
                        true,
                        "Attribute of the additional branch at an index, negative counting from the end; count is the number"
                                + " of them. Setting uri to nothing removes the branch",
                        (inner, index) -> new Attribute(BranchAttribute.of(inner, sockets), index)));
    }

    private static boolean add(SipContext context, Value value) {
        return value.isText() && !value.text().isEmpty() && context.addBranch(Branch.to(value.text()));
    }

    private static Value all(SipContext context) {
        List<Branch> branches = context.branches();
        if (branches.isEmpty()) {
            return Value.NULL;
        }
        StringBuilder text = new StringBuilder();
        for (Branch branch : branches) {
            text.append(text.isEmpty() ? "" : ", ").append(branch.uri());
        }
        return Value.of(text.toString());
    }

    // The Request-URI belongs to the set once a script or a lookup has put another in its place.
    private static Value destinations(SipContext context) {
        List<Branch> branches = new ArrayList<>(context.branches());
        if (!context.request().requestUri().contentEquals(context.target().uri())) {
            branches.add(0, context.target());
        }
        if (branches.isEmpty()) {
            return Value.NULL;
        }
        StringBuilder text = new StringBuilder("Contact: ");
        for (Branch branch : branches) {
            text.append(text.length() == 9 ? "<" : ", <").append(branch.uri()).append('>');
            if (branch.q() >= 0) {
                text.append(";q=").append(quality(branch.q()));
            }
        }
        return Value.of(text.toString());
    }

    private static String quality(int q) {
        if (q % 1000 == 0) {
            return Integer.toString(q / 1000);
        }
        String digits = String.format("%03d", q);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return "0." + digits.substring(0, end);
    }

    private static boolean force(SipContext context, Value value, Sockets sockets) {
        if (value.isNumber() || value.isText() && !sockets.isLocal(context, value.text())) {
            return false;
        }
        context.target(context.target().withSocket(value.text()));
        return true;
    }

    private static int port(String socket) {
        int colon = socket.lastIndexOf(':');
        return colon < 0 ? 0 : Integer.parseInt(socket.substring(colon + 1));
    }

    private record Attribute(BranchAttribute attribute, Index index) implements PseudoVariable {

        @Override
        public Value get(SipContext context) {
            List<Branch> branches = context.branches();
            if (attribute.isCount()) {
                return branches.isEmpty() ? Value.NULL : Value.of(branches.size());
            }
            int position = Values.position(index, branches.size());
            return position < 0 ? Value.NULL : attribute.get(branches.get(position));
        }

        @Override
        public boolean set(SipContext context, Value value) {
            if (attribute.isCount()) {
                return false;
            }
            List<Branch> branches = new ArrayList<>(context.branches());
            int position = Values.position(index, branches.size());
            if (position < 0) {
                return false;
            }
            if (attribute.isUri() && value.isNull()) {
                branches.remove(position);
            } else {
                Branch changed = attribute.set(context, branches.get(position), value);
                if (changed == branches.get(position)) {
                    return false;
                }
                branches.set(position, changed);
            }
            context.clearBranches();
            branches.forEach(context::addBranch);
            return true;
        }
    }
}
