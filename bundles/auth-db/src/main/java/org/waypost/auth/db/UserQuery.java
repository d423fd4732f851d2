package org.waypost.auth.db;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waypost.jdbc.Dialect;
import org.waypost.sip.auth.DigestAlgorithm;
import org.waypost.sip.auth.UserSecret;
import org.waypost.sip.auth.UserStore;
import org.waypost.sip.auth.UserStore.Answer;
import org.waypost.sip.auth.UserStore.Found;

/** Reads the row of a user. Texts of messages have one char for each octet, those of the database are Unicode. */
final class UserQuery {

    private static final int PASSWORD = 2;
    private static final int QUALIFIED_PASSWORD = 3;
    private static final int LOADED = 4;
    private static final String HEX = "[0-9A-Fa-f]+";

    private final TableLayout layout;
    private final String anyDomain;
    private final String oneDomain;

    UserQuery(Dialect dialect, TableLayout layout, String table) {
        this.layout = layout;
        String columns = columns(layout).map(dialect::quote).collect(Collectors.joining(", "));
        anyDomain = "SELECT " + columns + " FROM " + dialect.quote(table) + " WHERE " + dialect.quote(layout.user())
                + " = ?";
        oneDomain = anyDomain + " AND " + dialect.quote(layout.domain()) + " = ?";
    }

    /** The columns that are read, in order. */
    private static Stream<String> columns(TableLayout layout) {
        return Stream.concat(
                Stream.of(
                        layout.user(),
                        layout.password(),
                        layout.plain() ? layout.password() : layout.qualifiedPassword()),
                layout.loaded().stream().map(LoadedColumn::column));
    }

    /** The columns that tables must have. */
    static List<String> wanted(TableLayout layout) {
        return Stream.concat(columns(layout), layout.useDomain() ? Stream.of(layout.domain()) : Stream.empty())
                .distinct()
                .toList();
    }

    Answer run(Connection connection, Asked who) throws SQLException {
        Optional<String> user = unicode(who.user());
        Optional<String> domain = unicode(who.domain());
        if (user.isEmpty() || domain.isEmpty()) {
            return UserStore.UNKNOWN;
        }
        try (PreparedStatement query = connection.prepareStatement(who.domain().isEmpty() ? anyDomain : oneDomain)) {
            query.setString(1, user.get());
            if (!who.domain().isEmpty()) {
                query.setString(2, domain.get());
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    // some databases see no difference between Alice and alice
                    if (user.get().equals(rows.getString(1))) {
                        return new Found(secret(rows, who), attributes(rows));
                    }
                }
                return UserStore.UNKNOWN;
            }
        }
    }

    private UserSecret secret(ResultSet rows, Asked who) throws SQLException {
        String kept = rows.getString(who.qualified() ? QUALIFIED_PASSWORD : PASSWORD);
        if (kept == null || kept.isEmpty()) {
            return UserSecret.ofHashes(Map.of());
        }
        if (layout.plain()) {
            return UserSecret.ofPassword(octets(kept));
        }
        Map<DigestAlgorithm, String> hashes = new EnumMap<>(DigestAlgorithm.class);
        for (DigestAlgorithm algorithm : List.of(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256)) {
            if (kept.length() == algorithm.hexLength() && kept.matches(HEX)) {
                hashes.put(algorithm, kept.toLowerCase(Locale.ROOT));
            }
        }
        return UserSecret.ofHashes(hashes);
    }

    private Map<String, String> attributes(ResultSet rows) throws SQLException {
        if (layout.loaded().isEmpty()) {
            return Map.of();
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        int index = LOADED;
        for (LoadedColumn column : layout.loaded()) {
            String value = rows.getString(index++);
            if (value != null) {
                attributes.put(column.avp(), octets(value));
            }
        }
        return attributes;
    }

    private static String octets(String unicode) {
        return new String(unicode.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    // no database has a name with octets that are no text
    private static Optional<String> unicode(String octets) {
        if (octets.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }
}
