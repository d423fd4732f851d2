package org.waypost.sip.transport.tls;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The profiles in force, and which of them a connection gets. Immutable: connections keep what they have got. */
final class TlsChoice {

    private static final String SERVER = "server:default";
    private static final String CLIENT = "client:default";

    private final List<TlsContext> contexts;

    private TlsChoice(List<TlsContext> contexts) {
        this.contexts = List.copyOf(contexts);
    }

    /** Reads all files that the settings name; a {@link TlsFault} says what is wrong. */
    static TlsChoice read(TlsSettings settings) {
        return new TlsChoice(profiles(settings).stream().map(TlsContext::of).toList());
    }

    /** The files that are read for these settings, as far as that can be seen: what is watched. */
    static Set<Path> files(TlsSettings settings) {
        Set<Path> files = new LinkedHashSet<>();
        settings.config().ifPresent(files::add);
        List<Profile> profiles;
        try {
            profiles = profiles(settings);
        } catch (TlsFault unreadable) {
            return files;
        }
        for (Profile profile : profiles) {
            profile.certificate().ifPresent(files::add);
            profile.key().ifPresent(files::add);
            profile.authorities().ifPresent(files::add);
            profile.revocations().ifPresent(files::add);
        }
        return files;
    }

    private static List<Profile> profiles(TlsSettings settings) {
        Map<String, List<Map<String, String>>> sections = new LinkedHashMap<>();
        sections.put(SERVER, List.of(Map.of()));
        sections.put(CLIENT, List.of(Map.of()));
        if (settings.config().isPresent()) {
            Path file = settings.config().get();
            Path folder = file.toAbsolutePath().getParent();
            for (TlsFile.Section section : TlsFile.read(file)) {
                Map<String, String> own = Profile.resolved(section.attributes(), folder);
                List<Map<String, String>> same = new ArrayList<>(sections.getOrDefault(section.name(), List.of()));
                same.removeIf(Map::isEmpty);
                same.add(own);
                sections.put(section.name(), same);
            }
        }
        List<Profile> profiles = new ArrayList<>();
        sections.forEach((name, all) -> {
            for (Map<String, String> own : all) {
                Map<String, String> attributes = new HashMap<>(settings.attributes());
                boolean isServer = name.startsWith("server");
                attributes.putAll(sections.get(isServer ? SERVER : CLIENT).get(0));
                attributes.putAll(own);
                profiles.add(Profile.of(name, attributes));
            }
        });
        return profiles;
    }

    List<TlsContext> contexts() {
        return contexts;
    }

    /**
     * For a connection that was accepted: the profile of the address that has the name which the client asks for, else the one of the
     * address without a name, else the default one. Empty if there is no certificate.
     *
     * @param asked in lower case; empty if the client named none
     */
    Optional<TlsContext> server(InetSocketAddress local, String asked) {
        return first(profile -> profile.isServer() && profile.isAt(local) && !asked.isEmpty() && profile.isNamed(asked))
                .or(() -> first(profile -> profile.isServer()
                        && profile.address().isPresent()
                        && profile.isAt(local)
                        && profile.serverName().isEmpty()))
                .or(() -> first(profile -> profile.isServer() && profile.isDefault()))
                .filter(context -> context.credentials().isPresent());
    }

    /**
     * For a connection that is opened: the profile with that {@code server_id}, else the one of that address, else the default one.
     *
     * @param serverId empty for none
     */
    TlsContext client(InetSocketAddress remote, String serverId) {
        return first(profile -> !profile.isServer()
                        && !serverId.isEmpty()
                        && profile.serverId().equals(serverId))
                .or(() -> first(
                        profile -> !profile.isServer() && profile.address().isPresent() && profile.isAt(remote)))
                .or(() -> first(profile -> !profile.isServer() && profile.isDefault()))
                .orElseThrow();
    }

    private Optional<TlsContext> first(Predicate<Profile> wanted) {
        return contexts.stream()
                .filter(context -> wanted.test(context.profile()))
                .findFirst();
    }
}
