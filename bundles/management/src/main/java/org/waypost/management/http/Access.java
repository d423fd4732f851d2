package org.waypost.management.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;

/**
 * Says which requests are let in: those that carry the token, if there is one, and none that a web page of strangers makes a browser
 * send: by a name of theirs that leads here (DNS rebinding), or as a form. State: the settings in force.
 */
@Component(service = Access.class)
public final class Access {

    /** Why a request is not let in. */
    record Refusal(int status, String reason) {}

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");
    private static final Pattern JSON = Pattern.compile("(?i)application/json\\s*(;.*)?");
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private volatile HttpSettings settings = new HttpSettings(List.of(), "", Set.of(), 1 << 20, 32);

    void configure(HttpSettings now) {
        settings = now;
    }

    /** Octets that the body of a request may have. */
    public int maxBody() {
        return settings.maxBody();
    }

    /** Whether whoever asks has shown the token, or there is none to show. */
    public boolean knows(HttpExchange exchange) {
        HttpSettings now = settings;
        if (now.token().isEmpty()) {
            return exchange.getLocalAddress().getAddress().isLoopbackAddress();
        }
        return shown(exchange.getRequestHeaders())
                .filter(token -> same(token, now.token()))
                .isPresent();
    }

    /** @param open whether what is asked for needs no token */
    Optional<Refusal> check(HttpExchange exchange, boolean open) {
        Optional<Refusal> stranger = stranger(exchange);
        if (stranger.isPresent() || open || knows(exchange)) {
            return stranger;
        }
        return Optional.of(new Refusal(401, "Authorization: Bearer TOKEN is wanted (parameter token of module http)"));
    }

    private Optional<Refusal> stranger(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        List<String> hosts = headers.getOrDefault("Host", List.of());
        if (hosts.size() > 1 || hosts.isEmpty() && !exchange.getProtocol().equalsIgnoreCase("HTTP/1.0")) {
            return Optional.of(new Refusal(400, "One header Host is wanted"));
        }
        String host = hosts.isEmpty() ? "" : hosts.get(0).strip().toLowerCase(Locale.ROOT);
        if (!host.isEmpty() && !isOwn(host)) {
            return Optional.of(new Refusal(403, "Not a name of this server (parameter hosts of module http)"));
        }
        String origin = headers.getFirst("Origin");
        if (origin != null
                && !origin.toLowerCase(Locale.ROOT)
                        .replaceFirst("^https?://", "")
                        .equals(host)) {
            return Optional.of(new Refusal(403, "Pages of other servers may not ask this one"));
        }
        // A browser sends JSON to another server only after it has asked whether it may.
        String type = headers.getFirst("Content-Type");
        if (!READING.contains(exchange.getRequestMethod())
                && (type == null || !JSON.matcher(type.strip()).matches())) {
            return Optional.of(new Refusal(415, "Content-Type: application/json is wanted"));
        }
        return Optional.empty();
    }

    private boolean isOwn(String hostAndPort) {
        String host = hostAndPort.replaceFirst(":\\d*$", "");
        return host.equals("localhost")
                || IPV4.matcher(host).matches()
                || IPV6.matcher(host).matches()
                || settings.hosts().contains(host);
    }

    private static Optional<String> shown(Headers headers) {
        String authorization = headers.getFirst("Authorization");
        if (authorization == null) {
            return Optional.empty();
        }
        String[] words = authorization.strip().split(" +", 2);
        if (words.length == 2 && words[0].equalsIgnoreCase("Bearer")) {
            return Optional.of(words[1]);
        }
        return words.length == 2 && words[0].equalsIgnoreCase("Basic") ? password(words[1]) : Optional.empty();
    }

    private static Optional<String> password(String credentials) {
        try {
            String text = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    // The time it takes tells nothing of the token, not even its length.
    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(digest(one), digest(other));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
