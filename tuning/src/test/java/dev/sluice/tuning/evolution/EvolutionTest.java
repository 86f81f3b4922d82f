package dev.sluice.tuning.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Constraint;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.IntDomain;
import dev.sluice.core.search.Limits;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Proposal;
import dev.sluice.core.search.Proposer;
import dev.sluice.core.search.Ranking;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EvolutionTest {
    private static final List<Objective> ONE = List.of(new Objective("loss", Direction.MINIMIZE));
    private static final SearchSpace MIXED = SearchSpace.of(
            Dimension.of("x", FloatDomain.of(0, 1)),
            Dimension.of("n", IntDomain.of(0, 20)),
            Dimension.of("kind", ChoiceDomain.of("a", "b", "c")));

    /** An ellipsoid with axes of 1 and 100, turned by 45 degrees: only a covariance that adapts gets through. */
    @Test
    void distribution_turnedEllipsoid_convergesOnIt() {
        Distribution distribution = new Distribution(new double[] {1, 1}, 0.3, 6);
        double best = Double.POSITIVE_INFINITY;
        for (int generation = 0; generation < 100; generation++) {
            CounterRandom random = CounterRandom.of(2, "test", generation);
            List<double[]> vectors = new ArrayList<>();
            for (int k = 0; k < 6; k++) {
                vectors.add(distribution.vector(new double[] {random.normal(2L * k), random.normal(2L * k + 1)}));
            }
            vectors.sort(Comparator.comparingDouble(EvolutionTest::ellipsoid));
            best = Math.min(best, ellipsoid(vectors.getFirst()));
            distribution.update(vectors);
        }
        assertThat(best).isLessThan(1e-8);
    }

    private static double ellipsoid(double[] x) {
        double along = x[0] + x[1] - 0.5;
        double across = x[0] - x[1] + 0.3;
        return along * along + 1e4 * across * across;
    }

    @Test
    void distribution_weights_sumToOneAndFall() {
        double[] weights = new Distribution(new double[5], 0.3, 8).weights();
        assertThat(IntStream.range(0, 4).mapToDouble(i -> weights[i]).sum()).isCloseTo(1, within(1e-12));
        assertThat(weights).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(weights[7]).isNegative();
    }

    @Test
    void cmaEs_mixedSpace_endsNearTheBest() {
        Sampler sampler = new CmaEsSampler(new CmaEsSampler.Options(8, 0.2));
        Trial best = best(run(sampler, MIXED, ONE, 160, EvolutionTest::mixed));
        assertThat(loss(best)).isLessThan(0.02);
        assertThat(best.assignment().choice("kind")).isEqualTo("b");
    }

    @Test
    void genetic_mixedSpace_endsNearTheBest() {
        Sampler sampler = new GeneticSampler(new GeneticSampler.Options(20, 0.9, 1));
        Trial best = best(run(sampler, MIXED, ONE, 160, EvolutionTest::mixed));
        assertThat(loss(best)).isLessThan(0.02);
        assertThat(best.assignment().choice("kind")).isEqualTo("b");
    }

    @Test
    void nsga2_twoObjectives_spreadsAlongTheFront() {
        List<Objective> two =
                List.of(new Objective("first", Direction.MINIMIZE), new Objective("second", Direction.MAXIMIZE));
        SearchSpace plane =
                SearchSpace.of(Dimension.of("x", FloatDomain.of(0, 1)), Dimension.of("y", FloatDomain.of(0, 1)));
        // The front is y = 0.5, on which x trades one for the other.
        List<Trial> trials = run(
                new Nsga2Sampler(new GeneticSampler.Options(20, 0.9, 1)),
                plane,
                two,
                200,
                assignment -> List.of(
                        assignment.number("x") + 4 * Math.abs(assignment.number("y") - 0.5),
                        assignment.number("x") - 4 * Math.abs(assignment.number("y") - 0.5)));
        List<List<Double>> losses = trials.stream()
                .map(trial -> ((Outcome.Completed) trial.outcome()).values())
                .map(values -> List.of(values.get(0), -values.get(1)))
                .toList();
        List<Double> front = Ranking.fronts(losses).getFirst().stream()
                .map(place -> trials.get(place).assignment().number("x"))
                .sorted()
                .toList();
        assertThat(front).hasSizeGreaterThan(10);
        assertThat(front.getFirst()).isLessThan(0.15);
        assertThat(front.getLast()).isGreaterThan(0.85);
    }

    @Test
    void problems_severalObjectives_nameWhatTakesThem() {
        assertThat(new GeneticSampler(new GeneticSampler.Options(20, 0.9, 1))
                        .problems(MIXED, List.of(ONE.getFirst(), ONE.getFirst())))
                .singleElement()
                .asString()
                .contains("one objective", "has 2", "nsga-2");
    }

    private static List<Double> mixed(Assignment assignment) {
        double x = assignment.number("x") - 0.7;
        double n = (assignment.integer("n") - 6) / 20.0;
        return List.of(x * x + n * n + (assignment.choice("kind").equals("b") ? 0 : 0.3));
    }

    private static Trial best(List<Trial> trials) {
        return trials.stream()
                .min(Comparator.comparingDouble(EvolutionTest::loss))
                .orElseThrow();
    }

    private static double loss(Trial trial) {
        return ((Outcome.Completed) trial.outcome()).values().getFirst();
    }

    private static List<Trial> run(
            Sampler sampler,
            SearchSpace space,
            List<Objective> objectives,
            int trials,
            Function<Assignment, List<Double>> values) {
        Proposer proposer = new Proposer(sampler, Constraint.none(), List.of());
        SearchHistory history = SearchHistory.empty(space, objectives, new Limits(trials, 1), 3);
        while (history.mayStart() && proposer.propose(history) instanceof Proposal.Next next) {
            List<Trial> all = new ArrayList<>(history.trials());
            all.add(new Trial(
                    all.size(),
                    next.assignment(),
                    next.rejected(),
                    1,
                    List.of(),
                    new Outcome.Completed(values.apply(next.assignment()))));
            history = history.withTrials(all);
        }
        return history.trials();
    }
}
