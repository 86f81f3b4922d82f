package dev.sluice.core.data.split;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TextConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Divides each class by the same shares: its examples in the order of their hashes, equal inputs together. */
final class Strata {
    private final SplitConfig config;
    private final InputHash hash;
    /** The hashes of the examples of each class, sorted. */
    private final Map<String, double[]> positions = new TreeMap<>();

    Strata(SplitConfig config, List<Example> examples, TextConfig text) {
        this.config = config;
        hash = new InputHash(config, text);
        Map<String, List<Double>> classes = new TreeMap<>();
        for (Example example : examples) {
            if (example.part() == Example.Part.BY_HASH) {
                classes.computeIfAbsent(classOf(example), name -> new ArrayList<>())
                        .add(hash.position(example));
            }
        }
        classes.forEach((name, of) -> {
            of.sort(Comparator.naturalOrder());
            positions.put(name, of.stream().mapToDouble(Double::doubleValue).toArray());
        });
    }

    Example.Part part(Example example) {
        double[] of = positions.getOrDefault(classOf(example), new double[0]);
        double position = hash.position(example);
        int rank = Arrays.binarySearch(of, position);
        while (rank > 0 && of[rank - 1] == position) {
            rank--;
        }
        return config.part((rank + 0.5) / of.length);
    }

    /** The class, or all that hold, of the first target that has any. */
    private static String classOf(Example example) {
        for (Target target : example.targets().values()) {
            if (target instanceof Target.Labels labels) {
                return String.join("\n", labels.labels());
            }
        }
        throw new DataException(
                "examples are divided by class (data.split.by: stratified), but one has no class of its own"
                        + (example.origin().isKnown() ? " (" + example.origin() + ")" : "")
                        + "; divide them by hash, group or time");
    }
}
