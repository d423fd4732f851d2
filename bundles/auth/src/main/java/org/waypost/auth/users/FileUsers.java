package org.waypost.auth.users;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.auth.DigestName;
import org.waypost.sip.auth.UserSecret;
import org.waypost.sip.auth.UserStore;

/** The users of a file, read again when it changes; while a new version cannot be used the last good one stays in force. */
public final class FileUsers implements UserStore {

    private static final Logger LOG = LoggerFactory.getLogger(FileUsers.class);

    /** What tells one version of the file from another. */
    private record Version(FileTime time, long size, Object key) {}

    private static final Version MISSING = new Version(FileTime.fromMillis(0), -1, "");

    private Optional<Path> file = Optional.empty();
    private Optional<Version> seen = Optional.empty();
    private volatile Map<String, UserSecret> users = Map.of();

    /** Another file, or none. */
    public synchronized void use(Optional<Path> newFile) {
        if (!newFile.equals(file)) {
            file = newFile;
            seen = Optional.empty();
            users = Map.of();
        }
        check();
    }

    /** Reads the file if it changed. */
    public synchronized void check() {
        file.ifPresent(this::check);
    }

    private void check(Path path) {
        Version now = version(path);
        if (seen.isPresent() && seen.get().equals(now)) {
            return;
        }
        boolean isFirst = seen.isEmpty();
        seen = Optional.of(now);
        if (now.equals(MISSING)) {
            if (!isFirst) {
                LOG.warn("auth: {} is gone; its {} users stay in force", path, users.size());
            }
            return;
        }
        try {
            users = UsersFile.read(path);
            LOG.info("auth: {} users from {}", users.size(), path);
        } catch (UsersFile.Malformed | IOException unusable) {
            LOG.warn(
                    "auth: {}, {}; refused, the last {} users stay in force",
                    path,
                    unusable.getMessage(),
                    users.size());
        }
    }

    private static Version version(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Version(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        } catch (IOException missing) {
            return MISSING;
        }
    }

    // names of hosts are the same in any case
    static String key(String name) {
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at) + name.substring(at).toLowerCase(Locale.ROOT);
    }

    /** The users by {@code user@realm}, or {@code user} for all realms. */
    public Map<String, UserSecret> users() {
        return users;
    }

    @Override
    public Answer find(DigestName name, String realm) {
        if (!name.domain().isEmpty() && !name.domain().equalsIgnoreCase(realm)) {
            return UNKNOWN;
        }
        Map<String, UserSecret> now = users;
        UserSecret secret = now.get(name.user() + '@' + realm.toLowerCase(Locale.ROOT));
        if (secret == null) {
            secret = now.get(name.user());
        }
        return secret == null ? UNKNOWN : new Found(secret);
    }

    @Override
    public Optional<Answer> known(DigestName name, String realm) {
        return Optional.of(find(name, realm));
    }
}
