package org.waypost.kemi.auth;

import static org.waypost.kemi.Arguments.integer;
import static org.waypost.kemi.Arguments.text;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.kemi.Functions;
import org.waypost.kemi.settings.LogOnce;
import org.waypost.sip.ParameterReader;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;

/**
 * {@code KSR.auth} and {@code KSR.auth_db}, which cannot authenticate anybody yet: each check fails, so that no script lets a request
 * pass that it wanted to be authenticated. Scripts see them only if the operator asks for it, as scripts such as Kamailio's example
 * take their presence for the wish to authenticate.
 */
@Component(
        configurationPid = "waypost.auth",
        immediate = true,
        service = {})
@Designate(ocd = AuthParameters.class)
public final class AuthModules {

    private static final Logger LOG = LoggerFactory.getLogger(AuthModules.class);

    private static final int ERROR = -1;
    private static final int NO_CREDENTIALS = -5;

    /** Flag of auth_challenge: no 500 if there can be no challenge. */
    private static final int SILENT = 4;

    private record Module(String name, Map<String, ScriptModule.Signature> functions) implements ScriptModule {}

    private final LogOnce log = new LogOnce(LOG);
    private final Function<ScriptModule, Runnable> publisher;
    private List<Runnable> published = List.of();
    private int present;

    /** As Declarative Services makes it. */
    @Activate
    public AuthModules(BundleContext bundle) {
        this(module -> {
            ServiceRegistration<ScriptModule> registration = bundle.registerService(ScriptModule.class, module, null);
            return registration::unregister;
        });
    }

    /** @param publisher makes a module a service, and gives the way to take it back */
    AuthModules(Function<ScriptModule, Runnable> publisher) {
        this.publisher = publisher;
    }

    @Activate
    @Modified
    synchronized void configure(AuthParameters parameters, Map<String, Object> raw) {
        int wanted = new ParameterReader("auth", raw, LOG::warn)
                .number("auth_modules", parameters::auth__modules, 0, 1, present);
        if (wanted != present) {
            stop();
            present = wanted;
            published = wanted == 0 ? List.of() : List.of(publisher.apply(auth()), publisher.apply(authDb()));
        }
    }

    @Deactivate
    synchronized void stop() {
        published.forEach(Runnable::run);
        published = List.of();
    }

    /** The module auth. */
    ScriptModule auth() {
        return new Module(
                "auth",
                new Functions("auth")
                        .add(
                                "auth_challenge",
                                "si",
                                "Sends no challenge yet: answers 500 (unless flag 4 is given) and gives -1.",
                                (context, arguments) -> challenge(context, integer(arguments, 1)))
                        .add(
                                "pv_auth_check",
                                "ssii",
                                "Gives -5 without credentials for the realm, and -1 with any, as none are checked yet.",
                                (context, arguments) -> check(context, text(arguments, 0), "auth.pv_auth_check"))
                        .add(
                                "has_credentials",
                                "s",
                                "Tells whether the request carries credentials for a realm.",
                                (context, arguments) ->
                                        Credentials.has(context.request(), text(arguments, 0)) ? 1 : ERROR)
                        .add(
                                "consume_credentials",
                                "",
                                "Gives -1, as there are no authorized credentials yet.",
                                (context, arguments) -> noEffect("auth.consume_credentials"))
                        .table());
    }

    /** The module auth_db. */
    ScriptModule authDb() {
        return new Module(
                "auth_db",
                new Functions("auth_db")
                        .add(
                                "auth_check",
                                "ssi",
                                "Gives -5 without credentials for the realm, and -1 with any, as none are checked yet.",
                                (context, arguments) -> check(context, text(arguments, 0), "auth_db.auth_check"))
                        .add(
                                "is_subscriber",
                                "ssi",
                                "Gives -1, as there is no table of subscribers yet.",
                                (context, arguments) -> noEffect("auth_db.is_subscriber"))
                        .table());
    }

    private int check(SipContext context, String realm, String function) {
        noEffect(function);
        return Credentials.has(context.request(), realm) ? ERROR : NO_CREDENTIALS;
    }

    private int challenge(SipContext context, int flags) {
        noEffect("auth.auth_challenge");
        if ((flags & SILENT) == 0) {
            context.reply(500, "Internal Server Error");
        }
        return ERROR;
    }

    private int noEffect(String function) {
        log.warn("KSR." + function + " has no effect yet: nobody can authenticate, the request is refused");
        return ERROR;
    }
}
