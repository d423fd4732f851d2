package org.waypost.jain.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A SipStack starts and stops with nothing but what the bundle's own class loader sees. */
class SipStackInContainerTest {

    @TempDir
    Path work;

    @Test
    void createsASipStackFromTheBundle() throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        "org.osgi.framework.storage",
                        work.resolve("cache").toString(),
                        "org.osgi.framework.system.packages.extra",
                        "org.slf4j;version=2.0.20"));
        framework.start();
        try {
            Bundle bundle = framework
                    .getBundleContext()
                    .installBundle(packed(Path.of("target/classes")).toUri().toString());
            bundle.start();

            assertThat(bundle.getSymbolicName()).isEqualTo("org.waypost.jain-sip");
            assertThat(bundle.getHeaders().get("Import-Package")).doesNotContain("log4j");
            Object stack = newStack(bundle);
            assertThat(stack.getClass().getClassLoader())
                    .isNotEqualTo(getClass().getClassLoader());
            Class<?> api = bundle.loadClass("javax.sip.SipStack");
            assertThat(api).isAssignableFrom(stack.getClass());
            assertThat(api.getMethod("getStackName").invoke(stack)).isEqualTo("test");
            Method stop = api.getMethod("stop");
            stop.invoke(stack);
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    private static Object newStack(Bundle bundle) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "test");
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", "org.waypost.jain.sip.StackLog");
        properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", "org.waypost.jain.sip.MessageLog");
        return bundle.loadClass("gov.nist.javax.sip.SipStackImpl")
                .getConstructor(Properties.class)
                .newInstance(properties);
    }

    /** The tests run before the jar is made: its content is all in the classes folder. */
    private Path packed(Path classes) throws Exception {
        Path jar = work.resolve("jain-sip.jar");
        Path manifestFile = classes.resolve("META-INF/MANIFEST.MF");
        Manifest manifest = new Manifest(Files.newInputStream(manifestFile));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> !f.equals(manifestFile))
                    .toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
