package dev.sluice.core.experiment.record;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The libraries that this program runs with. */
final class ClassPath {
    private ClassPath() {}

    /** File names of all jars, which include versions, in alphabetical order, without folders of classes. */
    static List<String> jars() {
        TreeSet<String> names = new TreeSet<>();
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                Path jar = Path.of(entry);
                names.add(String.valueOf(jar.getFileName()));
                names.addAll(named(jar));
            }
        }
        return List.copyOf(names);
    }

    /** The jars that a jar's manifest names. */
    private static List<String> named(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return List.of();
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            String classPath = Optional.ofNullable(file.getManifest())
                    .map(Manifest::getMainAttributes)
                    .map(attributes -> attributes.getValue(Attributes.Name.CLASS_PATH))
                    .orElse("");
            return List.of(classPath.split(" ")).stream()
                    .filter(path -> path.endsWith(".jar"))
                    .map(path -> path.substring(path.lastIndexOf('/') + 1))
                    .toList();
        } catch (IOException e) {
            return List.of(jar.getFileName() + " (cannot be read)");
        }
    }
}
