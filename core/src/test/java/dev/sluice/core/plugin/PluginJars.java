package dev.sluice.core.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes jars for tests of plugin loading. */
final class PluginJars {
    static final String SERVICE = "META-INF/services/" + SluicePlugin.class.getName();

    private PluginJars() {}

    /** A jar whose service file names the given class of these tests. */
    static Path naming(Path jar, String className) throws IOException {
        return withService(jar, className + " # the plugin\n");
    }

    /** A jar with the given service file. */
    static Path withService(Path jar, String text) throws IOException {
        return write(jar, SERVICE, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A jar with one entry. */
    static Path write(Path jar, String entry, byte[] bytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, entry, bytes);
        }
        return jar;
    }

    /** A jar whose plugin class was compiled for a Java that does not exist yet. */
    static Path tooNew(Path jar) throws IOException {
        try (InputStream in = PluginJars.class.getResourceAsStream("PluginJars.class");
                OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            byte[] bytes = Objects.requireNonNull(in).readAllBytes();
            bytes[7] = (byte) 200; // the low byte of the class file's major version
            put(zip, "com/example/FromTheFuture.class", bytes);
            put(zip, SERVICE, "com.example.FromTheFuture".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static void put(ZipOutputStream zip, String entry, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(bytes);
        zip.closeEntry();
    }
}
