package dev.sluice.core.experiment.record;

import dev.sluice.core.plugin.LoadedPlugin;
import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * {@code provenance.json}: the sources and the machine of a run, enough to repeat it and to see why a repetition differs.
 *
 * @param sluice version of this program
 * @param command that asked for the run, word by word; empty for a run from Java
 * @param experiment the file that the experiment was read from; null for one from Java
 * @param folder that the experiment's relative paths start from
 * @param seed of all random numbers
 * @param git state of the repository around the folder
 * @param plugins those that the experiment may use
 * @param machine that it began on
 * @param data that it trained on; null before they are read
 * @param continues the run whose training goes on; null for one from the start
 * @param repeats the run whose record this one was made from; null for one from an experiment
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Provenance(
        String sluice,
        List<String> command,
        @Nullable String experiment,
        String folder,
        long seed,
        GitState git,
        List<PluginRecord> plugins,
        Machine machine,
        @Nullable DataRecord data,
        @Nullable String continues,
        @Nullable String repeats) {
    /** Copies the lists. */
    public Provenance {
        command = List.copyOf(command);
        plugins = List.copyOf(plugins);
    }

    /**
     * What is known before the data are read.
     *
     * @param folder of the experiment
     * @param patch the file to write what differs from the commit to; null for none
     */
    public static Provenance of(
            Path folder,
            long seed,
            List<LoadedPlugin> plugins,
            List<String> command,
            int threads,
            @Nullable Path patch) {
        return new Provenance(
                version(),
                command,
                null,
                folder.toString(),
                seed,
                GitState.of(folder, patch),
                plugins.stream().map(PluginRecord::of).toList(),
                Machine.current(threads),
                null,
                null,
                null);
    }

    /** The text of the file. */
    public String json() {
        return Json.pretty(this);
    }

    /** The version of this program. */
    public static String version() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** A copy with what the data source gave. */
    public Provenance withData(DataRecord given) {
        return new Provenance(sluice, command, experiment, folder, seed, git, plugins, machine, given, continues, repeats);
    }

    /** A copy with the file that the experiment was read from. */
    public Provenance withExperiment(Path file) {
        String path = file.toAbsolutePath().normalize().toString();
        return new Provenance(sluice, command, path, folder, seed, git, plugins, machine, data, continues, repeats);
    }

    /** A copy that names the run whose record this one was made from. */
    public Provenance repeating(String run) {
        return new Provenance(sluice, command, experiment, folder, seed, git, plugins, machine, data, continues, run);
    }

    /** A copy that names the run whose training goes on. */
    public Provenance continuing(String run) {
        return new Provenance(sluice, command, experiment, folder, seed, git, plugins, machine, data, run, repeats);
    }
}
