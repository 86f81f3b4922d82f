package dev.sluice.tuning.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

final class ImportanceTest {
    private static final List<Objective> LOSS = List.of(new Objective("loss", Direction.MINIMIZE));
    private static final SearchSpace SPACE = SearchSpace.of(
            Dimension.of("much", FloatDomain.of(0, 1)),
            Dimension.of("little", FloatDomain.of(0, 1)),
            Dimension.of("nothing", FloatDomain.of(0, 1)));

    @Test
    void of_additiveFunction_ranksByEffect() {
        List<Trial> trials = trials(
                SPACE, 400, each -> 10 * each.number("much") + 2 * each.number("little") + 0 * each.number("nothing"));

        List<Importance> shares = Importance.of(SPACE, trials, LOSS, 0);

        assertThat(shares).extracting(Importance::dimension).containsExactly("much", "little", "nothing");
        assertThat(shares.getFirst().share()).isGreaterThan(0.7);
        assertThat(shares.stream().mapToDouble(Importance::share).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void of_maximizedObjective_isTheSameAsTheNegativeMinimized() {
        List<Objective> accuracy = List.of(new Objective("accuracy", Direction.MAXIMIZE));

        List<Importance> minimized = Importance.of(SPACE, trials(SPACE, 60, each -> each.number("much")), LOSS, 0);
        List<Importance> maximized = Importance.of(SPACE, trials(SPACE, 60, each -> -each.number("much")), accuracy, 0);

        assertThat(maximized).isEqualTo(minimized);
    }

    @Test
    void of_choice_isTheDivergenceByHand() {
        SearchSpace space = SearchSpace.of(
                Dimension.of("cell", ChoiceDomain.of("gru", "lstm")), Dimension.of("same", ChoiceDomain.of("x", "y")));
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Assignment assignment =
                    Assignment.of(Map.of("cell", i < 2 ? "gru" : "lstm", "same", i % 2 == 0 ? "x" : "y"));
            trials.add(Trial.pending(i, assignment, 1).with(new Outcome.Completed(List.of((double) i))));
        }

        List<Importance> shares = Importance.of(space, trials, LOSS, 0);

        assertThat(shares.getFirst()).isEqualTo(new Importance("cell", 1, 4));
        assertThat(shares.getLast().share()).isZero();
        // With one pseudo-observation: (2 + 0.5) / 5 of all, (2 + 0.5) / 3 of the best two.
        double[] all =
                MarginalDensity.of(space.dimensions().getFirst().domain(), List.of("gru", "gru", "lstm", "lstm"));
        double[] best = MarginalDensity.of(space.dimensions().getFirst().domain(), List.of("gru", "gru"));
        assertThat(all).containsExactly(0.5, 0.5);
        assertThat(best).containsExactly(new double[] {2.5 / 3, 0.5 / 3}, within(1e-12));
    }

    @Test
    void of_conditionalDimension_countsOnlyTrialsThatHaveIt() {
        SearchSpace space = SearchSpace.of(
                Dimension.of("cell", ChoiceDomain.of("gru", "lstm")),
                Dimension.of("reset", FloatDomain.of(0, 1)).when("cell", "gru"));
        List<Trial> trials = trials(space, 100, each -> each.has("reset") ? each.number("reset") : 2);

        List<Importance> shares = Importance.of(space, trials, LOSS, 0);

        Importance reset = shares.stream()
                .filter(each -> each.dimension().equals("reset"))
                .findFirst()
                .orElseThrow();
        long with =
                trials.stream().filter(trial -> trial.assignment().has("reset")).count();
        assertThat(reset.trials()).isEqualTo((int) with).isLessThan(100);
        assertThat(reset.share()).isGreaterThan(0.2);
    }

    @Test
    void of_studyWithMostTrialsStopped_judgesThoseToo() {
        List<Trial> trials = new ArrayList<>();
        for (Trial whole : trials(SPACE, 100, each -> 10 * each.number("much"))) {
            double loss = ((Outcome.Completed) whole.outcome()).values().getFirst();
            Trial begun = Trial.pending(whole.number(), whole.assignment(), 2);
            Trial measured = begun.withMeasurements(List.of(new Measurement(1, List.of(loss + 1))));
            trials.add(
                    whole.number() < 3
                            ? measured.with(new Outcome.Completed(List.of(loss)))
                            : whole.number() % 2 == 0
                                    ? measured.with(new Outcome.Paused())
                                    : measured.with(new Outcome.Pruned()));
        }

        List<Importance> shares = Importance.of(SPACE, trials, LOSS, 0);

        assertThat(shares.getFirst().dimension()).isEqualTo("much");
        assertThat(shares.getFirst().share()).isGreaterThan(0.7);
        assertThat(shares.getFirst().trials()).isEqualTo(100);
    }

    @Test
    void of_equalValuesOrFewTrials_isEmpty() {
        assertThat(Importance.of(SPACE, trials(SPACE, 50, each -> 1), LOSS, 0)).isEmpty();
        assertThat(Importance.of(SPACE, trials(SPACE, 3, each -> each.number("much")), LOSS, 0))
                .isEmpty();
    }

    @Test
    void landscape_ofAPlane_risesAlongIt() {
        List<Trial> trials = trials(SPACE, 200, each -> each.number("much"));

        Landscape landscape = Landscape.of(
                Evidence.of(trials, LOSS).observations(),
                SPACE.dimensions().get(0),
                SPACE.dimensions().get(1),
                LOSS.getFirst(),
                0);

        double[] row = landscape.values()[landscape.ys().size() / 2];
        assertThat(row[0]).isLessThan(0.25);
        assertThat(row[row.length - 1]).isGreaterThan(0.75);
    }

    private static List<Trial> trials(SearchSpace space, int count, ToDoubleFunction<Assignment> loss) {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Assignment assignment = space.sample(CounterRandom.of(7, "test", i), 0);
            trials.add(Trial.pending(i, assignment, 1)
                    .with(new Outcome.Completed(List.of(loss.applyAsDouble(assignment)))));
        }
        return trials;
    }
}
