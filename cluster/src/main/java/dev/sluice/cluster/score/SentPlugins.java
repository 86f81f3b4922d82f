package dev.sluice.cluster.score;

import dev.sluice.cluster.site.Shipment;
import dev.sluice.core.data.Tokenizer;
import dev.sluice.core.data.Tokenizers;
import dev.sluice.core.experiment.PluginTokenizers;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.LoadedPlugin;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkFiles;

/**
 * The plugins that cut texts, on their way to executors: jars that the user named or put into {@code ./plugins}, with the libraries that
 * their manifests name. Those of the class path are there already.
 *
 * @param jars of plugins, by their places
 * @param files contents of jars and libraries by their places, which they keep relative to each other ({@link Shipment#inside})
 */
record SentPlugins(List<String> jars, Map<String, byte[]> files) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Copies the list; the map keeps its order. */
    SentPlugins {
        jars = List.copyOf(jars);
        files = new LinkedHashMap<>(files);
    }

    /** Reads those of a registry that contribute tokenizers. */
    static SentPlugins of(Registry registry) throws IOException {
        Set<LoadedPlugin> wanted = new LinkedHashSet<>();
        for (Component<?, ?> component : registry.components()) {
            LoadedPlugin plugin = registry.contributor(component);
            if (component.kind() == Tokenizer.class && !plugin.bundled()) {
                wanted.add(plugin);
            }
        }
        List<String> jars = new ArrayList<>();
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (LoadedPlugin plugin : wanted) {
            jars.add(Shipment.inside(plugin.source()));
            for (Path file : plugin.files()) {
                files.put(Shipment.inside(file), Files.readAllBytes(file));
            }
        }
        return new SentPlugins(jars, files);
    }

    /** Makes their tokenizers, and those of the class path. */
    Tokenizers unpack() throws IOException {
        if (jars.isEmpty()) {
            return PluginTokenizers.usual();
        }
        // Spark removes it with the application.
        Path folder = Files.createTempDirectory(
                Path.of(SparkFiles.getRootDirectory()).toAbsolutePath().normalize(), "plugins-");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path copy = folder.resolve(file.getKey());
            Files.createDirectories(copy.getParent());
            Files.write(copy, file.getValue());
        }
        return PluginTokenizers.of(Plugins.load(
                folder.resolve("none"), jars.stream().map(folder::resolve).toList()));
    }
}
