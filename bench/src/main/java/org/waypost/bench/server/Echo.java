package org.waypost.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts {@link EchoMain} in a JVM of its own. */
public final class Echo {

    public static final String NAME = "echo";

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Echo() {}

    /** @param jvmFlags those of the server it is compared with */
    public static ServerProcess start(List<String> jvmFlags) throws IOException {
        InetSocketAddress address = Ports.free();
        Path folder = Files.createTempDirectory("bench-echo");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EchoMain.class.getName()));
        command.add(Integer.toString(address.getPort()));
        return ServerProcess.start(NAME, address, folder, command, Probe.registers(address), PATIENCE);
    }
}
