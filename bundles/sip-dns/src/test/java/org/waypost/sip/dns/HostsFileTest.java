package org.waypost.sip.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;

class HostsFileTest {

    @TempDir
    private Path folder;

    private HostsFile hosts() throws IOException {
        Path file = Files.writeString(folder.resolve("hosts"), "192.0.2.1 pbx pbx.example\n2001:db8::1 pbx.example\n");
        return new HostsFile(new HostsFileParser(file));
    }

    @Test
    void hasTheAddressesOfTheFile() throws Exception {
        HostsFile hosts = hosts();

        assertThat(hosts.records(Name.fromString("pbx"), Type.A))
                .extracting(Record::rdataToString)
                .containsExactly("192.0.2.1");
        assertThat(hosts.records(Name.fromString("pbx.example."), Type.AAAA))
                .extracting(Record::rdataToString)
                .hasSize(1);
        assertThat(hosts.records(Name.fromString("other.example."), Type.A)).isEmpty();
        assertThat(hosts.records(Name.fromString("pbx.example."), Type.SRV)).isEmpty();
    }

    @Test
    void answersManyThreadsAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 50; round++) {
                HostsFile hosts = hosts();
                Name name = Name.fromString("other" + round + ".example.");
                Callable<Boolean> asking = () -> hosts.records(name, Type.A).isEmpty()
                        && hosts.records(Name.fromString("pbx.example."), Type.A)
                                        .size()
                                == 1;
                for (Future<Boolean> one : threads.invokeAll(
                        IntStream.range(0, 16).mapToObj(i -> asking).toList())) {
                    assertThat(one.get()).isTrue();
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
