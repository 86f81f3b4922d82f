package dev.sluice.tuning.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StoppingTest {
    private static final Outcome DONE = new Outcome.Completed(List.of(1.0));

    @Test
    void median_behindMoreThanHalf_stops() {
        Pruner median = new MedianPruner(new MedianPruner.Options(4, 0, 1));
        SearchHistory history = history(0.1, 0.2, 0.3, 0.4);
        assertThat(median.stops(history, running(history, 0.35))).isTrue();
        assertThat(median.stops(history, running(history, 0.25))).isFalse();
        // Level with the third: behind two of four, not more.
        assertThat(median.stops(history, running(history, 0.3))).isFalse();
    }

    @Test
    void median_standsAtItsBest_notAtItsLast() {
        Pruner median = new MedianPruner(new MedianPruner.Options(1, 0, 1));
        SearchHistory history = History.ofLine().trial(0.5, 9, DONE, 0.5, 0.2).build();
        assertThat(median.stops(history, running(history, 0.1, 0.9))).isFalse();
        assertThat(median.stops(history, running(history, 0.4, 0.3))).isTrue();
    }

    @Test
    void median_tooFewTrialsOrTooEarlyOrBetweenJudgments_letsGoOn() {
        SearchHistory history = history(0.1, 0.2);
        Trial bad = running(history, 0.9);
        assertThat(new MedianPruner(new MedianPruner.Options(2, 0, 1)).stops(history, bad))
                .isTrue();
        assertThat(new MedianPruner(new MedianPruner.Options(3, 0, 1)).stops(history, bad))
                .isFalse();
        assertThat(new MedianPruner(new MedianPruner.Options(2, 1, 1)).stops(history, bad))
                .isFalse();
        assertThat(new MedianPruner(new MedianPruner.Options(2, 0, 2)).stops(history, bad))
                .isFalse();
    }

    @Test
    void percentile_keepsTheBestShare() {
        Pruner quarter = new PercentilePruner(new PercentilePruner.Options(0.25, 4, 0, 1));
        SearchHistory history = history(0.1, 0.2, 0.3, 0.4);
        assertThat(quarter.stops(history, running(history, 0.15))).isFalse();
        assertThat(quarter.stops(history, running(history, 0.25))).isTrue();
    }

    @Test
    void percentile_trialsThatDidNotReachTheStep_doNotCount() {
        Pruner median = new MedianPruner(new MedianPruner.Options(1, 0, 1));
        SearchHistory history = History.ofLine()
                .trial(0.1, 9, new Outcome.Pruned(), 0.1)
                .trial(0.2, 9, DONE, 0.8, 0.7)
                .build();
        assertThat(median.stops(history, running(history, 0.9, 0.6))).isFalse();
    }

    @Test
    void percentile_maximized_turnsRound() {
        Objective accuracy = new Objective("accuracy", Direction.MAXIMIZE);
        SearchHistory history =
                History.ofLine(accuracy).trial(0.5, 9, DONE, 0.8).build();
        Pruner median = new MedianPruner(new MedianPruner.Options(1, 0, 1));
        assertThat(median.stops(history, running(history, 0.7))).isTrue();
        assertThat(median.stops(history, running(history, 0.9))).isFalse();
    }

    @Test
    void percentile_severalObjectives_goByFrontOverWhatIsKnown() {
        Objective loss = new Objective("loss", Direction.MINIMIZE);
        Objective latency = new Objective("latency", Direction.MINIMIZE);
        History written = History.ofLine(loss, latency);
        for (double[] values : new double[][] {{0.5, 5}, {0.4, 6}}) {
            written.trial(
                    Assignment.of(Map.of("x", 0.5)),
                    9,
                    new Outcome.Completed(List.of(values[0], values[1])),
                    List.of(new Measurement(1, List.of(values[0], values[1]))));
        }
        SearchHistory history = written.build();
        Pruner median = new MedianPruner(new MedianPruner.Options(1, 0, 1));
        assertThat(median.stops(history, of(history, List.of(0.6, 7.0)))).isTrue();
        assertThat(median.stops(history, of(history, List.of(0.3, 9.0)))).isFalse();
        // Without a latency the losses alone are compared.
        assertThat(median.stops(history, of(history, List.of(0.6, Double.NaN)))).isTrue();
        assertThat(median.stops(history, of(history, List.of(0.45, Double.NaN))))
                .isFalse();
        assertThat(median.stops(history, of(history, List.of(Double.NaN, Double.NaN))))
                .isFalse();
    }

    @Test
    void patience_withoutANewBest_stops() {
        SearchHistory history = History.ofLine().build();
        Pruner patient = new PatiencePruner(new PatiencePruner.Options(2, 0.05));
        assertThat(patient.stops(history, running(history, 0.5, 0.6))).isFalse();
        assertThat(patient.stops(history, running(history, 0.5, 0.6, 0.49))).isTrue();
        assertThat(patient.stops(history, running(history, 0.5, 0.6, 0.4))).isFalse();
        assertThat(patient.stops(history, running(history, Double.NaN, 0.6, 0.6)))
                .isFalse();
    }

    @Test
    void threshold_outsideTheInterval_stops() {
        SearchHistory history = History.ofLine().build();
        Pruner limits = new ThresholdPruner(new ThresholdPruner.Options(0.1, 2, 1));
        assertThat(limits.stops(history, running(history, 3))).isFalse();
        assertThat(limits.stops(history, running(history, 1, 3))).isTrue();
        assertThat(limits.stops(history, running(history, 1, 0.05))).isTrue();
        assertThat(limits.stops(history, running(history, 1, 1))).isFalse();
        assertThat(limits.stops(history, running(history, 1, Double.NaN))).isFalse();
    }

    /** Completed trials of one measurement each. */
    private static SearchHistory history(double... losses) {
        History history = History.ofLine();
        for (double loss : losses) {
            history.trial(loss, 9, DONE, loss);
        }
        return history.build();
    }

    private static Trial running(SearchHistory history, double... losses) {
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < losses.length; i++) {
            measurements.add(new Measurement(i + 1, List.of(losses[i])));
        }
        return new Trial(
                history.next(), Assignment.of(Map.of("x", 0.5)), List.of(), 9, measurements, new Outcome.Pending());
    }

    private static Trial of(SearchHistory history, List<Double> values) {
        return new Trial(
                history.next(),
                Assignment.of(Map.of("x", 0.5)),
                List.of(),
                9,
                List.of(new Measurement(1, values)),
                new Outcome.Pending());
    }
}
