package dev.sluice.tuning.evolution;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Domain;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.tuning.evidence.Evidence;
import dev.sluice.tuning.evidence.Observation;
import dev.sluice.tuning.sampler.SobolSampler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * CMA-ES: draws from a normal distribution whose mean, scale and covariance follow the better half of each generation.
 *
 * <p>Generations are runs of λ trials by number, the first a Sobol sequence. For each suggestion the distribution is worked
 * out again from all generations up to the first that has a pending trial; what was drawn from an older distribution
 * meanwhile counts like the rest. Whole numbers keep a deviation of at least half a step, so that none freezes at a value
 * (R. Hamano et al., CMA-ES with Margin, 2022). Choices have probabilities of their own that follow the same weights (as in
 * R. Hamano et al., CatCMA, 2024). A dimension that takes no part says nothing about the mean.
 */
public final class CmaEsSampler implements Sampler {
    /** Times that a draw outside the cube is drawn again before it is cut off. */
    private static final int REDRAWS = 20;
    /** A probability that each option of a choice keeps, shared by its options. */
    private static final double OPEN = 0.2;

    private final Options options;
    private final Sampler start = new SobolSampler();

    /** The sampler with the given options. */
    public CmaEsSampler(Options options) {
        this.options = options;
    }

    /** Options of {@code cma-es}. */
    @Citation("N. Hansen, The CMA Evolution Strategy: A Tutorial, arXiv:1604.00772, 2016")
    public record Options(
            @Description("Trials of a generation; 0 for 4 + 3 ln(dimensions)") @Default("0") @Range(min = 0)
            int generation,

            @Description("First deviation as a share of each range") @Default("0.2") @Range(above = 0, max = 1)
            double deviation) {
        /** Checks the numbers. */
        public Options {
            if (generation < 0 || generation == 1 || !(deviation > 0 && deviation <= 1)) {
                throw new IllegalArgumentException("cma-es needs a generation of 0 or at least 2 and a deviation above 0 and"
                        + " at most 1, but has " + generation + " and " + deviation);
            }
        }
    }

    @Override
    public List<String> problems(SearchSpace space, List<Objective> objectives) {
        return objectives.size() == 1
                ? List.of()
                : List.of("cma-es searches for one objective, but the study has " + objectives.size()
                        + "; nsga-2, tpe and gp take several");
    }

    @Override
    public Assignment suggest(SearchHistory history) {
        State state = new State(history);
        if (history.next() < state.lambda) {
            return start.suggest(history);
        }
        state.replay();
        return history.space().fromUnit(state.draw(history.random("cma-es"), history.random("cma-es/choices")));
    }

    /** The distribution as the trials have made it. */
    private final class State {
        private final SearchHistory history;
        private final int lambda;
        private final List<Integer> numbers = new ArrayList<>();
        private final List<Integer> choices = new ArrayList<>();
        /** Probabilities of the options, by choice. */
        private final List<double[]> chances = new ArrayList<>();

        private Distribution distribution;

        State(SearchHistory history) {
            this.history = history;
            for (int i = 0; i < history.space().dimensions().size(); i++) {
                Domain domain = domain(i);
                boolean choice = domain instanceof ChoiceDomain named && !named.ordered();
                (choice ? choices : numbers).add(i);
                if (choice) {
                    int n = (int) domain.size().orElseThrow();
                    chances.add(IntStream.range(0, n).mapToDouble(any -> 1.0 / n).toArray());
                }
            }
            lambda = options.generation() > 0
                    ? options.generation()
                    : 4 + (int) (3 * StrictMath.log(Math.max(1, history.space().dimensions().size())));
            double[] middle = new double[Math.max(1, numbers.size())];
            java.util.Arrays.fill(middle, 0.5);
            distribution = new Distribution(middle, options.deviation(), lambda);
        }

        private Domain domain(int dimension) {
            return history.space().dimensions().get(dimension).domain();
        }

        void replay() {
            Evidence evidence = Evidence.of(history);
            Observation[] byTrial = new Observation[history.next()];
            evidence.observations().forEach(each -> byTrial[each.trial().number()] = each);
            for (int first = 0; first + lambda <= history.next(); first += lambda) {
                List<Observation> generation = new ArrayList<>();
                for (int i = first; i < first + lambda && byTrial[i] != null; i++) {
                    generation.add(byTrial[i]);
                }
                if (generation.size() < lambda) {
                    break;
                }
                generation.sort(Comparator.comparingDouble(each -> each.losses().getFirst()));
                update(first == 0, generation);
            }
        }

        private void update(boolean isFirst, List<Observation> generation) {
            List<double[]> points = generation.stream()
                    .map(each -> history.space().toUnit(each.trial().assignment()))
                    .toList();
            List<double[]> vectors = points.stream()
                    .map(point -> numbers.isEmpty()
                            ? new double[] {0.5}
                            : numbers.stream().mapToDouble(i -> point[i]).toArray())
                    .toList();
            if (isFirst) {
                // The first generation was not drawn from the distribution: it says where to begin.
                double[] begin = vectors.getFirst().clone();
                for (int i = 0; i < begin.length; i++) {
                    begin[i] = Double.isNaN(begin[i]) ? 0.5 : begin[i];
                }
                distribution = new Distribution(begin, options.deviation(), lambda);
            } else {
                distribution.update(vectors);
            }
            double[] weights = distribution.weights();
            for (int c = 0; c < choices.size(); c++) {
                follow(c, points, weights);
            }
        }

        private void follow(int choice, List<double[]> points, double[] weights) {
            double[] chance = chances.get(choice);
            int n = chance.length;
            double rate = 1.0 / (1 + choices.size());
            double[] change = new double[n];
            for (int k = 0; k < lambda; k++) {
                double position = points.get(k)[choices.get(choice)];
                if (weights[k] > 0 && !Double.isNaN(position)) {
                    for (int option = 0; option < n; option++) {
                        boolean own = option == Math.min(n - 1, (int) (position * n));
                        change[option] += weights[k] * ((own ? 1 : 0) - chance[option]);
                    }
                }
            }
            double sum = 0;
            for (int option = 0; option < n; option++) {
                chance[option] = Math.max(OPEN / n, chance[option] + rate * change[option]);
                sum += chance[option];
            }
            for (int option = 0; option < n; option++) {
                chance[option] /= sum;
            }
        }

        double[] draw(CounterRandom random, CounterRandom forChoices) {
            int d = numbers.size();
            double[] point = new double[history.space().dimensions().size()];
            double[] vector = new double[0];
            for (int attempt = 0; attempt < REDRAWS && d > 0; attempt++) {
                double[] z = new double[d];
                for (int i = 0; i < d; i++) {
                    z[i] = random.normal(2L * ((long) attempt * d + i));
                }
                vector = distribution.vector(z);
                for (int i = 0; i < d; i++) {
                    double least = domain(numbers.get(i)).size().isPresent()
                            ? 0.5 / domain(numbers.get(i)).size().getAsLong()
                            : 0;
                    double missing = least * least - distribution.deviation(i) * distribution.deviation(i);
                    if (missing > 0) {
                        vector[i] += Math.sqrt(missing) * random.normal(2L * ((long) attempt * d + i) + 1);
                    }
                }
                if (java.util.Arrays.stream(vector).allMatch(value -> value >= 0 && value <= 1)) {
                    break;
                }
            }
            for (int i = 0; i < d; i++) {
                point[numbers.get(i)] = vector[i];
            }
            for (int c = 0; c < choices.size(); c++) {
                double u = forChoices.real(c);
                double[] chance = chances.get(c);
                int option = 0;
                for (double sum = chance[0]; u >= sum && option < chance.length - 1; ) {
                    sum += chance[++option];
                }
                point[choices.get(c)] = (option + 0.5) / chance.length;
            }
            return point;
        }
    }
}
