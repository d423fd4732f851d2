package org.waypost.auth;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
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
import org.waypost.auth.AuthCounters.Event;
import org.waypost.auth.Challenger.Wish;
import org.waypost.auth.Examination.Result;
import org.waypost.auth.digest.DigestCredentials;
import org.waypost.auth.digest.Nonces;
import org.waypost.auth.guard.Guard;
import org.waypost.auth.users.FileUsers;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.auth.Authenticator;
import org.waypost.sip.auth.DigestCheck;
import org.waypost.sip.auth.UserStore;

/**
 * Digest authentication (RFC 3261 22, RFC 7616, RFC 8760): challenges and checks credentials for routes in Java and for scripts. Those who
 * guess passwords wait longer and longer for an answer, and are refused without a look after some time.
 */
@Component(
        configurationPid = "waypost.auth",
        immediate = true,
        service = {Authenticator.class, StatisticsGroup.class, Authentication.class})
@Designate(ocd = AuthParameters.class)
public final class Authentication implements Authenticator, StatisticsGroup {

    private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);

    /** Framework property: the directory of the configuration. */
    private static final String DIRECTORY = "waypost.config";

    private final BundleContext bundle;
    private final Path directory;
    private final FileUsers fileUsers = new FileUsers();
    private final AllUsers allUsers;
    private final DelayedAnswers delayed = new DelayedAnswers();
    private final AuthCounters counters = new AuthCounters();
    private final Examiner examiner = new Examiner(counters);
    private final UserStores stores = new UserStores();
    private final ScriptChecks checks;
    private String secret = "";
    private Optional<ServiceRegistration<DigestCheck>> offer = Optional.empty();
    private List<ServiceRegistration<ScriptModule>> modules = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PseudoVariables variables;

    @Activate
    public Authentication(BundleContext bundle) {
        this.bundle = bundle;
        directory = Path.of(Optional.ofNullable(bundle.getProperty(DIRECTORY)).orElse(""));
        allUsers = new AllUsers(fileUsers, stores::now);
        checks = new ScriptChecks(examiner, allUsers, stores);
    }

    @Reference(service = UserStore.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addStore(ServiceReference<UserStore> reference, UserStore store) {
        stores.add(reference, store);
    }

    void removeStore(ServiceReference<UserStore> reference) {
        stores.remove(reference);
    }

    @Activate
    void start(AuthParameters parameters, Map<String, Object> raw) {
        configure(parameters, raw);
        offer = Optional.of(bundle.registerService(DigestCheck.class, checks, null));
        delayed.everySecond(() -> {
            fileUsers.check();
            examiner.memory()
                    .uses()
                    .forget(System.currentTimeMillis() / 1000
                            - examiner.settings().nonceExpire());
        });
    }

    @Modified
    synchronized void configure(AuthParameters parameters, Map<String, Object> raw) {
        AuthSettings now = AuthSettings.of(parameters, raw, examiner.settings(), LOG::warn);
        String newSecret = parameters.secret();
        if (!newSecret.equals(secret)) {
            secret = newSecret;
            examiner.use(Nonces.of(secret));
        }
        examiner.use(now);
        fileUsers.use(now.usersFile().map(directory::resolve));
        if (now.modules() == modules.isEmpty()) {
            withdraw();
            modules = now.modules()
                    ? List.of(
                            bundle.registerService(
                                    ScriptModule.class,
                                    new AuthModule(checks, examiner, () -> Optional.ofNullable(variables)),
                                    null),
                            bundle.registerService(ScriptModule.class, new AuthDbModule(checks), null))
                    : List.of();
        }
    }

    @Deactivate
    synchronized void stop() {
        withdraw();
        offer.ifPresent(ServiceRegistration::unregister);
        delayed.close();
    }

    private void withdraw() {
        modules.forEach(ServiceRegistration::unregister);
        modules = List.of();
    }

    @Override
    public boolean admits(SipContext context, String wholeRealm) {
        boolean isRegister = context.request().method() == Method.REGISTER;
        HeaderName header = Examiner.header(isRegister);
        String realm = examiner.realm(wholeRealm);
        String qop = examiner.settings().qop();
        Result result = examiner.examine(context, header, realm, allUsers, Optional.empty());
        switch (result.outcome()) {
            case PASSED -> {
                return accept(context, header, realm, result, isRegister);
            }
            case UNAVAILABLE -> {
                retryAfter(context, 5);
                context.reply(503, "Service Unavailable");
            }
            case BLOCKED -> {
                retryAfter(context, result.pause());
                context.reply(403, "Forbidden");
            }
            case EXPIRED, REPLAYED -> examiner.challenge(context, new Wish(realm, qop, true, isRegister));
            case WRONG_PASSWORD, UNKNOWN_USER ->
                challengeLater(context, new Wish(realm, qop, false, isRegister), result.pause());
            default -> examiner.challenge(context, new Wish(realm, qop, false, isRegister));
        }
        return false;
    }

    private boolean accept(SipContext context, HeaderName header, String realm, Result result, boolean isRegister) {
        DigestCredentials credentials = result.credentials().orElseThrow();
        if (!Identity.isOf(context.request(), credentials.name())) {
            counters.count(Event.OTHER_USER);
            context.reply(403, "Forbidden auth ID");
            return false;
        }
        counters.count(Event.PASSED);
        Examiner.keep(context, result.attributes());
        if (!isRegister) {
            // nobody behind this server is to see them
            Examiner.consume(context, header, realm);
        }
        return true;
    }

    private void challengeLater(SipContext context, Wish wish, long millis) {
        if (millis == 0) {
            examiner.challenge(context, wish);
            return;
        }
        boolean waits = delayed.answer(context, millis, () -> examiner.challenge(context, wish));
        counters.count(waits ? Event.DELAYED : Event.DROPPED);
    }

    @Override
    public Optional<String> provenUser(SipContext context) {
        return context.attachment(Proven.class, Proven::new).place().map(Proven.Place::user);
    }

    @Override
    public boolean mayBlock(SipContext context, String wholeRealm) {
        String realm = examiner.realm(wholeRealm);
        HeaderName header = Examiner.header(context.request().method() == Method.REGISTER);
        return stores.areThere()
                && DigestCredentials.find(context.request(), header, realm)
                        .filter(found -> allUsers.known(found.name(), realm).isEmpty())
                        .isPresent();
    }

    /** What functions of scripts call. */
    DigestCheck checks() {
        return checks;
    }

    /** Who failed how often. */
    Guard guard() {
        return examiner.memory().guard();
    }

    /** The users of the file. */
    FileUsers fileUsers() {
        return fileUsers;
    }

    private static void retryAfter(SipContext context, long seconds) {
        context.replyHeaders().put("Retry-After: ").putNumber(seconds).put("\r\n");
    }

    @Override
    public String group() {
        return "auth";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        counters.collect(sink);
        sink.accept("waiting", delayed.waiting());
        sink.accept("nonces", examiner.memory().uses().size());
        sink.accept("watched", guard().size());
        sink.accept("users", fileUsers.users().size());
    }

    @Override
    public boolean isGauge(String name) {
        return switch (name) {
            case "waiting", "nonces", "watched", "users" -> true;
            default -> false;
        };
    }

    @Override
    public void reset() {
        counters.reset();
    }
}
