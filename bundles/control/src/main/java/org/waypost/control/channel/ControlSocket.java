package org.waypost.control.channel;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.control.client.SocketPath;

/**
 * The socket that {@code waypost exec}, {@code shell} and {@code stop} talk to: a Unix domain socket in a directory that only this
 * user may enter, so that who reaches it may do what the process may. One thread accepts, each connection has its own.
 */
@Component(immediate = true, service = ControlSocket.class)
public final class ControlSocket {

    private static final Logger log = LoggerFactory.getLogger(ControlSocket.class);
    private static final int MOST_CONNECTIONS = 64;

    private final BundleContext context;
    private final Path path;
    private final ServerSocketChannel server;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile CommandProcessor processor;

    @Activate
    public ControlSocket(BundleContext context) throws IOException {
        this.context = context;
        path = SocketPath.of(Path.of(context.getProperty("waypost.data")));
        SocketPath.prepare(path);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        start("waypost control", this::accept);
    }

    @Deactivate
    void deactivate() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        // Nothing waits here: the very command that stops this bundle may be running in one of them.
        connections.forEach(Connection::endWhenIdle);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                if (connections.size() >= MOST_CONNECTIONS) {
                    channel.close();
                    continue;
                }
                Connection connection = new Connection(channel, context.getBundle(0), () -> processor);
                connections.add(connection);
                start("waypost control connection", () -> {
                    try {
                        connection.serve();
                    } finally {
                        connections.remove(connection);
                    }
                });
            } catch (ClosedChannelException e) {
                return;
            } catch (Throwable e) {
                log.error("a control connection was not accepted", e);
            }
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
