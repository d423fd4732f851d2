package org.waypost.kemi.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.kemi.support.RecordedApi;
import org.waypost.kemi.support.Requests;
import org.waypost.kemi.support.Script;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** The results are those of Kamailio 5.6.3 with the same address file. */
class PermissionsModuleTest {

    private static final String FILE = """
            # comment
            1 127.0.0.1 32 0 first
            1 10.0.0.0 8 5070 corp
            3 192.168.1.1
            4 192.168.1.0 24
            5 2001:db8:: 32 0 v6
            6 host.example.com 32 0 dom   # a name

            7 127.0.0.1 32 5999 wrongport
            12 10.1.0.0 16
            11 10.1.2.0 24
            15 10.4.0.1
            14 10.4.0.1
            """;

    @TempDir
    Path directory;

    private PermissionsModule module;

    @BeforeEach
    void readTheFile() throws IOException {
        Files.writeString(directory.resolve("addresses"), FILE);
        module = new PermissionsModule(directory);
        configure(Map.of("address_file", "addresses", "peer_tag_avp", "$avp(tag)"));
    }

    @Test
    void hasTheFunctionsOfKamailio() throws Exception {
        assertThat(RecordedApi.of(module)).isEqualTo(RecordedApi.of("permissions"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 127.0.0.1, 0, 1",
        "1, 127.0.0.1, 5060, 1",
        "1, 10.1.1.1, 5070, 1",
        "1, 10.1.1.1, 0, -1",
        "1, 10.1.1.1, 5071, -1",
        "3, 192.168.1.1, 1, 1",
        "3, 192.168.1.2, 1, -1",
        "4, 192.168.1.77, 0, 1",
        "5, 2001:db8::5, 0, 1",
        "5, [2001:db8::5], 0, 1",
        "6, host.example.com, 1, 1",
        "6, HOST.example.com, 1, -1",
        "1, xx, 0, -1",
        "1, '', 0, -1",
        "0, 127.0.0.1, 0, -1",
        "-1, 127.0.0.1, 0, -1"
    })
    void looksForAnAddressInAGroup(int group, String address, int port, int code) {
        assertThat(script("127.0.0.1", 5070).call("allow_address", group, address, port))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 1",
        "192.168.1.77, 4",
        "192.168.1.1, 3",
        "8.8.8.8, -1",
        "host.example.com, 6",
        "10.1.2.3, 11",
        "10.1.3.3, 12",
        "10.4.0.1, 14",
        "'', -1"
    })
    void givesTheGroupOfAnAddress(String address, int group) {
        assertThat(script("127.0.0.1", 5070).call("allow_address_group", address, 0))
                .isEqualTo(group);
    }

    @Test
    void looksAtTheSource() {
        Script inside = script("10.1.2.9", 5070);
        assertThat(inside.call("allow_source_address", 1)).isEqualTo(1);
        assertThat(inside.context().avps().get("tag", 0)).isEqualTo(Value.of("corp"));
        assertThat(inside.call("allow_source_address", 2)).isEqualTo(-1);
        assertThat(inside.call("allow_source_address_group")).isEqualTo(1);
        assertThat(script("10.1.2.9", 5071).call("allow_source_address", 1)).isEqualTo(-1);
        assertThat(script("8.8.8.8", 5071).call("allow_source_address_group")).isEqualTo(-1);
    }

    @Test
    void keepsTheNewestTagFirst() {
        Script permissions = script("127.0.0.1", 1);
        permissions.call("allow_address", 1, "127.0.0.1", 0);
        permissions.call("allow_address", 1, "10.1.1.1", 5070);
        permissions.call("allow_address", 3, "192.168.1.1", 0);

        assertThat(permissions.context().avps().all("tag")).containsExactly(Value.of("corp"), Value.of("first"));
    }

    @Test
    void trustsNobodyWithoutATable() {
        assertThat(script("127.0.0.1", 1).call("allow_trusted")).isEqualTo(-1);
    }

    @Test
    void forgetsTheAddressesWithTheFile() {
        configure(Map.of());
        assertThat(script("127.0.0.1", 1).call("allow_source_address", 1)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "2 8.8.8.8/8 5060 t, 1",
        "2 8.0.0.0/8, 1",
        "2 8.8.8.8 0, 1",
        "2 9.9.9.9 0, -1",
        "2, 0",
        "2 8.8.8.8 33, 0",
        "2 8.8.8.8 32 70000, 0",
        "2 8.8.8.8 32 5 tag extra, 0",
        "2 8.8.8 32, 0",
        "2 bad_!, 0",
        "x 8.8.8.8, 0",
        "-1 8.8.8.8, 0",
        "2 ::1 129, 0"
    })
    void readsALine(String line, int code) {
        int result;
        try {
            AddressList list = AddressFile.parse(java.util.List.of("# first", line));
            result = list.find(2, "8.8.8.8", 5060).isPresent() ? 1 : -1;
        } catch (AddressFile.Malformed malformed) {
            assertThat(malformed).hasMessageStartingWith("line 2: ");
            result = 0;
        }
        assertThat(result).isEqualTo(code);
    }

    @Test
    void readsTheFileAgainWhenItChanges() throws IOException {
        WatchedList watched = new WatchedList();
        Path file = directory.resolve("watched");
        watched.use(java.util.Optional.of(file));
        assertThat(watched.list().size()).as("not there yet").isZero();

        Files.writeString(file, "1 1.1.1.1\n");
        watched.check();
        assertThat(watched.list().size()).isEqualTo(1);

        Files.writeString(file, "1 1.1.1.1\n1 2.2.2.2\n1 nonsense nonsense\n");
        watched.check();
        assertThat(watched.list().size()).as("the last good list").isEqualTo(1);

        Files.writeString(file, "1 1.1.1.1\n1 2.2.2.2\n1 3.3.3.3\n");
        watched.check();
        assertThat(watched.list().size()).isEqualTo(3);

        Files.delete(file);
        watched.check();
        assertThat(watched.list().size()).as("the last good list").isEqualTo(3);
    }

    private Script script(String address, int port) {
        SipContext context = Requests.from(address, port);
        return new Script(module, context);
    }

    private void configure(Map<String, Object> values) {
        module.configure(Script.parameters(PermissionsParameters.class, values), values);
    }
}
