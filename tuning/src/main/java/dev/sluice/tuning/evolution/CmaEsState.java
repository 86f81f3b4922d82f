package dev.sluice.tuning.evolution;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Domain;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.tuning.evidence.Evidence;
import dev.sluice.tuning.evidence.Observation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The distribution of {@link CmaEsSampler} after the trials of a history.
 *
 * <p>Numbers follow one normal distribution. Finite ranges keep a standard deviation of at least half a step, so that no
 * dimension is stuck at a value (CMA-ES with Margin). Choices have separate probabilities that are updated with the same weights
 * (as in CatCMA). A dimension that is inactive in a trial counts as the mean.
 */
final class CmaEsState {
    /** Number of times that a draw outside the cube is repeated before it is clipped. */
    private static final int REDRAWS = 20;
    /** The probability that is always distributed evenly over the options of a choice. */
    private static final double OPEN = 0.2;

    private final SearchSpace space;
    private final CmaEsSampler.Options options;
    private final int size;
    /** Indices of the dimensions that are numbers. */
    private final int[] numbers;
    /** Indices of the other dimensions, unordered choices. */
    private final int[] choices;
    /** Probabilities of the options, by choice. */
    private final List<double[]> chances;

    private Distribution distribution;

    private CmaEsState(SearchSpace space, CmaEsSampler.Options options) {
        this.space = space;
        this.options = options;
        size = options.size(space);
        int n = space.dimensions().size();
        numbers = IntStream.range(0, n).filter(i -> !isNamed(i)).toArray();
        choices = IntStream.range(0, n).filter(this::isNamed).toArray();
        chances = Arrays.stream(choices).mapToObj(this::even).toList();
        double[] middle = new double[Math.max(1, numbers.length)];
        Arrays.fill(middle, 0.5);
        distribution = new Distribution(middle, options.deviation(), size);
    }

    static CmaEsState of(SearchHistory history, CmaEsSampler.Options options) {
        CmaEsState state = new CmaEsState(history.space(), options);
        Map<Integer, Observation> byTrial = Evidence.of(history).observations().stream()
                .collect(Collectors.toMap(each -> each.trial().number(), each -> each));
        for (int first = 0; first + state.size <= history.next(); first += state.size) {
            List<Observation> generation = IntStream.range(first, first + state.size)
                    .filter(byTrial::containsKey)
                    .mapToObj(byTrial::get)
                    .sorted(Comparator.comparingDouble(each -> each.losses().getFirst()))
                    .toList();
            if (generation.size() < state.size) {
                break;
            }
            state.update(first == 0, generation);
        }
        return state;
    }

    private Domain domain(int dimension) {
        return space.dimensions().get(dimension).domain();
    }

    private boolean isNamed(int dimension) {
        return domain(dimension) instanceof ChoiceDomain choice && !choice.ordered();
    }

    private double[] even(int dimension) {
        double[] even = new double[(int) domain(dimension).size().orElseThrow()];
        Arrays.fill(even, 1.0 / even.length);
        return even;
    }

    private void update(boolean isFirst, List<Observation> generation) {
        List<double[]> points = generation.stream()
                .map(each -> space.toUnit(each.trial().assignment()))
                .toList();
        List<double[]> vectors = points.stream()
                .map(point -> numbers.length == 0
                        ? new double[] {0.5}
                        : Arrays.stream(numbers).mapToDouble(i -> point[i]).toArray())
                .toList();
        if (isFirst) {
            // The first generation was not drawn from the distribution: it determines the initial mean.
            double[] begin = Arrays.stream(vectors.getFirst())
                    .map(each -> Double.isNaN(each) ? 0.5 : each)
                    .toArray();
            distribution = new Distribution(begin, options.deviation(), size);
        } else {
            distribution.update(vectors);
        }
        for (int c = 0; c < choices.length; c++) {
            follow(c, points);
        }
    }

    private void follow(int choice, List<double[]> points) {
        double[] weights = distribution.weights();
        double[] chance = chances.get(choice);
        int n = chance.length;
        double[] change = new double[n];
        for (int k = 0; k < size; k++) {
            double position = points.get(k)[choices[choice]];
            for (int option = 0; option < n && weights[k] > 0 && !Double.isNaN(position); option++) {
                boolean own = option == Math.min(n - 1, (int) (position * n));
                change[option] += weights[k] * ((own ? 1 : 0) - chance[option]);
            }
        }
        double sum = 0;
        for (int option = 0; option < n; option++) {
            chance[option] = Math.max(OPEN / n, chance[option] + change[option] / (1 + choices.length));
            sum += chance[option];
        }
        for (int option = 0; option < n; option++) {
            chance[option] /= sum;
        }
    }

    /** Draws a point of the unit cube. */
    double[] draw(SearchHistory history) {
        double[] point = new double[space.dimensions().size()];
        double[] vector = vector(history.random("cma-es"));
        for (int i = 0; i < numbers.length; i++) {
            point[numbers[i]] = vector[i];
        }
        CounterRandom random = history.random("cma-es/choices");
        for (int c = 0; c < choices.length; c++) {
            double[] chance = chances.get(c);
            double rest = random.real(c) - chance[0];
            int option = 0;
            while (rest >= 0 && option < chance.length - 1) {
                option++;
                rest -= chance[option];
            }
            point[choices[c]] = (option + 0.5) / chance.length;
        }
        return point;
    }

    private double[] vector(CounterRandom random) {
        int d = numbers.length;
        double[] vector = new double[0];
        for (int attempt = 0; attempt < REDRAWS; attempt++) {
            double[] z = new double[Math.max(1, d)];
            for (int i = 0; i < d; i++) {
                z[i] = random.normal(2L * ((long) attempt * d + i));
            }
            vector = distribution.vector(z);
            for (int i = 0; i < d; i++) {
                double least = domain(numbers[i]).size().isPresent()
                        ? 0.5 / domain(numbers[i]).size().getAsLong()
                        : 0;
                double missing = least * least - distribution.deviation(i) * distribution.deviation(i);
                vector[i] += Math.sqrt(Math.max(0, missing)) * random.normal(2L * ((long) attempt * d + i) + 1);
            }
            if (Arrays.stream(vector).allMatch(value -> value >= 0 && value <= 1)) {
                break;
            }
        }
        return vector;
    }
}
