package dev.sluice.core.data;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.kernel.Permutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Examples by their classes, each of which is drawn equally often in an epoch. The examples of a class come in a shuffled order, and again in
 * another one when all of them have come. The order is a function of the seed and the epoch.
 */
final class ClassSampling {
    private final int[][] classes;

    private ClassSampling(int[][] classes) {
        this.classes = classes;
    }

    /**
     * The sampling of examples.
     *
     * @throws DataException if they have no class for the whole example, or several targets have
     */
    static ClassSampling of(List<Example> examples) {
        Map<String, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < examples.size(); i++) {
            List<Target.Labels> labels = examples.get(i).targets().values().stream()
                    .filter(Target.Labels.class::isInstance)
                    .map(Target.Labels.class::cast)
                    .toList();
            if (labels.size() != 1) {
                throw new DataException("data.sampling: balanced draws each class equally often, so an example needs one"
                        + " target with a class for all of it, but example " + (i + 1) + " has " + labels.size()
                        + "; take sampling: shuffled, and weigh classes by data.weights");
            }
            String name = String.join("\t", labels.getFirst().labels());
            members.computeIfAbsent(name, key -> new ArrayList<>()).add(i);
        }
        return new ClassSampling(members.values().stream()
                .map(each -> each.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new));
    }

    /** The places of so many examples, in the order of an epoch. */
    int[] order(int draws, long seed, int epoch) {
        int[] drawn = new int[draws];
        for (int c = 0; c < classes.length; c++) {
            int[] members = classes[c];
            int[] turn = {};
            for (int draw = c, times = 0; draw < draws; draw += classes.length, times++) {
                int place = times % members.length;
                if (place == 0) {
                    String purpose = "batches/class" + c + "/" + times / members.length;
                    turn = Permutation.of(members.length, CounterRandom.of(seed, purpose, epoch));
                }
                drawn[draw] = members[turn[place]];
            }
        }
        int[] order = Permutation.of(draws, CounterRandom.of(seed, "batches/examples", epoch));
        return IntStream.of(order).map(place -> drawn[place]).toArray();
    }
}
