package org.waypost.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A Lua state opens and runs with nothing but what the bundle's own class loader sees. */
class LuaInContainerTest {

    @TempDir
    Path work;

    @Test
    void runsLuaFromTheBundle() throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", work.resolve("cache").toString()));
        framework.start();
        try {
            Bundle bundle = framework
                    .getBundleContext()
                    .installBundle(packed(Path.of("target/classes")).toUri().toString());
            bundle.start();

            assertThat(bundle.getSymbolicName()).isEqualTo("org.waypost.lua");
            bundle.loadClass("org.waypost.lua.LuaLibrary").getConstructor().newInstance();
            Object state = bundle.loadClass("party.iroiro.luajava.lua51.Lua51")
                    .getConstructor()
                    .newInstance();
            try {
                state.getClass().getMethod("openLibraries").invoke(state);
                state.getClass().getMethod("run", String.class).invoke(state, "answer = _VERSION");
                state.getClass().getMethod("getGlobal", String.class).invoke(state, "answer");
                assertThat(state.getClass().getMethod("toString", int.class).invoke(state, -1))
                        .isEqualTo("Lua 5.1");
            } finally {
                state.getClass().getMethod("close").invoke(state);
            }
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
        assertThat(Files.walk(work.resolve("cache"))
                        .map(file -> file.getFileName().toString()))
                .as("unpacked by the framework")
                .anyMatch(name -> name.contains("lua51"));
    }

    private Path packed(Path classes) throws Exception {
        Path jar = work.resolve("lua.jar");
        Manifest manifest;
        try (var in = Files.newInputStream(classes.resolve("META-INF/MANIFEST.MF"))) {
            manifest = new Manifest(in);
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                if (!name.equals("META-INF/MANIFEST.MF")) {
                    out.putNextEntry(new ZipEntry(name));
                    Files.copy(file, out);
                    out.closeEntry();
                }
            }
        }
        return jar;
    }
}
