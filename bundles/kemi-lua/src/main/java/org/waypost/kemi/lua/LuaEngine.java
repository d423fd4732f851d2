package org.waypost.kemi.lua;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.registrar.Registrar;
import org.waypost.sip.Method;
import org.waypost.sip.ReplyRoute;
import org.waypost.sip.RequestRoute;
import org.waypost.sip.ScriptCallback;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SendRoute;
import org.waypost.sip.SipContext;
import org.waypost.sip.auth.DigestCheck;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.UserLocation;

/**
 * Runs the script that the parameter {@code script} names: publishes its routes above the built-in one while there is such a parameter,
 * watches its files, and gives it the functions of all {@link ScriptModule}s.
 */
@Component(service = LuaEngine.class, immediate = true, configurationPid = LuaEngine.PID)
@Designate(ocd = KemiParameters.class)
public final class LuaEngine {

    static final String PID = "waypost.kemi";

    private static final Logger LOG = LoggerFactory.getLogger(LuaEngine.class);
    private static final String DIRECTORY = "waypost.config";
    private static final int RANKING = 100;
    private static final long WATCH_MILLIS = 500;

    /** A thread that took a route just before it was withdrawn comes in within this time. */
    private static final long LATE_NANOS = 20_000_000;

    /** An update of a bundle with functions takes less than this. */
    private static final long UPDATE_NANOS = 1_000_000_000;

    private final BundleContext bundle;
    private final Modules modules = new Modules(UPDATE_NANOS);
    private final ScriptLog log = new ScriptLog();
    private final ScriptHolder script = new ScriptHolder(modules, log);
    private final List<ServiceRegistration<?>> services = new ArrayList<>();
    private final ScheduledExecutorService watch;
    private Optional<ServiceRegistration<ReplyRoute>> replyRoute = Optional.empty();
    private Optional<ServiceRegistration<SendRoute>> sendRoute = Optional.empty();
    private volatile boolean closing;
    private volatile KemiSettings settings;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Registrar registrar;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile UserLocation userLocation;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile DigestCheck digestCheck;

    @Activate
    public LuaEngine(BundleContext bundle, KemiParameters parameters) {
        this.bundle = bundle;
        settings = KemiSettings.of(parameters, directory(bundle));
        watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "kemi-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Activate
    void start() {
        configure();
        watch.scheduleWithFixedDelay(this::refresh, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Modified
    void change(KemiParameters parameters) {
        try {
            settings = KemiSettings.of(parameters, directory(bundle));
        } catch (IllegalArgumentException e) {
            LOG.warn("The change of {} is refused: {}", PID, e.getMessage());
            return;
        }
        configure();
    }

    private synchronized void configure() {
        script.configure(settings);
        publish();
    }

    private synchronized void refresh() {
        try {
            if (!closing) {
                script.refresh();
                publish();
            }
        } catch (RuntimeException e) {
            LOG.warn("The script could not be looked after", e);
        }
    }

    /** Loads the script again; why it was refused, or empty. */
    synchronized String reload() {
        String refused = script.reload();
        publish();
        return refused;
    }

    // The request route is there for as long as a script is wanted, good or not.
    private void publish() {
        if (!settings.hasScript()) {
            withdraw();
            return;
        }
        if (services.isEmpty()) {
            services.add(bundle.registerService(
                    RequestRoute.class,
                    new LuaRoute(script, this::hasContainerStarted, this::mayBlock, this::answersMalformed),
                    FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, RANKING))));
            services.add(bundle.registerService(
                    ScriptCallback.class,
                    script::call,
                    FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, RANKING))));
        }
        replyRoute = offer(
                replyRoute,
                Program.REPLY_ROUTE,
                ReplyRoute.class,
                context -> script.call(Program.REPLY_ROUTE, context) != ScriptCallback.Outcome.DROP);
        sendRoute = offer(
                sendRoute,
                Program.SEND_ROUTE,
                SendRoute.class,
                (context, to) -> script.call(Program.SEND_ROUTE, context) != ScriptCallback.Outcome.DROP);
    }

    // A service that calls a function of the script is there for as long as the script defines it.
    private <T> Optional<ServiceRegistration<T>> offer(
            Optional<ServiceRegistration<T>> present, String function, Class<T> type, T service) {
        boolean wanted =
                script.current().filter(program -> program.defines(function)).isPresent();
        if (wanted && present.isEmpty()) {
            return Optional.of(bundle.registerService(
                    type, service, FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, RANKING))));
        }
        if (!wanted) {
            present.ifPresent(ServiceRegistration::unregister);
            return Optional.empty();
        }
        return present;
    }

    private void withdraw() {
        services.forEach(ServiceRegistration::unregister);
        services.clear();
        replyRoute.ifPresent(ServiceRegistration::unregister);
        replyRoute = Optional.empty();
        sendRoute.ifPresent(ServiceRegistration::unregister);
        sendRoute = Optional.empty();
    }

    // Runs before the modules are taken away, so that requests in flight end as they began.
    @Deactivate
    void stop() {
        closing = true;
        watch.shutdownNow();
        synchronized (this) {
            withdraw();
        }
        LockSupport.parkNanos(LATE_NANOS);
        script.close(settings.timeoutNanos());
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindModule(ScriptModule module, Map<String, Object> properties) {
        modules.add(module, properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0);
    }

    void unbindModule(ScriptModule module) {
        if (!closing) {
            modules.remove(module);
        }
    }

    private boolean hasContainerStarted() {
        return bundle.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.ACTIVE;
    }

    // A script changes bindings when it handles a REGISTER; for others it reads them. It may ask for users at any
    // request.
    private boolean mayBlock(SipContext context) {
        UserLocation location = userLocation;
        DigestCheck users = digestCheck;
        return users != null && users.mayBlock()
                || location != null
                        && (context.request().method() == Method.REGISTER
                                ? location.mayBlock()
                                : location.readsMayBlock());
    }

    private boolean answersMalformed() {
        Registrar registers = registrar;
        return registers != null && registers.compat() == Compat.RFC;
    }

    /** Where relative paths begin. */
    static Path directory(BundleContext bundle) {
        String directory = bundle.getProperty(DIRECTORY);
        return Path.of(directory == null ? "" : directory);
    }

    KemiSettings settings() {
        return settings;
    }

    ScriptHolder script() {
        return script;
    }

    Modules modules() {
        return modules;
    }
}
