package org.waypost.auth;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import org.osgi.framework.BundleContext;
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
import org.waypost.auth.Examination.Result;
import org.waypost.auth.digest.Challenge;
import org.waypost.auth.digest.DigestCredentials;
import org.waypost.auth.digest.Nonces;
import org.waypost.auth.users.FileUsers;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Method;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.Value;
import org.waypost.sip.auth.Authenticator;
import org.waypost.sip.auth.DigestAlgorithm;
import org.waypost.sip.auth.DigestCheck;
import org.waypost.sip.auth.UserStore;

/**
 * Digest authentication (RFC 3261 22, RFC 7616, RFC 8760): challenges and checks credentials for routes in Java and for scripts. Those who
 * guess passwords wait longer and longer for an answer, and are refused without a look after some time.
 */
@Component(
        configurationPid = "waypost.auth",
        immediate = true,
        service = {Authenticator.class, DigestCheck.class, StatisticsGroup.class, Authentication.class})
@Designate(ocd = AuthParameters.class)
public final class Authentication implements Authenticator, DigestCheck, StatisticsGroup {

    private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);

    /** Framework property: the directory of the configuration. */
    private static final String DIRECTORY = "waypost.config";

    /** Flag of {@link #check} beside {@link #SAME_USER}: not of requests that may come with an anonymous From. */
    private static final int ANONYMOUS_TOO = 2;

    /** Flag of {@link #challenge}: Kamailio's numbers. */
    private static final int QOP_AUTH = 1;

    private static final int QOP_INTEGRITY = 2;
    private static final int STALE = 16;

    private final BundleContext bundle;
    private final Path directory;
    private final FileUsers fileUsers = new FileUsers();
    private final AllUsers allUsers;
    private final Examination examination = new Examination();
    private final DelayedAnswers delayed = new DelayedAnswers();
    private final AuthCounters counters = new AuthCounters();
    private volatile AuthSettings settings = AuthSettings.DEFAULTS;
    private volatile Nonces nonces = Nonces.of("");
    private String secret = "";
    private List<ServiceRegistration<ScriptModule>> modules = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile List<UserStore> stores = List.of();

    @Activate
    public Authentication(BundleContext bundle) {
        this.bundle = bundle;
        directory = Path.of(Optional.ofNullable(bundle.getProperty(DIRECTORY)).orElse(""));
        allUsers = new AllUsers(fileUsers, () -> stores);
    }

    @Activate
    void start(AuthParameters parameters, Map<String, Object> raw) {
        configure(parameters, raw);
        delayed.everySecond(() -> {
            fileUsers.check();
            examination.uses().forget(System.currentTimeMillis() / 1000 - settings.nonceExpire());
        });
    }

    @Modified
    synchronized void configure(AuthParameters parameters, Map<String, Object> raw) {
        AuthSettings now = AuthSettings.of(parameters, raw, settings, LOG::warn);
        String newSecret = parameters.secret();
        if (!newSecret.equals(secret)) {
            secret = newSecret;
            nonces = Nonces.of(secret);
        }
        settings = now;
        fileUsers.use(now.usersFile().map(directory::resolve));
        if (now.modules() == modules.isEmpty()) {
            withdraw();
            modules = now.modules()
                    ? List.of(
                            bundle.registerService(ScriptModule.class, new AuthModule(this), null),
                            bundle.registerService(ScriptModule.class, new AuthDbModule(this), null))
                    : List.of();
        }
    }

    @Deactivate
    synchronized void stop() {
        withdraw();
        delayed.close();
    }

    private void withdraw() {
        modules.forEach(ServiceRegistration::unregister);
        modules = List.of();
    }

    @Override
    public boolean admits(SipContext context, String wholeRealm) {
        AuthSettings now = settings;
        boolean isRegister = context.request().method() == Method.REGISTER;
        HeaderName header = credentialsHeader(isRegister);
        String realm = realm(wholeRealm, now);
        Result result = examine(context, header, realm, allUsers, now);
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
            case EXPIRED, REPLAYED -> challenge(context, realm, now.qop(), true, isRegister);
            case WRONG_PASSWORD, UNKNOWN_USER -> challengeLater(context, realm, isRegister, result.pause());
            default -> challenge(context, realm, now.qop(), false, isRegister);
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
        keep(context, result);
        if (!isRegister) {
            // nobody behind this server is to see them
            consume(context, header, realm);
        }
        return true;
    }

    private void challengeLater(SipContext context, String realm, boolean www, long millis) {
        String qop = settings.qop();
        if (millis == 0) {
            challenge(context, realm, qop, false, www);
            return;
        }
        boolean waits = delayed.answer(context, millis, () -> challenge(context, realm, qop, false, www));
        counters.count(waits ? Event.DELAYED : Event.DROPPED);
    }

    @Override
    public boolean mayBlock(SipContext context, String wholeRealm) {
        String realm = realm(wholeRealm, settings);
        HeaderName header = credentialsHeader(context.request().method() == Method.REGISTER);
        return !stores.isEmpty()
                && DigestCredentials.find(context.request(), header, realm)
                        .filter(found ->
                                allUsers.known(found.name(), found.realm()).isEmpty())
                        .isPresent();
    }

    @Override
    public int check(SipContext context, String realm, UserStore users, int flags) {
        return check(context, realm, users, flags, context.request().method() == Method.REGISTER);
    }

    @Override
    public int check(SipContext context, String wholeRealm, UserStore users, int flags, boolean www) {
        Method method = context.request().method();
        // they cannot be challenged, RFC 3261 22.1, so Kamailio lets them pass
        if (method == Method.ACK || method == Method.CANCEL || method == Method.PRACK) {
            return PASSED;
        }
        AuthSettings now = settings;
        String realm = realm(wholeRealm, now);
        HeaderName header = credentialsHeader(www);
        Result result = examine(context, header, realm, users, now);
        if (result.outcome() != Examination.Outcome.PASSED) {
            return code(result.outcome());
        }
        if ((flags & SAME_USER) != 0 && !((flags & ANONYMOUS_TOO) != 0 && mayBeAnonymous(method))) {
            boolean isSame = Identity.isEverywhere(
                    context.request(), result.credentials().orElseThrow().name(), now.useDomain() ? realm : "");
            if (!isSame) {
                counters.count(Event.OTHER_USER);
                return OTHER_USER;
            }
        }
        counters.count(Event.PASSED);
        keep(context, result);
        context.attachment(Proven.class, Proven::new).note(header, realm);
        return PASSED;
    }

    private static boolean mayBeAnonymous(Method method) {
        return switch (method) {
            case INVITE, BYE, PRACK, UPDATE, MESSAGE -> true;
            default -> false;
        };
    }

    private static int code(Examination.Outcome outcome) {
        return switch (outcome) {
            case PASSED -> PASSED;
            case NO_CREDENTIALS -> NO_CREDENTIALS;
            case EXPIRED, REPLAYED -> EXPIRED_NONCE;
            case UNKNOWN_USER -> UNKNOWN_USER;
            case WRONG_PASSWORD -> WRONG_PASSWORD;
            case MALFORMED, BLOCKED, UNAVAILABLE -> ERROR;
        };
    }

    @Override
    public UserStore allUsers() {
        return allUsers;
    }

    /** The users of the file. */
    FileUsers fileUsers() {
        return fileUsers;
    }

    /**
     * Sends a challenge as a script asks for it.
     *
     * @param flags as in Kamailio: 1 qop auth, 2 qop auth-int, 16 stale
     */
    void challenge(SipContext context, String realm, int flags, boolean www) {
        challenge(context, realm(realm, settings), qop(flags), (flags & STALE) != 0, www);
    }

    private static String qop(int flags) {
        if ((flags & QOP_INTEGRITY) != 0) {
            return "auth-int";
        }
        return (flags & QOP_AUTH) != 0 ? "auth" : "";
    }

    private void challenge(SipContext context, String realm, String qop, boolean stale, boolean www) {
        AuthSettings now = settings;
        counters.count(Event.CHALLENGES);
        if (now.algorithms().isEmpty()) {
            put(context, www, new Challenge(realm, nonce(context, realm, qop, now), qop, stale, Optional.empty()));
        }
        // RFC 8760 2.3: one for each algorithm, the best first
        for (DigestAlgorithm algorithm : now.algorithms()) {
            String nonce = nonce(context, realm, qop, now);
            put(context, www, new Challenge(realm, nonce, qop, stale, Optional.of(algorithm)));
        }
        context.reply(www ? 401 : 407, www ? "Unauthorized" : "Proxy Authentication Required");
    }

    private String nonce(SipContext context, String realm, String qop, AuthSettings now) {
        return Examination.nonce(context, realm, !qop.isEmpty(), nonces, now);
    }

    private static void put(SipContext context, boolean www, Challenge challenge) {
        context.replyHeaders()
                .put(www ? "WWW-Authenticate: " : "Proxy-Authenticate: ")
                .put(challenge.toString())
                .put("\r\n");
    }

    private static void retryAfter(SipContext context, long seconds) {
        context.replyHeaders().put("Retry-After: ").putNumber(seconds).put("\r\n");
    }

    private Result examine(SipContext context, HeaderName header, String realm, UserStore users, AuthSettings now) {
        Result result = examination.examine(context, header, realm, users, nonces, now);
        switch (result.outcome()) {
            case MALFORMED -> counters.count(Event.MALFORMED);
            case EXPIRED -> counters.count(Event.EXPIRED_NONCE);
            case BLOCKED -> counters.count(Event.BLOCKED);
            case UNAVAILABLE -> counters.count(Event.UNAVAILABLE);
            case UNKNOWN_USER -> counters.count(Event.UNKNOWN_USER);
            case WRONG_PASSWORD -> counters.count(Event.WRONG_PASSWORD);
            case REPLAYED -> counters.count(Event.REPLAYED);
            case PASSED, NO_CREDENTIALS -> {
                // the first is counted when the user is known to be the right one, the other with the challenge
            }
        }
        return result;
    }

    private static void keep(SipContext context, Result result) {
        result.attributes().forEach((avp, value) -> context.avps().add(avp, Value.of(value)));
    }

    /** Takes the credentials for that realm out of what is passed on; false if there are none. */
    static boolean consume(SipContext context, HeaderName header, String realm) {
        int index = DigestCredentials.indexOf(context.request(), header, realm);
        if (index >= 0) {
            context.edits().remove(index);
        }
        return index >= 0;
    }

    private static HeaderName credentialsHeader(boolean www) {
        return www ? HeaderName.AUTHORIZATION : HeaderName.PROXY_AUTHORIZATION;
    }

    private static String realm(String whole, AuthSettings now) {
        String prefix = now.realmPrefix();
        return !prefix.isEmpty() && whole.length() > prefix.length() && whole.startsWith(prefix)
                ? whole.substring(prefix.length())
                : whole;
    }

    @Override
    public String group() {
        return "auth";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        counters.collect(sink);
        sink.accept("waiting", delayed.waiting());
        sink.accept("nonces", examination.uses().size());
        sink.accept("watched", examination.guard().size());
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
