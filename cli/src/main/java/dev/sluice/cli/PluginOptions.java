package dev.sluice.cli;

import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that choose the plugins of a command without an experiment. */
final class PluginOptions {
    @Option(
            names = "--plugin",
            paramLabel = "JAR",
            description = "An additional plugin jar, besides those in ./plugins; may be repeated.")
    private List<Path> jars = new ArrayList<>();

    Registry load() {
        return Plugins.load(Path.of("plugins"), jars);
    }

    /** The jars beside those in {@code ./plugins}. */
    List<Path> jars() {
        return List.copyOf(jars);
    }

    /** Loads one more jar. */
    Registry loadWith(Path jar) {
        List<Path> all = new ArrayList<>(jars);
        all.add(jar);
        return Plugins.load(Path.of("plugins"), all);
    }
}
