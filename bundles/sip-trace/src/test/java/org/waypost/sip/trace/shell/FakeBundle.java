package org.waypost.sip.trace.shell;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.waypost.sip.MessageTap;
import org.waypost.sip.TappedMessage;

/** What the tracer needs of its bundle: the data directory, and the whiteboard its taps are put on. */
final class FakeBundle {

    final List<MessageTap> taps = new CopyOnWriteArrayList<>();
    final BundleContext context;

    FakeBundle(Path data) {
        context = (BundleContext) Proxy.newProxyInstance(
                FakeBundle.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> data.toString();
                    case "registerService" -> register((MessageTap) arguments[1]);
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    /** Shows a message as the sockets do. */
    void show(TappedMessage message) {
        taps.forEach(tap -> tap.message(message));
    }

    private ServiceRegistration<?> register(MessageTap tap) {
        taps.add(tap);
        return (ServiceRegistration<?>) Proxy.newProxyInstance(
                FakeBundle.class.getClassLoader(),
                new Class<?>[] {ServiceRegistration.class},
                (proxy, method, arguments) -> taps.remove(tap) ? null : null);
    }
}
