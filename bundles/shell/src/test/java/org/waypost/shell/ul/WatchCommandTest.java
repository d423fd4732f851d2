package org.waypost.shell.ul;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.waypost.operations.internal.FakeContext;
import org.waypost.operations.internal.FakeLocation;
import org.waypost.operations.internal.Operations;
import org.waypost.shell.FakeCatalogue;
import org.waypost.shell.Gogo;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactEvent;
import org.waypost.usrloc.ContactEvent.Kind;
import org.waypost.usrloc.ContactListener;
import org.waypost.usrloc.Ruid;

@Timeout(60)
class WatchCommandTest {

    private final FakeContext framework = new FakeContext();
    private final Gogo gogo = new Gogo()
            .with(
                    "ul",
                    new WatchCommand(Operations.locations(framework, new FakeCatalogue(), new FakeLocation())),
                    "watch");

    @AfterEach
    void close() {
        gogo.close();
    }

    @Test
    void showsTheChangesOfAnAorUntilItIsInterrupted() throws InterruptedException {
        Thread shell = start("ul:watch alice");
        changed(Kind.INSERT, "alice", "sip:a@x");
        changed(Kind.INSERT, "bob", "sip:b@x");
        changed(Kind.EXPIRE, "alice", "sip:a\u001b@x");
        changed(Kind.DELETE, "alice", "sip:" + "a".repeat(100) + "@x");
        await(() -> gogo.shown().contains("delete"));
        gogo.interrupt();
        shell.join();
        await(() -> framework.services(ContactListener.class).isEmpty());
        assertThat(gogo.shown().lines().toList())
                .hasSize(4)
                .allMatch(line -> line.length() <= 80)
                .satisfies(lines -> assertThat(lines.get(0)).isEqualTo("watching alice; Ctrl-C ends it"))
                .satisfies(lines -> assertThat(lines.get(1))
                        .matches("\\d\\d:\\d\\d:\\d\\d insert location alice  sip:a@x  expires permanent  Phone"))
                .satisfies(lines -> assertThat(lines.get(2)).contains("expire location alice  sip:a\\x1b@x"));
    }

    @Test
    void printsOneJsonObjectForEachChange() throws InterruptedException, IOException {
        Thread shell = start("ul:watch --json");
        for (int i = 0; i < 10; i++) {
            changed(Kind.UPDATE, "a" + i, "sip:a@x");
        }
        await(() -> gogo.shown().contains("\"a9\""));
        gogo.interrupt();
        shell.join();
        await(() -> framework.services(ContactListener.class).isEmpty());
        List<String> lines = gogo.shown().lines().skip(1).toList();
        assertThat(lines).hasSize(10);
        Map<String, Object> first = JSON.std.mapFrom(lines.get(0));
        assertThat(first)
                .containsEntry("event", "update")
                .containsEntry("Table", "location")
                .containsEntry("AoR", "a0")
                .containsEntry("Address", "sip:a@x")
                .containsKey("time");
    }

    private Thread start(String command) throws InterruptedException {
        Thread shell = new Thread(() -> gogo.run(command));
        shell.setDaemon(true);
        shell.start();
        await(() -> gogo.shown().startsWith("watching"));
        return shell;
    }

    private void changed(Kind kind, String aor, String uri) {
        Contact contact =
                new Contact(Ruid.of("uloc-1"), uri, "", "", "call", "Phone", "", "", 0, 1, 1, -1, 0, 0, -1, 0, 0, -1);
        framework
                .services(ContactListener.class)
                .forEach(listener -> listener.changed(new ContactEvent(kind, "location", aor, contact)));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(2);
        }
    }
}
