package dev.sluice.core.experiment.record;

import dev.sluice.core.data.DataReport;
import dev.sluice.core.experiment.ResolvedExperiment;
import dev.sluice.core.plugin.LoadedPlugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run was made from and on: enough to make it again, and to see why it would differ. */
public final class Provenance {
    private final Map<String, Object> facts = new LinkedHashMap<>();

    /**
     * The facts known before the data are read.
     *
     * @param folder folder that the experiment's relative paths start from
     * @param plugins those that the experiment may use
     */
    public Provenance(Path folder, long seed, List<LoadedPlugin> plugins, List<String> command, int threads) {
        facts.put("sluice", version());
        facts.put("command", command);
        facts.put("folder", folder.toString());
        facts.put("seed", seed);
        facts.put("git", GitState.of(folder));
        facts.put("plugins", plugins(plugins));
        facts.put("machine", Machine.facts(threads));
    }

    /** The version of this program. */
    public static String version() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /**
     * Adds the data.
     *
     * @param report of their way to the model
     */
    public void data(int examples, String sha256, DataReport report) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("examples", examples);
        data.put("sha256", sha256);
        data.put("counts", report.counts());
        data.put("notes", report.notes());
        facts.put("data", data);
    }

    /** What {@link #data(int, String, DataReport)} added. */
    public Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        if (facts.get("data") instanceof Map<?, ?> added) {
            added.forEach((name, value) -> data.put(String.valueOf(name), value));
        }
        return data;
    }

    /** Adds the file that the experiment was read from. */
    public void experiment(Path file) {
        facts.put("experiment", file.toAbsolutePath().normalize().toString());
    }

    public String json() {
        return Json.pretty(facts);
    }

    /** Id, version, source and fingerprint of each. */
    public static List<Map<String, Object>> plugins(List<LoadedPlugin> plugins) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (LoadedPlugin plugin : plugins) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", plugin.id());
            entry.put("version", plugin.version());
            entry.put("source", plugin.source().toString());
            entry.put("sha256", plugin.sha256());
            list.add(entry);
        }
        return list;
    }
}
