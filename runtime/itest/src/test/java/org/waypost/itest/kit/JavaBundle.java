package org.waypost.itest.kit;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Makes a bundle of one Java source file, compiled against the bundles of the assembled container. */
public final class JavaBundle {

    private JavaBundle() {}

    /**
     * Compiles and packs it, with the descriptions of its components.
     *
     * @param folder an empty one to work in; the jar is left in it
     */
    public static Path of(Path source, String symbolicName, Path folder) {
        return of(source, symbolicName, "0.0.0", folder);
    }

    /** The same in that version. */
    public static Path of(Path source, String symbolicName, String version, Path folder) {
        try {
            Path classes = Files.createDirectory(folder.resolve("classes"));
            String classPath = jars().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
            int result = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            "--release",
                            "17",
                            "-d",
                            classes.toString(),
                            "-cp",
                            classPath + File.pathSeparator + System.getProperty("java.class.path"),
                            source.toString());
            if (result != 0) {
                throw new AssertionError(source + " does not compile");
            }
            return pack(classes, symbolicName, version, folder.resolve(symbolicName + ".jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path pack(Path classes, String symbolicName, String version, Path file) throws IOException {
        try (Builder builder = new Builder()) {
            builder.setBundleSymbolicName(symbolicName);
            builder.setBundleVersion(version);
            builder.addClasspath(new Jar(classes.toFile()));
            for (Path jar : jars().toList()) {
                builder.addClasspath(jar.toFile());
            }
            builder.setPrivatePackage(String.join(",", packages(classes)));
            builder.build().write(file.toFile());
            if (!builder.isOk()) {
                throw new AssertionError(symbolicName + ": " + builder.getErrors());
            }
            return file;
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(symbolicName + " cannot be packed", e);
        }
    }

    private static List<String> packages(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> classes.relativize(file.getParent()).toString().replace(File.separatorChar, '.'))
                    .distinct()
                    .toList();
        }
    }

    private static Stream<Path> jars() throws IOException {
        try (Stream<Path> system = Files.list(WaypostContainer.home().resolve("system"));
                Stream<Path> lib = Files.list(WaypostContainer.home().resolve("lib"))) {
            return Stream.concat(system, lib).filter(file -> file.toString().endsWith(".jar")).toList().stream();
        }
    }
}
