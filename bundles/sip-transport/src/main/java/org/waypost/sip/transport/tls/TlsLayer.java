package org.waypost.sip.transport.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.FlowSecurity;
import org.waypost.sip.StatisticsGroup;
import org.waypost.sip.TlsControl;
import org.waypost.sip.transport.LogThrottle;
import org.waypost.sip.transport.tcp.Layer;
import org.waypost.sip.transport.tcp.Link;
import org.waypost.sip.transport.tcp.Places;

/**
 * TLS 1.2 and 1.3 of the JDK on connections (RFC 3261 26.3.1, RFC 5922). Parameters and files that change are taken over by connections
 * that are opened afterwards; what cannot be used leaves in force what was. The costly steps of a handshake run on threads of their own,
 * so that the messages of other connections do not wait for them.
 */
@Component(
        service = {TlsLayer.class, TlsControl.class},
        configurationPid = "waypost.tls")
@Designate(ocd = TlsParameters.class)
public final class TlsLayer implements Layer, TlsControl {

    private static final Logger LOG = LoggerFactory.getLogger(TlsLayer.class);
    private static final String DIRECTORY = "waypost.config";
    private static final int IDLE_SECONDS = 10;
    private static final int GOODBYE_MILLIS = 1000;

    private final Path folder;
    private final Places handshakes = new Places();
    private final TlsCounters counters = new TlsCounters(handshakes::taken);
    private final LogThrottle throttle = new LogThrottle();
    private final TlsConfiguration configuration;
    private final ThreadPoolExecutor workers;
    private volatile TlsSettings settings = TlsSettings.DEFAULTS;
    private volatile String serverId = "";

    /** As Declarative Services makes it. */
    @Activate
    public TlsLayer(BundleContext bundle, TlsParameters parameters, Map<String, Object> raw) {
        this(folder(bundle));
        configure(parameters, raw);
    }

    /** @param folder that relative names of files are looked up in */
    public TlsLayer(Path folder) {
        this.folder = folder;
        configuration = new TlsConfiguration(counters);
        AtomicInteger number = new AtomicInteger();
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        workers = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "waypost-tls-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
    }

    /** The folder that relative names of files are looked up in. */
    public static Path folder(BundleContext bundle) {
        return Path.of(Optional.ofNullable(bundle.getProperty(DIRECTORY)).orElse(""));
    }

    @Modified
    void configure(TlsParameters parameters, Map<String, Object> raw) {
        settings = TlsSettings.of(parameters, raw, settings, folder, LOG::warn);
        configuration.use(settings);
    }

    @Deactivate
    public void deactivate() {
        configuration.close();
        workers.shutdown();
    }

    @Override
    public List<TlsControl.Profile> profiles() {
        return configuration.choice().contexts().stream()
                .map(TlsContext::description)
                .toList();
    }

    @Override
    public Optional<String> problem() {
        return configuration.problem();
    }

    @Override
    public void reload() {
        configuration.reload();
    }

    @Override
    public void connectAs(String newServerId) {
        serverId = newServerId;
    }

    TlsConfiguration configuration() {
        return configuration;
    }

    TlsSettings settings() {
        return settings;
    }

    StatisticsGroup statistics() {
        return counters;
    }

    @Override
    public void prepare(ChannelPipeline pipeline, Link link) {
        TlsSettings now = settings;
        InetAddress source = link.remote().getAddress();
        if (!handshakes.admit(source, now.handshakes(), now.handshakesPerSource())) {
            counters.rejected.increment();
            pipeline.channel().close();
            return;
        }
        Handshake handshake = new Handshake(link, counters, now.handshakeSeconds(), () -> handshakes.leave(source));
        pipeline.addLast(new RenegotiationGuard(counters.renegotiations::increment));
        TlsChoice choice = configuration.choice();
        if (link.isOutgoing()) {
            TlsContext context = choice.client(link.remote(), serverId);
            handshake.use(context, context.serverName(link.remote()).orElse(""));
            pipeline.addLast(handler(context.client(link.remote()), link));
        } else {
            InetSocketAddress local = (InetSocketAddress) pipeline.channel().localAddress();
            ServerNames[] names = new ServerNames[1];
            names[0] = new ServerNames(name -> server(choice, local, name), (context, name) -> {
                handshake.use(context, name);
                pipeline.replace(names[0], null, handler(context.server(), link));
            });
            pipeline.addLast(names[0]);
        }
        pipeline.addLast(handshake);
    }

    @Override
    public String wantedPeer(InetSocketAddress remote) {
        TlsContext context = configuration.choice().client(remote, serverId);
        return context.profile().verify() ? TlsContext.hostName(remote).orElse("") : "";
    }

    @Override
    public boolean isPeer(String name, Optional<FlowSecurity> security) {
        return PeerNames.isFor(name, security);
    }

    private TlsContext server(TlsChoice choice, InetSocketAddress local, String name) {
        return choice.server(local, name).orElseThrow(() -> {
            TlsFault fault = new TlsFault("there is no certificate (parameter tls.certificate)");
            throttle.warn(LOG, "A TLS connection was refused", fault);
            return fault;
        });
    }

    private SslHandler handler(SSLEngine engine, Link link) {
        Records handler = new Records(engine, workers);
        link.watchParts(handler::part);
        // Handshake has a limit for all of it.
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(GOODBYE_MILLIS);
        return handler;
    }

    /** TLS that tells how much it holds of a record. */
    private static final class Records extends SslHandler {

        Records(SSLEngine engine, Executor workers) {
            super(engine, workers);
        }

        int part() {
            return actualReadableBytes();
        }

        /** A peer that leaves while its handshake is computed leaves nobody to be told that it fails. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) throws Exception {
            if (!context.isRemoved()) {
                super.exceptionCaught(context, failure);
            }
        }
    }
}
