package org.waypost.launcher;

import java.io.IOException;
import java.nio.file.Files;
import org.osgi.framework.BundleException;

/** Starts a container in the foreground and ends with exit code 0 when it is stopped, by a signal too. */
public final class Main {

    private static volatile boolean exiting;

    private Main() {}

    public static void main(String[] arguments) {
        int exitCode = 1;
        try {
            exitCode = run(Launch.parse(arguments));
        } catch (LaunchException e) {
            System.err.println("waypost: " + e.getMessage());
            exitCode = e.exitCode();
        } catch (IOException | BundleException e) {
            System.err.println("waypost: cannot start: " + e);
        } catch (InterruptedException e) {
            System.err.println("waypost: interrupted");
        } finally {
            exiting = true;
        }
        System.exit(exitCode);
    }

    private static int run(Launch launch) throws IOException, BundleException, InterruptedException {
        if (!Files.isDirectory(launch.config())) {
            throw new LaunchException(1, "the configuration directory " + launch.config() + " does not exist");
        }
        try (DataLock lock = DataLock.acquire(launch.data())) {
            System.setProperty(LogSetup.DATA, launch.data().toString());
            Container container = new Container(launch, version());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopBySignal(container), "stop"));
            container.run();
        }
        return 0;
    }

    /** A clean stop by SIGTERM or SIGINT ends with 0, where the JVM on its own would say 143 or 130. */
    private static void stopBySignal(Container container) {
        if (!exiting) {
            Runtime.getRuntime().halt(container.stop() ? 0 : 1);
        }
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }
}
