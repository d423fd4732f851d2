package org.waypost.sip.dns;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;
import org.xbill.DNS.NioClient;

/**
 * Refuses a list of name servers that is none before it is stored, and ends dnsjava's thread with the bundle. No component: Declarative
 * Services reads the configuration of a bundle's components before it has registered any of them, and by then this must be there.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class DnsCheck implements BundleActivator {

    /** When the process ends dnsjava's own hook finds its classes gone with their bundle, and waits for ever. */
    private static final String HOOK = "dnsjava.nio.register_shutdown_hook";

    private static final int CLOSE_MILLIS = 2000;

    @Override
    public void start(BundleContext context) {
        System.setProperty(HOOK, "false");
        context.registerService(
                ParameterCheck.class,
                DnsCheck::check,
                FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, "waypost.dns")));
    }

    /**
     * Ends the thread, which begins anew with the next query. dnsjava waits without end for it to close, and the thread, when it has,
     * for itself (3.6.4): it needs to be interrupted.
     */
    @Override
    public void stop(BundleContext context) throws InterruptedException {
        List<Thread> selectors = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dnsjava NIO selector"))
                .toList();
        Thread closing = new Thread(NioClient::close, "sip-dns-close");
        closing.setDaemon(true);
        closing.start();
        closing.join(CLOSE_MILLIS);
        selectors.forEach(Thread::interrupt);
    }

    static Optional<Refusal> check(Map<String, String> values) {
        try {
            DnsSettings.servers(values.getOrDefault("servers", ""));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Refusal("servers", e.getMessage()));
        }
    }
}
