package org.waypost.registrar.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waypost.registrar.LookupRequest;
import org.waypost.registrar.RegistrarExtension;
import org.waypost.registrar.Resolution;
import org.waypost.sip.Branch;
import org.waypost.sip.Flow;
import org.waypost.sip.HeaderName;
import org.waypost.sip.NameAddress;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipUri;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException;

/** Finds the contacts of one request's targets, and makes them its targets. */
final class Lookup {

    static final int FOUND = 1;
    static final int NONE = -1;
    static final int METHOD_UNSUPPORTED = -2;
    static final int ERROR = -3;

    private final SipContext context;
    private final String table;
    private final Surroundings around;
    private final Settings settings;
    private final int wantedFlags;

    /** Whether the last {@link #find} was answered by an extension. */
    private boolean resolved;

    Lookup(SipContext context, String table, Surroundings around) {
        this.context = context;
        this.table = table;
        this.around = around;
        this.settings = around.settings();
        this.wantedFlags = wantedFlags(context, settings.scripts());
    }

    // a mask of branch flags of which a contact must have one; 0 for any contact
    private static int wantedFlags(SipContext context, ScriptSettings scripts) {
        return scripts.filterFlags() && !scripts.config().isEmpty()
                ? (int) context.xavps().setting(scripts.config(), "rlf_bflags").number()
                : 0;
    }

    /** lookup(): the best contact of {@code uri} becomes the target, the others branches. */
    int intoTarget(String uri) {
        List<Contact> contacts = new ArrayList<>(1);
        int code = find(uri, contacts);
        if (code == FOUND) {
            target(contacts.get(0));
            addFrom(contacts, 1);
        }
        return code;
    }

    /** lookup_to_dset(): all contacts of {@code uri} become branches; those of a GRUU do not, as in Kamailio. */
    int intoBranches(String uri) {
        List<Contact> contacts = new ArrayList<>(1);
        int code = find(uri, contacts);
        if (code == FOUND && !resolved) {
            addFrom(contacts, 0);
        }
        return code;
    }

    /**
     * lookup_branches(): the target and each bare branch give way to their best contacts, the others come after all of
     * them. What has no contact stays. If nothing has, the code is that of the last one looked up.
     */
    int intoAll() {
        List<Contact> contacts = new ArrayList<>();
        List<Contact> others = new ArrayList<>();
        int best = find(context.target().uri(), contacts);
        if (best == FOUND) {
            target(contacts.get(0));
            others.addAll(contacts.subList(1, contacts.size()));
        }
        List<Branch> branches = List.copyOf(context.branches());
        context.clearBranches();
        for (Branch branch : branches) {
            contacts.clear();
            int code = branch.isBare() ? find(branch.uri(), contacts) : best;
            best = best == FOUND ? FOUND : code;
            if (!contacts.isEmpty()) {
                context.addBranch(unnamed(branch(contacts.get(0))));
                tell(contacts.get(0));
                others.addAll(contacts.subList(1, contacts.size()));
            } else {
                context.addBranch(branch);
            }
        }
        addFrom(others, 0);
        return best;
    }

    private void target(Contact contact) {
        Branch target = branch(contact);
        context.target(target.withFlags(target.flags() | context.branchFlags()));
        tell(contact);
    }

    private void tell(Contact contact) {
        ContactRecord.add(context, settings.scripts(), contact, around.now());
        ContactRecord.restore(context, around.location().contactXavp(), contact, 0);
    }

    // Kamailio leaves a branch it did not make itself without the ruid and User-Agent of its contact
    private static Branch unnamed(Branch branch) {
        return new Branch(
                branch.uri(),
                branch.destination(),
                branch.path(),
                branch.socket(),
                branch.flow(),
                branch.flags(),
                branch.q(),
                branch.instance(),
                branch.regId(),
                "",
                "");
    }

    private void addFrom(List<Contact> contacts, int from) {
        boolean room = settings.appendBranches();
        String xavp = around.location().contactXavp();
        for (int i = from; i < contacts.size() && room; i++) {
            Contact contact = contacts.get(i);
            room = context.addBranch(branch(contact));
            if (room && !xavp.isEmpty()) {
                ContactRecord.restore(context, xavp, contact, context.branches().size());
            }
        }
    }

    /** Adds the usable contacts of {@code uri} to {@code found} and returns what lookup() is to return. */
    private int find(String uri, List<Contact> found) {
        Optional<SipUri> parsed = SipUri.parse(uri);
        if (parsed.isEmpty()) {
            return ERROR;
        }
        try {
            return find(parsed.get(), found);
        } catch (LocationException e) {
            return ERROR;
        }
    }

    private int find(SipUri uri, List<Contact> found) {
        AddressOfRecord aor = AddressOfRecord.of(uri, around.location().useDomain(), settings);
        Optional<Resolution> resolution = resolve(uri, aor);
        resolved = resolution.isPresent();
        if (resolved) {
            return resolution.get().malformed() ? ERROR : filterDevice(resolution.get(), found);
        }
        if (!aor.isValid()) {
            return ERROR;
        }
        Optional<AddressRecord> record = around.location().find(table, aor.text());
        return record.isEmpty() ? NONE : filter(record.get().contacts(), found);
    }

    private Optional<Resolution> resolve(SipUri uri, AddressOfRecord aor) {
        if (around.extensions().length == 0) {
            return Optional.empty();
        }
        LookupRequest request = new LookupRequest(
                around.location(),
                table,
                uri,
                aor.isValid() ? Optional.of(aor.text()) : Optional.empty(),
                settings.compat());
        for (RegistrarExtension extension : around.extensions()) {
            Optional<Resolution> resolution = extension.resolve(request);
            if (resolution.isPresent()) {
                return resolution;
            }
        }
        return Optional.empty();
    }

    // a device has one contact, or by RFC 5626 several flows; Kamailio knows the first alone
    private int filterDevice(Resolution device, List<Contact> found) {
        boolean isRfc = settings.compat() == Compat.RFC;
        int code = filter(device.contacts(), found);
        if (found.size() > 1) {
            if (isRfc && found.get(0).regId() != 0) {
                found.removeIf(contact -> contact.regId() == 0);
            } else {
                found.subList(1, found.size()).clear();
            }
        }
        return code == NONE && !isRfc && anyUnsupported(device.others()) ? METHOD_UNSUPPORTED : code;
    }

    private boolean anyUnsupported(List<Contact> contacts) {
        for (Contact contact : contacts) {
            if (filter(List.of(contact), new ArrayList<>(1)) == METHOD_UNSUPPORTED) {
                return true;
            }
        }
        return false;
    }

    private int filter(List<Contact> contacts, List<Contact> found) {
        boolean filtering = settings.methodFiltering()
                && !NameAddress.of(context.request().first(HeaderName.TO)).hasTag();
        int method = context.request().method().bit();
        boolean unsupported = false;
        for (Contact contact : contacts) {
            if (isUsable(contact, settings, around.now()) && passes(contact)) {
                if (filtering && (contact.methods() & method) == 0) {
                    unsupported = true;
                } else {
                    found.add(contact);
                }
            }
        }
        return !found.isEmpty() ? FOUND : unsupported ? METHOD_UNSUPPORTED : NONE;
    }

    // parameter lookup_filter_mode
    private boolean passes(Contact contact) {
        return (wantedFlags == 0 || (contact.cflags() & wantedFlags) != 0)
                && (!settings.scripts().filterConnections() || isReachable(contact));
    }

    private boolean isReachable(Contact contact) {
        return contact.connectionId() <= 0
                || contact.socket().startsWith("udp:")
                || around.transport() == null
                || around.transport()
                        .flow(contact.connectionId())
                        .filter(Flow::isOpen)
                        .isPresent();
    }

    static boolean isUsable(Contact contact, Settings settings, long now) {
        return settings.useExpired() || contact.isValid(now);
    }

    private Branch branch(Contact contact) {
        Branch branch = new Branch(
                contact.uri(),
                contact.path().isEmpty() ? contact.received() : firstUri(contact.path()),
                contact.path(),
                contact.socket(),
                contact.connectionId(),
                contact.cflags(),
                contact.q(),
                contact.instance(),
                contact.regId(),
                contact.ruid().toString(),
                contact.userAgent());
        for (RegistrarExtension extension : around.extensions()) {
            branch = extension.branch(contact, branch);
        }
        return branch;
    }

    /** The URI of the first value of a Path vector; a name in quotes may stand before it. */
    private static String firstUri(String path) {
        int open = 0;
        boolean quoted = false;
        while (open < path.length() && (quoted || path.charAt(open) != '<')) {
            char c = path.charAt(open);
            quoted ^= c == '"';
            open += quoted && c == '\\' ? 2 : 1;
        }
        int close = path.indexOf('>', open);
        return close < 0 ? path : path.substring(open + 1, close);
    }
}
