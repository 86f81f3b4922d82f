package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.yaml.Problems;
import dev.sluice.core.experiment.yaml.YamlNode;
import dev.sluice.core.experiment.yaml.YamlReader;
import dev.sluice.core.experiment.yaml.YamlWriter;
import dev.sluice.core.file.Fingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The keys of an experiment that reach its weights, by path: {@code train.epochs} with {@code 3}. Two experiments with equal
 * recipes, data and plugins train to the same weights, whatever else differs in their files.
 *
 * @param keys values as YAML, sorted by path
 */
record TrainingRecipe(Map<String, String> keys) {
    /**
     * Keys that reach no weight. Where data come from and what reads them are known by the fingerprints of data and plugins.
     */
    private static final List<String> FREE = List.of(
            "name",
            "folder",
            "plugins",
            "data.source",
            "train.threads",
            "train.recompute",
            "train.checkpoint",
            "tracking",
            "baselines",
            "pictures",
            "repeat",
            "all_rounds",
            "export");

    /** Copies the map in the order of its keys. */
    TrainingRecipe {
        keys = Collections.unmodifiableMap(new TreeMap<>(keys));
    }

    /**
     * The recipe of an experiment with all defaults.
     *
     * @throws dev.sluice.core.experiment.yaml.ConfigException if the text is not YAML
     */
    static TrainingRecipe of(String experiment, String source) {
        Problems problems = new Problems();
        YamlNode tree = YamlReader.file(experiment, source, problems);
        problems.failIfAny(source);
        Map<String, String> keys = new LinkedHashMap<>();
        collect(tree, "", keys);
        return new TrainingRecipe(keys);
    }

    private static void collect(YamlNode node, String path, Map<String, String> keys) {
        if (FREE.contains(path)) {
            return;
        }
        if (node instanceof YamlNode.Fields fields && !fields.values().isEmpty()) {
            fields.values()
                    .forEach((name, field) -> collect(field.value(), path.isEmpty() ? name : path + "." + name, keys));
        } else {
            keys.put(path, YamlWriter.inline(node));
        }
    }

    /** The recipe of a run. */
    static TrainingRecipe of(Run run) throws IOException {
        return of(run.experiment(), run.file(RunFile.EXPERIMENT).toString());
    }

    /** A copy without some keys. */
    TrainingRecipe without(List<String> paths) {
        Map<String, String> rest = new TreeMap<>(keys);
        rest.keySet().removeAll(paths);
        return new TrainingRecipe(rest);
    }

    /** The differences to another recipe, one sentence for each key: {@code train.epochs was 3 and is 5}. */
    List<String> changesTo(TrainingRecipe now) {
        List<String> changes = new ArrayList<>();
        TreeSet<String> all = new TreeSet<>(keys.keySet());
        all.addAll(now.keys.keySet());
        for (String key : all) {
            String before = keys.getOrDefault(key, "missing");
            String after = now.keys.getOrDefault(key, "missing");
            if (!before.equals(after)) {
                changes.add(key + " was " + before + " and is " + after);
            }
        }
        return changes;
    }

    /** SHA-256 of keys and values, in hexadecimal. */
    String sha256() {
        Fingerprint fingerprint = new Fingerprint();
        keys.forEach((key, value) -> fingerprint.add(key).add(value));
        return fingerprint.hex();
    }
}
