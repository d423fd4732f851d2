package org.waypost.registrar.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.registrar.Registrar;
import org.waypost.registrar.RegistrarExtension;
import org.waypost.registrar.profiles.ContactProfiles;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipUri;
import org.waypost.sip.StatisticsGroup;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.LocationException;
import org.waypost.usrloc.UserLocation;

/**
 * The functions of Kamailio's module registrar. Holds no binding; works, answering 503, while there is no location
 * service.
 */
@Component(
        configurationPid = "waypost.registrar",
        immediate = true,
        service = {Registrar.class, StatisticsGroup.class})
@Designate(ocd = RegistrarParameters.class)
public final class RegistrarService implements Registrar, StatisticsGroup {

    private static final Logger LOG = LoggerFactory.getLogger(RegistrarService.class);

    private final LongSupplier clock;
    private final Extensions extensions = new Extensions();
    private final PendingReplies pending = new PendingReplies();
    private final Counters counters = new Counters();

    private volatile Settings settings = Settings.DEFAULT;

    /** Whether any request was ever given a q: until then none is asked for it. */
    private volatile boolean overriding;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile UserLocation location;

    /** As Declarative Services makes it. */
    @Activate
    public RegistrarService() {
        this(() -> System.currentTimeMillis() / 1000);
    }

    /** @param clock epoch seconds */
    RegistrarService(LongSupplier clock) {
        this.clock = clock;
    }

    @Activate
    @Modified
    void configure(RegistrarParameters parameters, Map<String, Object> raw) {
        settings = Settings.of(parameters, raw, settings, LOG::warn);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindExtension(ServiceReference<RegistrarExtension> reference, RegistrarExtension extension) {
        extensions.add(reference, extension);
    }

    void unbindExtension(ServiceReference<RegistrarExtension> reference) {
        extensions.remove(reference);
    }

    @Override
    public int save(SipContext context, String table, int flags, String uri) {
        UserLocation now = location;
        if (now != null && !now.tables().contains(table)) {
            return SaveResult.ERROR;
        }
        Save save = new Save(context, table, flags, settings, extensions.now());
        SaveResult result = now == null ? SaveResult.refused(Answer.NO_LOCATION) : save.run(now, uri);
        counters.count(result.answer().isOk());
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "save: {} {} ({})",
                    result.answer().status(),
                    result.answer().error(),
                    result.code());
        }
        if ((flags & NO_REPLY) == 0) {
            save.reply(result);
        } else {
            pending.put(context, save.prepare(result));
        }
        return result.code();
    }

    @Override
    public int sendReply(SipContext context) {
        Optional<PendingReplies.Pending> reply = pending.take(context);
        if (reply.isEmpty()) {
            return -1;
        }
        for (byte octet : reply.get().headers()) {
            context.replyHeaders().put(octet);
        }
        Answer answer = reply.get().answer();
        context.reply(answer.status(), answer.reason(), reply.get().echoRecordRoute());
        return 1;
    }

    @Override
    public int lookup(SipContext context, String table, String uri) {
        UserLocation now = location;
        if (now == null) {
            return Lookup.ERROR;
        }
        return now.tables().contains(table)
                ? lookup(context, table, now)
                        .intoTarget(uri.isEmpty() ? context.target().uri() : uri)
                : Lookup.NONE;
    }

    @Override
    public int lookupToDset(SipContext context, String table, String uri) {
        UserLocation now = location;
        if (now == null) {
            return Lookup.ERROR;
        }
        return now.tables().contains(table)
                ? lookup(context, table, now)
                        .intoBranches(uri.isEmpty() ? context.target().uri() : uri)
                : Lookup.NONE;
    }

    @Override
    public int lookupBranches(SipContext context, String table) {
        UserLocation now = location;
        if (now == null) {
            return Lookup.ERROR;
        }
        return now.tables().contains(table) ? lookup(context, table, now).intoAll() : Lookup.NONE;
    }

    private Lookup lookup(SipContext context, String table, UserLocation now) {
        return new Lookup(context, table, settings, now, extensions.now(), clock.getAsLong());
    }

    @Override
    public int lookupXavp(SipContext context, String table, String uri, String record, String contact) {
        LocationQuery query = query(table, uri.isEmpty() ? context.target().uri() : uri);
        if (query.failed()) {
            return Lookup.ERROR;
        }
        query.record().ifPresent(found -> LookupXavp.put(context.xavps(), found, record, contact));
        return query.record().isPresent() ? Lookup.FOUND : Lookup.NONE;
    }

    private LocationQuery query(String table, String uri) {
        return LocationQuery.of(location, table, uri, settings);
    }

    @Override
    public int registered(SipContext context, String table, String uri, int matchOption, int matchAction) {
        UserLocation now = location;
        Settings snapshot = settings;
        Optional<SipUri> parsed = SipUri.parse(uri.isEmpty() ? context.target().uri() : uri);
        if (now == null || parsed.isEmpty() || !now.tables().contains(table)) {
            return -1;
        }
        AddressOfRecord aor = AddressOfRecord.of(parsed.get(), now.useDomain(), snapshot);
        if (!aor.isValid()) {
            return -1;
        }
        try {
            List<Contact> contacts =
                    now.find(table, aor.text()).map(AddressRecord::contacts).orElse(List.of());
            long seconds = clock.getAsLong();
            return contacts.stream().anyMatch(contact -> Lookup.isUsable(contact, snapshot, seconds)) ? 1 : -1;
        } catch (LocationException unreadable) {
            return -1;
        }
    }

    @Override
    public int unregister(String table, String uri, String ruid) {
        UserLocation now = location;
        Optional<SipUri> parsed = SipUri.parse(uri);
        if (now == null) {
            return -2;
        }
        if (parsed.isEmpty() || !now.tables().contains(table)) {
            return -1;
        }
        AddressOfRecord aor = AddressOfRecord.of(parsed.get(), now.useDomain(), settings);
        if (!aor.isValid()) {
            return -1;
        }
        try {
            boolean removed = now.update(table, aor.text(), edit -> {
                List<Contact> doomed = new ArrayList<>(edit.contacts());
                doomed.removeIf(
                        contact -> !ruid.isEmpty() && !contact.ruid().toString().equals(ruid));
                doomed.forEach(edit::delete);
                return !doomed.isEmpty();
            });
            return removed || ruid.isEmpty() ? 1 : -3;
        } catch (LocationException unchangeable) {
            return -2;
        }
    }

    @Override
    public int fetchContacts(SipContext context, String table, String uri, String profile) {
        ContactProfiles profiles = ContactProfiles.of(context);
        profiles.remove(profile);
        Optional<AddressRecord> record = query(table, uri).record();
        record.ifPresent(found -> profiles.put(profile, table, found));
        return record.isPresent() ? 1 : -1;
    }

    @Override
    public int freeContacts(SipContext context, String profile) {
        ContactProfiles.of(context).remove(profile);
        return 1;
    }

    @Override
    public int addSockHeader(SipContext context, String name) {
        if (name.isEmpty() || !Settings.isToken(name)) {
            return -1;
        }
        context.edits().append(name + ": " + context.flow().local().description() + "\r\n");
        return 1;
    }

    @Override
    public int fromUser(SipContext context, String table, String uri, int mode) {
        Settings snapshot = settings;
        long now = clock.getAsLong();
        return query(table, uri).record().map(AddressRecord::contacts).orElse(List.of()).stream()
                        .anyMatch(contact -> Lookup.isUsable(contact, snapshot, now)
                                && SourceMatch.isFrom(contact, context.flow(), mode))
                ? 1
                : -1;
    }

    @Override
    public int overrideQ(SipContext context, String q) {
        int thousandths = Quality.parse(Octets.of(q));
        if (thousandths < 0) {
            return -1;
        }
        context.attachment(QOverride.class, QOverride::new).q(thousandths);
        overriding = true;
        return 1;
    }

    @Override
    public Compat compat() {
        return settings.compat();
    }

    /** The parameters in force. */
    Settings settings() {
        return settings;
    }

    @Override
    public String group() {
        return "registrar";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        counters.collect(settings, sink);
    }

    @Override
    public void reset() {
        counters.reset();
    }
}
