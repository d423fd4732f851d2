package org.waypost.auth;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.auth.guard.Guard;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.TerminalText;
import org.waypost.shell.text.TextTable;
import org.waypost.sip.auth.DigestAlgorithm;
import org.waypost.sip.auth.DigestName;
import org.waypost.sip.auth.UserSecret;

/** The commands {@code auth:*}: who is in the file of users, lines for it, and who is blocked because of wrong passwords. */
@Component(
        service = AuthCommands.class,
        property = {
            "osgi.command.scope=auth",
            "osgi.command.function=users",
            "osgi.command.function=hash",
            "osgi.command.function=blocked",
            "osgi.command.function=unblock"
        })
public final class AuthCommands {

    private static final String EVERYBODY = "all";

    private final Authentication authentication;

    @Activate
    public AuthCommands(@Reference Authentication authentication) {
        this.authentication = authentication;
    }

    @Descriptor("list the users of the file, without their passwords: auth:users")
    public void users(
            @Descriptor("as a JSON array") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        TextTable table = new TextTable("User", "Realm", "Kept");
        Map<String, UserSecret> users = new TreeMap<>(authentication.fileUsers().users());
        users.forEach((name, secret) -> {
            DigestName parts = DigestName.of(TerminalText.decoded(name));
            table.row(parts.user(), parts.domain().isEmpty() ? "(any)" : parts.domain(), secret.toString());
        });
        table.print(json);
    }

    @Descriptor("make a line for the file of users that shows no password: auth:hash bob@example.com word SHA-256")
    public void hash(
            @Descriptor("user@realm") String user,
            @Descriptor("password") String password,
            @Descriptor("MD5, SHA-256 or SHA-512-256") String algorithm) {
        DigestAlgorithm known = DigestAlgorithm.of(algorithm)
                .filter(any -> !algorithm.isEmpty())
                .orElseThrow(() -> new CommandException("'" + algorithm + "' is none of MD5, SHA-256 and SHA-512-256"));
        DigestName name = DigestName.of(TerminalText.octets(user));
        if (name.user().isEmpty() || name.domain().isEmpty() || user.indexOf(':') >= 0 && !user.contains("@[")) {
            throw new CommandException("'" + user + "' is no user@realm");
        }
        String hash = known.hash(name.user(), name.domain(), TerminalText.octets(password));
        Output.stream().println(user + ":{HA1-" + known.token() + "}" + hash);
    }

    @Descriptor("make a line with MD5 for the file of users that shows no password: auth:hash bob@example.com word")
    public void hash(@Descriptor("user@realm") String user, @Descriptor("password") String password) {
        hash(user, password, DigestAlgorithm.MD5.token());
    }

    @Descriptor("list the sources and users of which nothing is checked after too many wrong passwords: auth:blocked")
    public void blocked(
            @Descriptor("as a JSON array") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json) {
        TextTable table = new TextTable("Source", "User", "Failures", "Seconds");
        for (Guard.Blocked each : authentication.guard().blockedNow(Guard.now())) {
            table.row(each.source(), TerminalText.decoded(each.user()), each.failures(), each.seconds());
        }
        table.print(json);
    }

    @Descriptor("let a source, a user or all be checked again at once: auth:unblock 192.0.2.7")
    public void unblock(@Descriptor("an address or user@realm as auth:blocked shows it, or all") String who) {
        List<Guard.Blocked> freed = authentication
                .guard()
                .release(
                        Guard.now(),
                        each -> who.equals(EVERYBODY)
                                || who.equals(each.source())
                                || who.equals(TerminalText.decoded(each.user())));
        if (freed.isEmpty() && !who.equals(EVERYBODY)) {
            throw new CommandException("nothing of '" + who + "' is blocked");
        }
        Output.stream().println(freed.size() + " unblocked");
    }
}
