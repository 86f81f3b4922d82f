package dev.sluice.core.data;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.kernel.Permutation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * The examples of an epoch where kinds are drawn by temperature (Arivazhagan et al., 2019): as many as there are in all, a kind of
 * {@code n} examples in proportion to {@code n^T}. Examples of a kind come equally often, but for one. The choice is a function of the seed
 * and the epoch.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Sampling {
    private final List<int[]> kinds = new ArrayList<>();
    private final double temperature;
    private final int size;

    /** Prepares the sampling of examples. */
    public Sampling(SamplingConfig config, List<Example> examples) {
        temperature = config.temperature();
        size = examples.size();
        Map<String, List<Integer>> places = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            places.computeIfAbsent(config.kind(examples.get(i)), none -> new ArrayList<>())
                    .add(i);
        }
        places.values()
                .forEach(some ->
                        kinds.add(some.stream().mapToInt(Integer::intValue).toArray()));
    }

    /** Places of the examples of an epoch, kind by kind. */
    int[] places(long seed, int epoch) {
        int[] counts = counts();
        int[] places = new int[size];
        int at = 0;
        for (int kind = 0; kind < kinds.size(); kind++) {
            int[] own = kinds.get(kind);
            for (int drawn = 0; drawn < counts[kind]; drawn += own.length) {
                int[] order = Permutation.of(
                        own.length, CounterRandom.of(seed, "sampling/" + kind + "/" + drawn / own.length, epoch));
                for (int i = 0; i < Math.min(own.length, counts[kind] - drawn); i++) {
                    places[at++] = own[order[i]];
                }
            }
        }
        return places;
    }

    /** The sum of an amount over the examples of an epoch, each counted as often as it comes on average. */
    public double total(IntToDoubleFunction amount) {
        int[] counts = counts();
        double total = 0;
        for (int kind = 0; kind < counts.length; kind++) {
            double sum = 0;
            for (int place : kinds.get(kind)) {
                sum += amount.applyAsDouble(place);
            }
            total += sum * counts[kind] / kinds.get(kind).length;
        }
        return total;
    }

    /** The number of examples of each kind: shares of the whole, rounded down, and one more for those with the largest rests. */
    int[] counts() {
        double[] weights = kinds.stream()
                .mapToDouble(own -> StrictMath.pow(own.length, temperature))
                .toArray();
        double all = 0;
        for (double weight : weights) {
            all += weight;
        }
        int[] counts = new int[weights.length];
        double[] rests = new double[weights.length];
        int left = size;
        for (int kind = 0; kind < counts.length; kind++) {
            double share = size * weights[kind] / all;
            counts[kind] = (int) share;
            rests[kind] = share - counts[kind];
            left -= counts[kind];
        }
        List<Integer> byRest = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer kind) -> -rests[kind]))
                .toList();
        for (int i = 0; i < left; i++) {
            counts[byRest.get(i % counts.length)]++;
        }
        return counts;
    }
}
