package dev.sluice.core.experiment.record;

import dev.sluice.core.plugin.LoadedPlugin;
import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * {@code provenance.json}: the sources and the machine of a run, enough to repeat it and to see why a repetition differs.
 *
 * @param format version of this file's form; {@value #FORMAT} is the newest
 * @param sluice version of this program
 * @param seed of all random numbers
 * @param experiment the file that the experiment was read from, relative to the top of its repository, or its name where there is
 *     none; null for one from Java
 * @param git state of the repository around the experiment
 * @param plugins those that the experiment may use
 * @param classPath file names of all libraries
 * @param data that it trained on; null before they are read
 * @param continues the run whose training is continued; null for a new training
 * @param repeats the run whose record is repeated; null if started from an experiment
 * @param machine on which it started
 * @param invocation the command that started it
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Provenance(
        int format,
        String sluice,
        long seed,
        @Nullable String experiment,
        GitState git,
        List<PluginRecord> plugins,
        List<String> classPath,
        @Nullable DataRecord data,
        @Nullable String continues,
        @Nullable String repeats,
        Machine machine,
        Invocation invocation) {
    /** The version of the file's format that this program writes. */
    public static final int FORMAT = 1;

    /**
     * Copies the lists.
     *
     * @throws RunException if the form is newer than {@link #FORMAT}
     */
    public Provenance {
        if (format > FORMAT) {
            throw new RunException("its form is " + format + ", where this Sluice reads up to " + FORMAT
                    + "; take the version that wrote it, or a newer one");
        }
        plugins = List.copyOf(plugins);
        classPath = List.copyOf(classPath);
    }

    /**
     * The provenance known before the data are read.
     *
     * @param folder of the experiment
     * @param patch the file to write differences from the commit to; null for none
     */
    public static Provenance of(
            Path folder,
            long seed,
            List<LoadedPlugin> plugins,
            List<String> command,
            int threads,
            @Nullable Path patch) {
        return new Provenance(
                FORMAT,
                version(),
                seed,
                null,
                GitState.of(folder, patch),
                plugins.stream().map(PluginRecord::of).toList(),
                ClassPath.jars(),
                null,
                null,
                null,
                Machine.current(threads),
                Invocation.of(command, folder, plugins));
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

    /** A copy with the data that the source gave. */
    public Provenance withData(DataRecord given) {
        return with(experiment, given, continues, repeats, invocation);
    }

    /** A copy with the file that the experiment was read from. */
    public Provenance withExperiment(Path file) {
        return with(GitState.relative(file), data, continues, repeats, invocation.withExperiment(file));
    }

    /** A copy that names the run whose record is repeated. */
    public Provenance repeating(String run) {
        return with(experiment, data, continues, run, invocation);
    }

    /** A copy that names the run whose training is continued. */
    public Provenance continuing(String run) {
        return with(experiment, data, run, repeats, invocation);
    }

    private Provenance with(
            @Nullable String file,
            @Nullable DataRecord given,
            @Nullable String before,
            @Nullable String model,
            Invocation call) {
        return new Provenance(format, sluice, seed, file, git, plugins, classPath, given, before, model, machine, call);
    }
}
