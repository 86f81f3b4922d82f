package dev.sluice.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.file.Fingerprint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Third-party libraries of a plugin: packed into its jar, or beside it and named in its manifest. */
class PluginLibrariesTest {
    @TempDir
    private Path folder;

    @Test
    void load_libraryBesideTheJar_isSeenByItsOwnPluginAlone() throws IOException {
        Path first = pluginBesideItsLibrary("first", "one");
        Path second = pluginBesideItsLibrary("second", "two");

        Registry registry = Plugins.load(folder.resolve("none"), List.of(first, second));

        assertThat(descriptions(registry)).contains("library one", "library two");
    }

    @Test
    void load_libraryInsideTheJar_isSeen() throws IOException {
        Path classes = compile("packed", library("inside"), plugin("Packed", "packed"));
        Path jar = jar(folder.resolve("packed.jar"), classes, "", "com/example/Packed.class", "org/acme/Library.class");

        assertThat(descriptions(Plugins.load(folder.resolve("none"), List.of(jar))))
                .contains("library inside");
    }

    /** Many libraries look up their services and files by the thread's class loader. */
    @Test
    void load_libraryThatAsksTheThread_findsWhatLiesBesideTheJar() throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Path classes = compile("asking", """
                package org.acme;
                public final class Library {
                    public static String says() {
                        return "" + Thread.currentThread().getContextClassLoader().getResource("org/acme/Library.class");
                    }
                }
                """, plugin("Asking", "asking"));
        Path jar = jar(folder.resolve("asking.jar"), classes, "", "com/example/Asking.class", "org/acme/Library.class");

        assertThat(descriptions(Plugins.load(folder.resolve("none"), List.of(jar))))
                .anyMatch(description -> description.contains("asking.jar"));
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void load_libraryThatIsMissing_isNamed() throws IOException {
        Path jar = pluginBesideItsLibrary("lonely", "gone");
        Files.delete(folder.resolve("lonely/lib/library.jar"));

        assertThatThrownBy(() -> Plugins.load(folder.resolve("none"), List.of(jar)))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("lonely.jar names")
                .hasMessageContaining("library.jar in the Class-Path of its manifest, but there is no such file");
    }

    @Test
    void fingerprint_changedLibrary_isAnother() throws IOException {
        Path jar = pluginBesideItsLibrary("changing", "before");
        String before = PluginLibraries.fingerprint(jar);
        assertThat(PluginLibraries.fingerprint(jar)).isEqualTo(before).isNotEqualTo(Fingerprint.of(jar));

        Path classes = compile("other", library("after"));
        jar(folder.resolve("changing/lib/library.jar"), classes, "", "org/acme/Library.class");

        assertThat(PluginLibraries.fingerprint(jar)).isNotEqualTo(before);
        assertThat(PluginLibraries.fingerprint(folder.resolve("changing/lib/library.jar")))
                .as("a jar without libraries")
                .isEqualTo(Fingerprint.of(folder.resolve("changing/lib/library.jar")));
    }

    private static Stream<String> descriptions(Registry registry) {
        return registry.plugins().stream().map(LoadedPlugin::description);
    }

    /** A jar in a folder of its own, with {@code lib/library.jar} beside it. */
    private Path pluginBesideItsLibrary(String id, String says) throws IOException {
        String className = id.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + id.substring(1);
        Path classes = compile(id + "-classes", library(says), plugin(className, id));
        Path lib = Files.createDirectories(folder.resolve(id).resolve("lib"));
        jar(lib.resolve("library.jar"), classes, "", "org/acme/Library.class");
        Path jar = folder.resolve(id).resolve(id + ".jar");
        return jar(jar, classes, "lib/library.jar", "com/example/" + className + ".class");
    }

    private static String library(String says) {
        return "package org.acme; public final class Library { public static String says() { return \"library " + says
                + "\"; } }";
    }

    private static String plugin(String className, String id) {
        return """
                package com.example;
                public final class %s implements dev.sluice.core.plugin.SluicePlugin {
                    public String id() { return "%s"; }
                    public String description() { return org.acme.Library.says(); }
                    public String version() { return "1"; }
                    public com.google.inject.Module module() { return binder -> {}; }
                }
                """.formatted(className, id);
    }

    private Path compile(String name, String... sources) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(name));
        for (String source : sources) {
            String className = source.replaceFirst("(?s).*?class (\\w+).*", "$1");
            Path file = Files.writeString(classes.resolve(className + ".java"), source);
            String classPath = System.getProperty("java.class.path") + java.io.File.pathSeparator + classes;
            int code = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-proc:none", "-cp", classPath, "-d", classes.toString(), file.toString());
            assertThat(code).isZero();
        }
        return classes;
    }

    private static Path jar(Path jar, Path classes, String classPath, String... entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!classPath.isEmpty()) {
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (String entry : entries) {
                out.putNextEntry(new JarEntry(entry));
                Files.copy(classes.resolve(entry), out);
                out.closeEntry();
            }
            if (entries[0].startsWith("com/example")) {
                out.putNextEntry(new JarEntry(PluginJars.SERVICE));
                out.write(entries[0].replace('/', '.').replace(".class", "").getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return jar;
    }
}
