package dev.sluice.core.experiment.record;

import dev.sluice.core.plugin.LoadedPlugin;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The command that started a run, with paths on its machine: the only part of a record that is specific to a machine.
 *
 * @param command word by word; empty for a run from Java
 * @param folder that the experiment's relative paths start from
 * @param experiment the file that the experiment was read from; null for one from Java
 * @param plugins the jar or folder of classes of each plugin, by its id
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Invocation(
        List<String> command, String folder, @Nullable String experiment, Map<String, String> plugins) {
    /** Copies the collections, keeping their order. */
    public Invocation {
        command = List.copyOf(command);
        plugins = Collections.unmodifiableMap(new LinkedHashMap<>(plugins));
    }

    static Invocation of(List<String> command, Path folder, List<LoadedPlugin> plugins) {
        Map<String, String> sources = new LinkedHashMap<>();
        plugins.forEach(plugin -> sources.put(plugin.id(), plugin.source().toString()));
        return new Invocation(command, folder.toString(), null, sources);
    }

    Invocation withExperiment(Path file) {
        return new Invocation(command, folder, file.toAbsolutePath().normalize().toString(), plugins);
    }
}
