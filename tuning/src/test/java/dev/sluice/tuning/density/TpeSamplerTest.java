package dev.sluice.tuning.density;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TpeSamplerTest {
    private static final List<Dimension> PLANE =
            List.of(Dimension.of("x", FloatDomain.of(0, 1)), Dimension.of("kind", ChoiceDomain.of("a", "b", "c")));
    private static final Sampler TPE = new TpeSampler(new TpeSampler.Options(10, 24, 0.25));

    @Test
    void mixture_integratesToOne() {
        Mixture mixture = new Mixture(PLANE, new double[][] {{0.02, 0.1}, {0.9, 0.9}}, new double[] {1, 0.5});
        double sum = 0;
        for (int option = 0; option < 3; option++) {
            for (int i = 0; i < 2000; i++) {
                sum += Math.exp(mixture.log(new double[] {(i + 0.5) / 2000, (option + 0.5) / 3})) / 2000;
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-4));
    }

    @Test
    void mixture_drawsAsOftenAsItsDensitySays() {
        Mixture mixture = new Mixture(PLANE, new double[][] {{0.2, 0.1}, {0.25, 0.1}}, new double[] {1, 1});
        CounterRandom random = CounterRandom.of(1, "test", 0);
        int below = 0;
        int first = 0;
        int n = 4000;
        for (int i = 0; i < n; i++) {
            double[] point = mixture.draw(random, 3L * i);
            below += point[0] < 0.3 ? 1 : 0;
            first += point[1] < 1.0 / 3 ? 1 : 0;
        }
        double expectedBelow = 0;
        double expectedFirst = 0;
        for (int option = 0; option < 3; option++) {
            for (int i = 0; i < 1000; i++) {
                double mass = Math.exp(mixture.log(new double[] {(i + 0.5) / 1000, (option + 0.5) / 3})) / 1000;
                expectedBelow += i < 300 ? mass : 0;
                expectedFirst += option == 0 ? mass : 0;
            }
        }
        assertThat(below / (double) n).isCloseTo(expectedBelow, within(0.03));
        assertThat(first / (double) n).isCloseTo(expectedFirst, within(0.03));
    }

    @Test
    void suggest_afterGoodTrialsOnOneSide_staysThere() {
        int near = 0;
        for (int seed = 0; seed < 20; seed++) {
            near += distance(suggest(line(seed), seed)) < 0.2 ? 1 : 0;
        }
        assertThat(near).isGreaterThan(15);
    }

    @Test
    void suggest_whilePending_keepsApart() {
        // All of the good region is being tried already.
        SearchHistory history = line(1);
        List<Trial> trials = new ArrayList<>(history.trials());
        for (int i = 0; i < 40; i++) {
            trials.add(Trial.pending(trials.size(), Assignment.of(Map.of("x", 0.2 + 0.005 * i)), 1));
        }
        int near = 0;
        for (int seed = 0; seed < 20; seed++) {
            near += distance(suggest(history.withTrials(trials), seed)) < 0.1 ? 1 : 0;
        }
        assertThat(near).isLessThan(8);
    }

    @Test
    void suggest_conditionalSpace_learnsEachBranchFromItsOwnTrials() {
        SearchSpace space = SearchSpace.of(
                Dimension.of("kind", ChoiceDomain.of("a", "b")),
                Dimension.of("forA", FloatDomain.of(0, 1)).when("kind", "a"),
                Dimension.of("forB", FloatDomain.of(0, 1)).when("kind", "b"));
        History history = History.of(space);
        for (int i = 0; i < 40; i++) {
            double x = (i + 0.5) / 40;
            boolean a = i % 2 == 0;
            double loss = (a ? 0 : 0.5) + Math.abs(x - (a ? 0.8 : 0.1));
            history.completed(Assignment.of(Map.of("kind", a ? "a" : "b", a ? "forA" : "forB", x)), loss);
        }
        int good = 0;
        for (int seed = 0; seed < 20; seed++) {
            Assignment next = suggest(history.build(), seed);
            good += next.choice("kind").equals("a") && Math.abs(next.number("forA") - 0.8) < 0.2 ? 1 : 0;
        }
        assertThat(good).isGreaterThan(14);
    }

    private static double distance(Assignment assignment) {
        return Math.abs(assignment.number("x") - 0.3);
    }

    private static Assignment suggest(SearchHistory history, long seed) {
        return TPE.suggest(new SearchHistory(
                history.space(), history.objectives(), history.limits(), seed, history.trials(), List.of()));
    }

    /** Thirty trials of which those near 0.3 are the best, and one that failed there. */
    private static SearchHistory line(long seed) {
        History history = History.ofLine();
        CounterRandom random = CounterRandom.of(seed, "line", 0);
        for (int i = 0; i < 30; i++) {
            double x = random.real(i);
            history.completed(Assignment.of(Map.of("x", x)), Math.abs(x - 0.3));
        }
        history.trial(0.31, 1, new Outcome.Failed("no memory"));
        return history.build();
    }
}
