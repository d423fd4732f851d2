package org.waypost.launcher;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerConsumer;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sends what the framework and the OSGi services log to slf4j, so that there is one log with one set of levels. Their loggers are
 * named {@code osgi.*}: the component runtime speaks in the name of each component, and would drown what that one has to say.
 *
 * <p>The two {@code Logger} interfaces have the same methods but for {@code audit} and {@link LoggerConsumer}; a proxy maps one to
 * the other.
 */
final class OsgiLogService implements LogService {

    /** The logger above all of them. */
    static final String ROOT = "osgi";

    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();

    @Override
    public Logger getLogger(String name) {
        return loggers.computeIfAbsent(name, OsgiLogService::proxy);
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return getLogger(type.getName());
    }

    @Override
    public <L extends Logger> L getLogger(String name, Class<L> type) {
        return type.cast(getLogger(name));
    }

    @Override
    public <L extends Logger> L getLogger(Class<?> owner, Class<L> type) {
        return getLogger(owner.getName(), type);
    }

    @Override
    public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> type) {
        // The component runtime logs for itself under the name of the root logger.
        return getLogger(name.equals(Logger.ROOT_LOGGER_NAME) ? bundle.getSymbolicName() : name, type);
    }

    @Override
    @Deprecated
    public void log(int level, String message) {
        log(level, message, null);
    }

    @Override
    @Deprecated
    public void log(int level, String message, Throwable exception) {
        org.slf4j.Logger log = LoggerFactory.getLogger(ROOT + ".framework");
        switch (level) {
            case LOG_ERROR -> log.error(message, exception);
            case LOG_WARNING -> log.warn(message, exception);
            case LOG_INFO -> log.info(message, exception);
            default -> log.debug(message, exception);
        }
    }

    @Override
    @Deprecated
    public void log(ServiceReference<?> reference, int level, String message) {
        log(level, message, null);
    }

    @Override
    @Deprecated
    public void log(ServiceReference<?> reference, int level, String message, Throwable exception) {
        log(level, message, exception);
    }

    private static Logger proxy(String name) {
        org.slf4j.Logger target = LoggerFactory.getLogger(ROOT + "." + name);
        // FormatterLogger is a Logger, so that one proxy serves whichever of the two is asked for.
        return (Logger) Proxy.newProxyInstance(
                OsgiLogService.class.getClassLoader(),
                new Class<?>[] {org.osgi.service.log.FormatterLogger.class},
                (self, method, arguments) ->
                        invoke((Logger) self, target, method, arguments == null ? new Object[0] : arguments));
    }

    private static Object invoke(Logger self, org.slf4j.Logger target, Method method, Object[] arguments)
            throws Throwable {
        String name = method.getName().equals("audit") ? "info" : method.getName();
        if (arguments.length == 1 && arguments[0] instanceof LoggerConsumer<?> consumer) {
            if (target.isEnabledForLevel(Level.valueOf(name.toUpperCase(Locale.ROOT)))) {
                call(consumer, self);
            }
            return null;
        }
        Class<?> type = method.getDeclaringClass() == Object.class ? Object.class : org.slf4j.Logger.class;
        try {
            return type.getMethod(name, method.getParameterTypes()).invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <E extends Exception> void call(LoggerConsumer<E> consumer, Logger logger) throws Exception {
        consumer.accept(logger);
    }
}
