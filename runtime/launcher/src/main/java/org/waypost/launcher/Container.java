package org.waypost.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Properties;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.service.condition.Condition;
import org.osgi.service.log.LogService;
import org.osgi.service.log.LoggerFactory;
import org.slf4j.Logger;
import org.waypost.features.FeatureControl;

/** The framework of one instance: set up from the features, started, and run until it is stopped. */
final class Container {

    private static final Logger log = org.slf4j.LoggerFactory.getLogger(Container.class);
    private static final long STOP_MILLIS = 15_000;

    private final Launch launch;
    private final String version;
    private volatile Framework framework;

    Container(Launch launch, String version) {
        this.launch = launch;
        this.version = version;
    }

    /** Starts, says so in one line, and returns when the container has stopped. */
    void run() throws IOException, BundleException, InterruptedException {
        framework = new FrameworkFactory().newFramework(frameworkProperties());
        framework.init();
        BundleContext context = framework.getBundleContext();
        context.registerService(
                new String[] {LogService.class.getName(), LoggerFactory.class.getName()}, new OsgiLogService(), null);
        LiveFeatures features = new LiveFeatures(context, launch.home(), launch.data());
        features.install();
        context.registerService(FeatureControl.class, features, null);
        framework.start();
        System.out.println(new Banner(context).line(version, launch.startedMillis()));
        if (launch.console()) {
            context.registerService(
                    Condition.class, Condition.INSTANCE, properties(Condition.CONDITION_ID, "waypost.console"));
        }
        while (framework.waitForStop(0).getType() == FrameworkEvent.STOPPED_UPDATE) {
            log.info("the framework was asked to restart itself");
        }
    }

    /** Stops all bundles in reverse start order; false if they did not stop in time. */
    boolean stop() {
        Framework running = framework;
        if (running == null) {
            return true;
        }
        try {
            running.stop();
            return running.waitForStop(STOP_MILLIS).getType() != FrameworkEvent.WAIT_TIMEDOUT;
        } catch (BundleException e) {
            log.error("the container does not stop cleanly", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<String, String> frameworkProperties() throws IOException {
        Properties fixed = new Properties();
        try (InputStream in = Container.class.getResourceAsStream("/framework.properties")) {
            fixed.load(in);
        }
        Map<String, String> properties = new HashMap<>();
        fixed.stringPropertyNames().forEach(name -> properties.put(name, fixed.getProperty(name)));
        Path deploy = Files.createDirectories(launch.data().resolve("deploy"));
        properties.put(
                "org.osgi.framework.storage",
                privateFolder(launch.data().resolve("bundles")).toString());
        properties.put("felix.fileinstall.dir", launch.home().resolve("deploy") + "," + deploy);
        properties.put("felix.fileinstall.tmpdir", launch.data().resolve("tmp").toString());
        properties.put("waypost.version", version);
        properties.put("waypost.home", launch.home().toString());
        properties.put("waypost.config", launch.config().toString());
        properties.put("waypost.data", launch.data().toString());
        properties.put("waypost.started", Long.toString(launch.startedMillis()));
        return properties;
    }

    /** A folder for its owner alone: Configuration Admin keeps passwords in the bundles' one. */
    static Path privateFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private static Dictionary<String, Object> properties(String key, String value) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(key, value);
        return properties;
    }
}
