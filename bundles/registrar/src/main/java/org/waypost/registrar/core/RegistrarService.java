package org.waypost.registrar.core;

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
import org.waypost.registrar.RegistrationListener;
import org.waypost.registrar.RegistrationReport;
import org.waypost.registrar.profiles.ContactProfiles;
import org.waypost.sip.Octets;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipTransport;
import org.waypost.sip.StatisticsGroup;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;
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
    private final ReceivedAvp receivedAvp = new ReceivedAvp();
    private final RemovedParameters removed = new RemovedParameters();
    private final Counters counters = new Counters();

    private volatile Settings settings = Settings.DEFAULT;

    /** Whether any request was ever given a q or the address it came from: until then none is asked for them. */
    private volatile boolean overriding;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile UserLocation location;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile SipTransport transport;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PseudoVariables variables;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile List<RegistrationListener> listeners = List.of();

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
        removed.warn(parameters, LOG::warn);
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
        Settings snapshot = settings;
        SaveOptions options = options(context, snapshot, now);
        List<RegistrationListener> told = listeners;
        SaveNotes notes = SaveNotes.of(!told.isEmpty());
        Save save = new Save(context, table, flags, snapshot, options, extensions.now(), notes);
        SaveResult result = now == null ? SaveResult.refused(Answer.NO_LOCATION) : save.run(now, uri);
        counters.count(result.answer().isOk());
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "save: {} {} ({})",
                    result.answer().status(),
                    result.answer().error(),
                    result.code());
        }
        if (!snapshot.scripts().record().isEmpty()) {
            save.record(result);
        }
        if (!Registering.isReply(context)) {
            answer(context, flags, save, result);
        }
        if (!told.isEmpty()) {
            tell(told, notes.report(context, table, result));
        }
        return result.code();
    }

    private static void answer(SipContext context, int flags, Save save, SaveResult result) {
        if ((flags & NO_REPLY) == 0) {
            save.reply(result);
        } else {
            context.attachment(PreparedReply.Slot.class, PreparedReply.Slot::new)
                    .put(save.prepare(result));
        }
    }

    private static void tell(List<RegistrationListener> listeners, RegistrationReport report) {
        for (RegistrationListener listener : listeners) {
            try {
                listener.answered(report);
            } catch (RuntimeException e) {
                LOG.debug("{} failed at {}", listener, report, e);
            }
        }
    }

    // most requests are told nothing by a script, and then none of their state is touched
    private SaveOptions options(SipContext context, Settings snapshot, UserLocation now) {
        String contactXavp = now == null ? "" : now.contactXavp();
        if (!overriding && contactXavp.isEmpty() && !snapshot.scripts().shapesSave()) {
            return SaveOptions.NONE;
        }
        PseudoVariable received = receivedAvp.get(snapshot.scripts().receivedAvp(), variables);
        return new SaveOptionsReader(context, snapshot).read(received, overriding, contactXavp, transport);
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
    public void received(SipContext context, String uri) {
        context.attachment(ReceivedFrom.class, ReceivedFrom::new).uri(uri);
        overriding = true;
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
    public int sendReply(SipContext context) {
        PreparedReply reply = context.attachment(PreparedReply.Slot.class, PreparedReply.Slot::new)
                .get();
        for (byte octet : reply.headers()) {
            context.replyHeaders().put(octet);
        }
        context.reply(reply.answer().status(), reply.answer().reason(), reply.echoRecordRoute());
        return 1;
    }

    @Override
    public int lookup(SipContext context, String table, String uri) {
        Surroundings around = around();
        if (!around.has(table)) {
            return noTable(around);
        }
        return counted(new Lookup(context, table, around).intoTarget(orTarget(uri, context)));
    }

    @Override
    public int lookupToDset(SipContext context, String table, String uri) {
        Surroundings around = around();
        if (!around.has(table)) {
            return noTable(around);
        }
        return counted(new Lookup(context, table, around).intoBranches(orTarget(uri, context)));
    }

    @Override
    public int lookupBranches(SipContext context, String table) {
        Surroundings around = around();
        return around.has(table) ? counted(new Lookup(context, table, around).intoAll()) : noTable(around);
    }

    private int counted(int code) {
        counters.lookedUp(code == Lookup.FOUND);
        return code;
    }

    private static int noTable(Surroundings around) {
        return around.location() == null ? Lookup.ERROR : Lookup.NONE;
    }

    private static String orTarget(String uri, SipContext context) {
        return uri.isEmpty() ? context.target().uri() : uri;
    }

    @Override
    public int lookupXavp(SipContext context, String table, String uri, String record, String contact) {
        LocationQuery query = LocationQuery.of(around(), table, orTarget(uri, context));
        query.record().ifPresent(found -> LookupXavp.put(context.xavps(), found, record, contact));
        return query.failed() ? Lookup.ERROR : query.record().isPresent() ? Lookup.FOUND : Lookup.NONE;
    }

    @Override
    public int registered(SipContext context, String table, String uri, int matchOption, int matchAction) {
        Surroundings around = around();
        String given = uri.isEmpty() ? Registered.defaultUri(context) : uri;
        return LocationQuery.of(around, table, given)
                        .record()
                        .filter(record -> new Registered(context, around, matchOption).find(record, matchAction))
                        .isPresent()
                ? 1
                : -1;
    }

    @Override
    public int fromUser(SipContext context, String table, String uri, int mode) {
        Surroundings around = around();
        List<Contact> contacts = LocationQuery.of(around, table, uri)
                .record()
                .map(AddressRecord::contacts)
                .orElse(List.of());
        return contacts.stream()
                        .anyMatch(contact -> Lookup.isUsable(contact, around.settings(), around.now())
                                && SourceMatch.isFrom(contact, context.flow(), mode))
                ? 1
                : -1;
    }

    @Override
    public int unregister(String table, String uri, String ruid) {
        return Unregister.run(around(), table, uri, ruid);
    }

    @Override
    public int fetchContacts(SipContext context, String table, String uri, String profile) {
        ContactProfiles profiles = ContactProfiles.of(context);
        profiles.remove(profile);
        Optional<AddressRecord> record = LocationQuery.of(around(), table, uri).record();
        record.ifPresent(found -> profiles.put(profile, table, found));
        return record.isPresent() ? 1 : -1;
    }

    @Override
    public int freeContacts(SipContext context, String profile) {
        ContactProfiles.of(context).remove(profile);
        return 1;
    }

    private Surroundings around() {
        return new Surroundings(settings, location, transport, extensions.now(), clock.getAsLong());
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
    public boolean isGauge(String name) {
        return Counters.isGauge(name);
    }

    @Override
    public void reset() {
        counters.reset();
    }
}
