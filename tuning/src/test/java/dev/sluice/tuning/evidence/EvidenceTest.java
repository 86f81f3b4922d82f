package dev.sluice.tuning.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.tuning.History;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EvidenceTest {
    private static final Outcome PAUSED = new Outcome.Paused();

    @Test
    void of_prunedTrial_gainsWhatOthersGainedAfterItsStep() {
        Evidence evidence = Evidence.of(History.ofLine()
                .trial(0.1, 3, new Outcome.Completed(List.of(0.2)), 0.9, 0.5, 0.2)
                .trial(0.2, 3, new Outcome.Completed(List.of(0.4)), 0.8, 0.5, 0.4)
                .trial(0.3, 3, new Outcome.Completed(List.of(0.3)), 0.8, 0.6, 0.3)
                .trial(0.4, 3, new Outcome.Pruned(), 1.2, 1.0)
                .build());
        // From step 2 the three gained 0.3, 0.1 and 0.3.
        assertThat(evidence.losses(0)[3]).isCloseTo(0.7, within(1e-12));
        assertThat(evidence.observations().get(3).quality()).isEqualTo(Quality.ESTIMATED);
    }

    @Test
    void of_pausedTrialThatPromisesMost_isNoBetterThanTheBest() {
        Evidence evidence = Evidence.of(History.ofLine()
                .trial(0.1, 2, new Outcome.Completed(List.of(0.2)), 0.9, 0.2)
                .trial(0.2, 1, PAUSED, 0.5)
                .build());
        assertThat(evidence.losses(0)).containsExactly(0.2, 0.2);
    }

    @Test
    void of_brokenTrials_countAsTheWorst() {
        Evidence evidence = Evidence.of(History.ofLine()
                .trial(0.1, 2, new Outcome.Diverged(), Double.NaN)
                .trial(0.2, 2, new Outcome.Completed(List.of(0.2)))
                .trial(0.3, 2, new Outcome.Failed("no memory"))
                .trial(0.4, 2, new Outcome.Completed(List.of(0.7)))
                .build());
        assertThat(evidence.losses(0)).containsExactly(0.7, 0.2, 0.7, 0.7);
        assertThat(evidence.observations())
                .extracting(Observation::quality)
                .containsExactly(Quality.BAD, Quality.FINAL, Quality.BAD, Quality.FINAL);
    }

    @Test
    void of_nothingButBrokenTrials_isEmpty() {
        assertThat(Evidence.of(History.ofLine()
                                .trial(0.1, 2, new Outcome.Diverged())
                                .trial(0.2, 2, new Outcome.Failed("no memory"))
                                .build())
                        .observations())
                .isEmpty();
    }

    @Test
    void of_pendingTrials_areThereUnlessTheyWereMeasured() {
        Evidence evidence = Evidence.of(History.ofLine()
                .trial(0.1, 1, new Outcome.Pending())
                .trial(0.2, 3, new Outcome.Pending(), 0.5)
                .build());
        assertThat(evidence.pending()).containsExactly(Assignment.of(Map.of("x", 0.1)));
        assertThat(evidence.losses(0)).containsExactly(0.5);
    }

    @Test
    void of_objectiveNotKnownBeforeTheEnd_getsTheMedian() {
        Objective accuracy = new Objective("accuracy", Direction.MAXIMIZE);
        Objective latency = new Objective("latency", Direction.MINIMIZE);
        History history = History.ofLine(accuracy, latency);
        for (double ms : new double[] {3, 5, 9}) {
            history.completed(Assignment.of(Map.of("x", ms / 10)), 0.8, ms);
        }
        history.trial(
                Assignment.of(Map.of("x", 0.1)), 1, PAUSED, List.of(new Measurement(1, List.of(0.6, Double.NaN))));
        assertThat(Evidence.of(history.build()).observations().getLast().losses())
                .containsExactly(-0.6, 5.0);
    }
}
