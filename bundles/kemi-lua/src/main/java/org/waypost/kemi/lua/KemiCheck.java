package org.waypost.kemi.lua;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;

/**
 * Refuses a {@code script} that is no file, while the engine runs. At the start it is taken: the engine then answers 500, where the default
 * in its place would hand all requests to the built-in route. No component: Declarative Services reads the configuration of a bundle's
 * components before it has registered any of them, and by then this must be there.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class KemiCheck implements BundleActivator {

    private ServiceTracker<LuaEngine, LuaEngine> engines;

    @Override
    public void start(BundleContext context) {
        engines = new ServiceTracker<>(context, LuaEngine.class, null);
        engines.open();
        context.registerService(
                ParameterCheck.class,
                values -> engines.isEmpty() ? Optional.empty() : check(values, LuaEngine.directory(context)),
                FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, LuaEngine.PID)));
    }

    @Override
    public void stop(BundleContext context) {
        engines.close();
    }

    static Optional<Refusal> check(Map<String, String> values, Path directory) {
        String script = values.getOrDefault("script", "");
        try {
            Path file = KemiSettings.path(script, directory);
            return script.isBlank() || Files.isRegularFile(file) && Files.isReadable(file)
                    ? Optional.empty()
                    : Optional.of(new Refusal("script", "a file that can be read (there is no " + file + ")"));
        } catch (InvalidPathException e) {
            return Optional.of(new Refusal("script", "the path of a file"));
        }
    }
}
