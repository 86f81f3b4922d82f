package dev.sluice.tuning.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Constraint;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.IntDomain;
import dev.sluice.core.search.Lattice;
import dev.sluice.core.search.Limits;
import dev.sluice.core.search.Proposal;
import dev.sluice.core.search.Proposer;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.History;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.hipparchus.random.SobolSequenceGenerator;
import org.junit.jupiter.api.Test;

final class SequencesTest {
    private static final SearchSpace CELLS = SearchSpace.of(
            Dimension.of("cell", ChoiceDomain.of("gru", "lstm")),
            Dimension.of("reset", ChoiceDomain.of("before", "after")).when("cell", "gru"),
            Dimension.of("rate", FloatDomain.log(1e-4, 1e-2)));

    /** The first points in two dimensions are known from the literature. */
    @Test
    void sobol_unscrambled_hasThePointsOfTheLiterature() {
        double[][] expected = {{0, 0}, {0.5, 0.5}, {0.75, 0.25}, {0.25, 0.75}, {0.375, 0.375}, {0.875, 0.875}};
        for (int i = 0; i < expected.length; i++) {
            assertThat(new SobolSequenceGenerator(2).skipTo(i)).containsExactly(expected[i]);
        }
    }

    /** In each pair of dimensions of 16 points, every box of a 4 × 4, 2 × 8 or 16 × 1 grid holds just one. */
    @Test
    void sobol_scrambled_keepsItsNets() {
        for (int seed = 0; seed < 20; seed++) {
            ScrambledSobol sobol = new ScrambledSobol(2, CounterRandom.of(seed, "test", 0));
            for (int first = 0; first < 64; first += 16) {
                for (int[] grid : new int[][] {{4, 4}, {2, 8}, {8, 2}, {16, 1}, {1, 16}}) {
                    Set<String> boxes = new HashSet<>();
                    for (int i = first; i < first + 16; i++) {
                        double[] point = sobol.point(i);
                        boxes.add((int) (point[0] * grid[0]) + "/" + (int) (point[1] * grid[1]));
                    }
                    assertThat(boxes).hasSize(16);
                }
            }
        }
    }

    @Test
    void sobol_anotherSeed_isAnotherSequenceThatIsUniform() {
        double sum = 0;
        for (int seed = 0; seed < 500; seed++) {
            sum += new ScrambledSobol(3, CounterRandom.of(seed, "test", 0)).point(0)[2];
        }
        assertThat(sum / 500).isBetween(0.45, 0.55);
    }

    @Test
    void grid_goesThroughEveryCombinationOnce() {
        for (GridSampler.Order order : GridSampler.Order.values()) {
            Sampler grid = new GridSampler(new GridSampler.Options(3, order));
            List<Trial> trials = run(grid, Constraint.none(), List.of());
            Lattice lattice = Lattice.of(CELLS, 3);
            assertThat(trials)
                    .extracting(Trial::assignment)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 9).mapToObj(lattice::get).toList());
            assertThat(trials).allSatisfy(trial -> assertThat(trial.rejected()).isEmpty());
        }
    }

    @Test
    void grid_sorted_isInOrderAndShuffledIsNot() {
        Sampler sorted = new GridSampler(new GridSampler.Options(3, GridSampler.Order.SORTED));
        Sampler shuffled = new GridSampler(new GridSampler.Options(3, GridSampler.Order.SHUFFLED));
        Lattice lattice = Lattice.of(CELLS, 3);
        List<Assignment> inOrder = IntStream.range(0, 9).mapToObj(lattice::get).toList();
        assertThat(run(sorted, Constraint.none(), List.of()))
                .extracting(Trial::assignment)
                .isEqualTo(inOrder);
        assertThat(run(shuffled, Constraint.none(), List.of()))
                .extracting(Trial::assignment)
                .isNotEqualTo(inOrder);
    }

    @Test
    void grid_startingPointsAndConstraints_leaveNoPlaceOut() {
        Sampler grid = new GridSampler(new GridSampler.Options(3, GridSampler.Order.SORTED));
        Lattice lattice = Lattice.of(CELLS, 3);
        Constraint slow =
                assignment -> assignment.number("rate") > 5e-3 ? Optional.of("the rate is too high") : Optional.empty();
        List<Trial> trials = run(grid, slow, List.of(lattice.get(4), lattice.get(7)));
        assertThat(trials).extracting(Trial::assignment).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void grid_tooLarge_saysSo() {
        SearchSpace wide =
                SearchSpace.of(Dimension.of("a", IntDomain.of(1, 10_000)), Dimension.of("b", IntDomain.of(1, 10_000)));
        Sampler grid = new GridSampler(new GridSampler.Options(3, GridSampler.Order.SORTED));
        assertThat(grid.problems(wide, List.of()))
                .singleElement()
                .asString()
                .contains("at most 1000000 combinations", "100000000");
    }

    private static List<Trial> run(Sampler sampler, Constraint constraint, List<Assignment> starts) {
        Proposer proposer = new Proposer(sampler, constraint, starts);
        SearchHistory history =
                SearchHistory.empty(CELLS, History.ofLine().build().objectives(), new Limits(100, 1), 3);
        while (proposer.propose(history) instanceof Proposal.Next next) {
            List<Trial> trials = new ArrayList<>(history.trials());
            trials.add(Trial.pending(trials.size(), next.assignment(), 1));
            history = history.withTrials(trials);
        }
        return history.trials();
    }
}
