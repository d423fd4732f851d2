package org.waypost.itest.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.waypost.itest.docs.Metatype;
import org.waypost.itest.kit.Outcome;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.WaypostContainer;

/** Every parameter of every bundle refuses what has the wrong type or is out of its range, says what is allowed, and stays as it is. */
@ExtendWith(SharedContainer.class)
class RefusedValuesIT {

    /** What texts refuse; {@code *_column} and those with a list of options have their own. */
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("dns.servers", "ns.example"),
            Map.entry("htable.htable", "no definition"),
            Map.entry("http.listen", "no address"),
            Map.entry("kemi.script", "nowhere.lua"),
            Map.entry("logging.levels", "no level"),
            Map.entry("nathelper.alias_name", "a b"),
            Map.entry("nathelper.force_socket", "127.0.0.1"),
            Map.entry("nathelper.nortpproxy_str", "no line"),
            Map.entry("nathelper.received_avp", "$fu"),
            Map.entry("nathelper.sipping_from", "no uri"),
            Map.entry("nathelper.sipping_method", "a b"),
            Map.entry("auth.algorithm", "MD4"),
            Map.entry("auth.realm_prefix", "a b"),
            Map.entry("auth_db.db_url", "oracle://db"),
            Map.entry("auth_db.table", "a b"),
            Map.entry("auth_db.password_column_2", "a b"),
            Map.entry("auth_db.load_credentials", "$var(x)=rpid"),
            Map.entry("auth_db.version_table", "a b"),
            Map.entry("path.flow_token_secret", "short"),
            Map.entry("path.registrar", "no uri"),
            Map.entry("permissions.peer_tag_avp", "$fu"),
            Map.entry("registrar.aor_avp", "$fu"),
            Map.entry("registrar.event_callback", "f()"),
            Map.entry("registrar.realm_prefix", "a b"),
            Map.entry("registrar.received_avp", "$fu"),
            Map.entry("registrar.received_param", "a b"),
            Map.entry("registrar.reg_callid_avp", "$fu"),
            Map.entry("registrar.sock_hdr_name", "a b"),
            Map.entry("registrar.xavp_cfg", "a=>b"),
            Map.entry("registrar.xavp_rcd", "a=>b"),
            Map.entry("route.auth_realm", "a b"),
            Map.entry("route.route_secret", "short"),
            Map.entry("tls.ca_list", "nowhere.pem"),
            Map.entry("tls.certificate", "nowhere.pem"),
            Map.entry("tls.cipher_list", "NO-SUCH-CIPHER"),
            Map.entry("tls.config", "nowhere.cfg"),
            Map.entry("tls.crl", "nowhere.pem"),
            Map.entry("tls.private_key", "nowhere.key"),
            Map.entry("tls.server_name", "a b"),
            Map.entry("tls.tls_method", "SSLv3"),
            Map.entry("transport.alias", "no:such:form"),
            Map.entry("transport.listen", "no address"),
            Map.entry("transport.server_header", "no header"),
            Map.entry("usrloc.db_url", "no address"),
            Map.entry("usrloc.ka_domain", "a b"),
            Map.entry("usrloc.ka_from", "no uri"),
            Map.entry("usrloc.ka_logmsg", "two\nlines"),
            Map.entry("usrloc.ka_method", "a b"),
            Map.entry("usrloc.ka_reply_codes", "seven"),
            Map.entry("usrloc.preload", "a b"),
            Map.entry("usrloc.store", "nonesuch"),
            Map.entry("usrloc.version_table", "a b"),
            Map.entry("usrloc.xavp_contact", "a b"),
            Map.entry("websocket.event_callback", "f()"),
            Map.entry("websocket.origins", "a/b/c"),
            Map.entry("websocket.ping_application_data", "a".repeat(126)),
            Map.entry("websocket.trusted_proxies", "proxy.example.com"));

    /** Texts that may be anything. */
    private static final List<String> FREE = List.of(
            "auth.secret",
            "auth_db.db_user",
            "auth_db.db_password",
            "auth.users_file",
            "http.hosts",
            "http.token",
            "permissions.address_file",
            "usrloc.db_user",
            "usrloc.db_password");

    private final Map<String, Metatype.Parameter> parameters = parameters();
    private final WaypostContainer waypost;

    RefusedValuesIT(WaypostContainer waypost) {
        this.waypost = waypost;
    }

    @Test
    void sayWhatIsAllowedAndChangeNothing() {
        String before = waypost.exec("cfg:list");
        List<String> wrong = new ArrayList<>();
        Map<String, List<String>> all = refused();
        assertThat(all).hasSizeGreaterThan(150);
        all.forEach((name, values) -> values.forEach(value -> {
            Outcome outcome = waypost.run("cfg:set " + name.replaceFirst("\\.", " ") + " '" + value + "'");
            String wanted = wanted(name);
            String output = outcome.output().replaceAll("\\s+", " ");
            if (outcome.exitCode() == 0
                    || !output.contains(name)
                    || !output.contains("'" + shown(name, value) + "' is refused; ")
                    || !wanted.isEmpty() && !output.contains(wanted)) {
                wrong.add(outcome + " of " + name + " = " + value + ", which is to be " + wanted);
            }
        }));
        assertThat(wrong).isEmpty();
        assertThat(waypost.exec("cfg:list")).isEqualTo(before);
    }

    private static String shown(String name, String value) {
        return name.endsWith("_secret") ? "********" : value.replaceAll("\\s+", " ");
    }

    /** Values that are refused, by module and parameter. */
    private Map<String, List<String>> refused() {
        Map<String, List<String>> values = new TreeMap<>();
        parameters.forEach((name, parameter) -> values.put(name, refused(name, parameter)));
        FREE.forEach(values::remove);
        return values;
    }

    private static List<String> refused(String name, Metatype.Parameter parameter) {
        String range = parameter.range();
        if (range.matches("-?\\d+\\.\\.-?\\d+")) {
            String[] ends = range.split("\\.\\.");
            return List.of(
                    "soon",
                    "1.5",
                    new BigInteger(ends[0]).subtract(BigInteger.ONE).toString(),
                    new BigInteger(ends[1]).add(BigInteger.ONE).toString(),
                    "99999999999999999999");
        }
        if (!range.isEmpty()) {
            return parameter.type().equals("String") ? List.of("nonesuch") : List.of("soon", "-7", "1234567");
        }
        if (parameter.type().equals("Boolean")) {
            return List.of("maybe", "7");
        }
        assertThat(parameter.type()).as("type of %s, which has no range", name).isIn("String", "Password");
        String value = name.endsWith("_column") ? "a b" : TEXTS.getOrDefault(name, "");
        assertThat(value.isEmpty() && !FREE.contains(name))
                .as("a value that %s refuses is not known", name)
                .isFalse();
        return List.of(value);
    }

    /** What the message names as allowed, if that is a range or one of several values. */
    private String wanted(String name) {
        String range = parameters.get(name).range();
        return range.startsWith("`") ? range.substring(1, range.indexOf('`', 1)) : range;
    }

    private static Map<String, Metatype.Parameter> parameters() {
        return Metatype.ofAll(WaypostContainer.home().resolve("system")).entrySet().stream()
                .flatMap(pid -> pid.getValue().stream()
                        .map(parameter -> Map.entry(pid.getKey().split("\\.")[1] + "." + parameter.name(), parameter)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }
}
