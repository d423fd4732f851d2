package org.waypost.kemi.permissions;

import static org.waypost.kemi.Arguments.integer;
import static org.waypost.kemi.Arguments.text;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.kemi.Functions;
import org.waypost.kemi.settings.LogOnce;
import org.waypost.sip.Flow;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** {@code KSR.permissions}: tells scripts whether an address is in a group of the address file. */
@Component(configurationPid = "waypost.permissions", immediate = true)
@Designate(ocd = PermissionsParameters.class)
public final class PermissionsModule implements ScriptModule {

    private static final Logger LOG = LoggerFactory.getLogger(PermissionsModule.class);

    /** Framework property: the directory of the configuration. */
    private static final String DIRECTORY = "waypost.config";

    private final Path directory;
    private final LogOnce log = new LogOnce(LOG);
    private final WatchedList addresses = new WatchedList();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "waypost-permissions");
        thread.setDaemon(true);
        return thread;
    });
    private volatile PermissionsSettings settings = PermissionsSettings.DEFAULTS;

    private final Map<String, Signature> functions = new Functions("permissions")
            .add(
                    "allow_source_address",
                    "i",
                    "Tells whether the source of the message is in a group.",
                    (context, arguments) -> {
                        Flow flow = context.flow();
                        return code(
                                context,
                                addresses
                                        .list()
                                        .find(
                                                integer(arguments, 0),
                                                flow.remote().getAddress(),
                                                port(flow)));
                    })
            .add(
                    "allow_source_address_group",
                    "",
                    "Gives the group that the source of the message is in, or -1.",
                    (context, arguments) -> {
                        Flow flow = context.flow();
                        return group(
                                context, addresses.list().find(flow.remote().getAddress(), port(flow)));
                    })
            .add(
                    "allow_address",
                    "isi",
                    "Tells whether an address (or name) and port are in a group.",
                    (context, arguments) -> code(
                            context,
                            addresses.list().find(integer(arguments, 0), text(arguments, 1), integer(arguments, 2))))
            .add(
                    "allow_address_group",
                    "si",
                    "Gives the group that an address (or name) and port are in, or -1.",
                    (context, arguments) ->
                            group(context, addresses.list().find(text(arguments, 0), integer(arguments, 1))))
            .add(
                    "allow_trusted",
                    "",
                    "Gives -1, as there is no table of trusted peers.",
                    (context, arguments) -> trusted())
            .table();

    /** As Declarative Services makes it. */
    @Activate
    public PermissionsModule(BundleContext bundle) {
        this(Path.of(Optional.ofNullable(bundle.getProperty(DIRECTORY)).orElse("")));
    }

    /** @param directory that relative names of files are looked up in */
    PermissionsModule(Path directory) {
        this.directory = directory;
    }

    @Activate
    void start(PermissionsParameters parameters, Map<String, Object> raw) {
        configure(parameters, raw);
        watch.scheduleWithFixedDelay(this::check, 1, 1, TimeUnit.SECONDS);
    }

    @Modified
    void configure(PermissionsParameters parameters, Map<String, Object> raw) {
        settings = PermissionsSettings.of(parameters, raw, settings, LOG::warn);
        addresses.use(settings.addressFile().map(directory::resolve));
    }

    @Deactivate
    void stop() {
        watch.shutdownNow();
    }

    @Override
    public String name() {
        return "permissions";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    private void check() {
        try {
            addresses.check();
        } catch (Throwable failure) {
            LOG.warn("permissions: the address file was not looked at: {}", failure.toString());
        }
    }

    private int trusted() {
        log.warn("permissions: allow_trusted has no effect, there is no table of trusted peers; use address_file");
        return -1;
    }

    private int code(SipContext context, Optional<AddressList.Entry> found) {
        found.ifPresent(entry -> tag(context, entry));
        return found.isPresent() ? 1 : -1;
    }

    private int group(SipContext context, Optional<AddressList.Entry> found) {
        found.ifPresent(entry -> tag(context, entry));
        return found.map(AddressList.Entry::group).orElse(-1);
    }

    private void tag(SipContext context, AddressList.Entry entry) {
        String avp = settings.tagAvp();
        if (!avp.isEmpty() && !entry.tag().isEmpty()) {
            context.avps().add(avp, Value.of(entry.tag()));
        }
    }

    private static int port(Flow flow) {
        return flow.remote().getPort();
    }
}
