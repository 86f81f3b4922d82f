package dev.sluice.core.plugin;

import dev.sluice.core.file.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The jars that a plugin's manifest names under {@code Class-Path}, relative to the plugin's own: third-party libraries that
 * were not packed into it. The plugin's class loader follows the manifest by itself; here they are found for the record.
 */
final class PluginLibraries {
    private PluginLibraries() {}

    /**
     * The libraries of a jar, in the order of the manifest; none of a folder of classes.
     *
     * @throws IOException if the jar cannot be read
     */
    static List<Path> of(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            return List.of();
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String classPath =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            List<Path> libraries = new ArrayList<>();
            if (classPath != null) {
                for (String entry : classPath.strip().split("\\s+")) {
                    libraries.add(Path.of(jar.toUri().resolve(entry)));
                }
            }
            return libraries;
        }
    }

    /** The sum of the plugin's jar, and of its libraries where it has any: a changed library is a changed plugin. */
    static String fingerprint(Path source) throws IOException {
        List<Path> libraries = of(source);
        String own = Fingerprint.of(source);
        if (libraries.isEmpty()) {
            return own;
        }
        Fingerprint all = new Fingerprint().add(own);
        for (Path library : libraries) {
            all.add(Fingerprint.of(library));
        }
        return all.hex();
    }
}
