package dev.sluice.tuning.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.search.Direction;
import dev.sluice.core.search.Job;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.tuning.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RungsTest {
    private static final Outcome PAUSED = new Outcome.Paused();
    private static final Outcome PENDING = new Outcome.Pending();
    private static final AshaPruner.Options THIRDS = new AshaPruner.Options(1, 3);
    private static final Pruner ASHA = new AshaPruner(THIRDS);

    @Test
    void rungs_growByTheReduction_upToAWholeTrial() {
        assertThat(Rungs.from(1, 3, 9).steps()).containsExactly(1, 3, 9);
        assertThat(Rungs.from(2, 2, 11).steps()).containsExactly(2, 4, 8, 11);
        assertThat(Rungs.from(1, 3, 1).steps()).containsExactly(1);
        assertThat(Rungs.from(20, 3, 9).steps()).containsExactly(9);
    }

    @Test
    void asha_threeFinishedOnTheFirstRung_promotesTheBest() {
        History two = History.ofLine().trial(0.1, 1, PAUSED, 0.5).trial(0.2, 1, PAUSED, 0.3);
        assertThat(ASHA.next(two.build())).isEqualTo(new Job.Start(1));
        assertThat(ASHA.next(two.trial(0.3, 1, PAUSED, 0.4).build())).isEqualTo(new Job.Continue(1, 3));
    }

    @Test
    void asha_theBestIsAlreadyOn_startsAnother() {
        History history = History.ofLine()
                .trial(0.1, 1, PAUSED, 0.5)
                .trial(0.2, 3, PENDING, 0.3)
                .trial(0.3, 1, PAUSED, 0.4);
        assertThat(ASHA.next(history.build())).isEqualTo(new Job.Start(1));
    }

    @Test
    void asha_severalRungs_theHighestComesFirst() {
        History history = History.ofLine();
        for (int i = 0; i < 6; i++) {
            history.trial(0.1 * i, 1, PAUSED, 0.1 * i);
        }
        for (int i = 0; i < 3; i++) {
            history.trial(0.8, 3, PAUSED, 0.5, 0.45, 0.4 - 0.1 * i);
        }
        assertThat(ASHA.next(history.build())).isEqualTo(new Job.Continue(8, 9));
    }

    @Test
    void asha_failedTrials_countAsTheWorstOfTheirRung() {
        History history = History.ofLine()
                .trial(0.1, 1, new Outcome.Failed("no memory"))
                .trial(0.2, 1, new Outcome.Diverged())
                .trial(0.3, 1, PAUSED, 0.9);
        assertThat(ASHA.next(history.build())).isEqualTo(new Job.Continue(2, 3));
    }

    @Test
    void asha_pendingOnTheRung_doNotCount() {
        History history = History.ofLine()
                .trial(0.1, 1, PENDING)
                .trial(0.2, 1, PAUSED, 0.3)
                .trial(0.3, 1, PAUSED, 0.9);
        assertThat(ASHA.next(history.build())).isEqualTo(new Job.Start(1));
    }

    @Test
    void asha_noMoreTrials_waitsThenLiftsTheBestThenIsDone() {
        History two = History.ofLine().limits(2, 9).trial(0.1, 1, PAUSED, 0.5).trial(0.2, 1, PENDING);
        assertThat(ASHA.next(two.build())).isEqualTo(new Job.Idle());
        History both = History.ofLine().limits(2, 9).trial(0.1, 1, PAUSED, 0.5).trial(0.2, 1, PAUSED, 0.4);
        assertThat(ASHA.next(both.build())).isEqualTo(new Job.Continue(1, 9));
        History running =
                History.ofLine().limits(2, 9).trial(0.1, 1, PAUSED, 0.5).trial(0.2, 9, PENDING, 0.4);
        assertThat(ASHA.next(running.build())).isEqualTo(new Job.Done());
    }

    @Test
    void asha_twoObjectives_goByFront() {
        Objective accuracy = new Objective("accuracy", Direction.MAXIMIZE);
        Objective size = new Objective("size", Direction.MINIMIZE);
        History history = History.ofLine(accuracy, size);
        double[][] values = {{0.9, 100}, {0.8, 200}, {0.7, 300}};
        for (double[] each : values) {
            history.trial(
                    dev.sluice.core.search.Assignment.of(Map.of("x", 0.5)),
                    1,
                    PAUSED,
                    List.of(new dev.sluice.core.search.Measurement(1, List.of(each[0], each[1]))));
        }
        assertThat(ASHA.next(history.build())).isEqualTo(new Job.Continue(0, 3));
    }

    @Test
    void successiveHalving_groupNotFull_startsTheNextTrial() {
        Pruner halving = new SuccessiveHalvingPruner(THIRDS);
        History history = History.ofLine().limits(100, 3);
        history.trial(0.1, 1, PAUSED, 0.5).trial(0.2, 1, PAUSED, 0.3);
        assertThat(halving.next(history.build())).isEqualTo(new Job.Start(1));
        history.trial(0.3, 1, PENDING);
        assertThat(halving.next(history.build())).isEqualTo(new Job.Start(1));
    }

    @Test
    void successiveHalving_groupDone_promotesItsBest() {
        Pruner halving = new SuccessiveHalvingPruner(THIRDS);
        History history = History.ofLine()
                .limits(100, 3)
                .trial(0.1, 1, PAUSED, 0.5)
                .trial(0.2, 1, PAUSED, 0.3)
                .trial(0.3, 1, PAUSED, 0.4)
                .trial(0.4, 1, PAUSED, 0.1);
        assertThat(halving.next(history.build())).isEqualTo(new Job.Continue(1, 3));
    }

    @Test
    void successiveHalving_lastGroupShort_stillSendsOneOn() {
        Pruner halving = new SuccessiveHalvingPruner(THIRDS);
        History history = History.ofLine()
                .limits(4, 3)
                .trial(0.1, 1, PAUSED, 0.5)
                .trial(0.2, 3, new Outcome.Completed(List.of(0.2)), 0.3, 0.2, 0.2)
                .trial(0.3, 1, PAUSED, 0.4)
                .trial(0.4, 1, PAUSED, 0.1);
        assertThat(halving.next(history.build())).isEqualTo(new Job.Continue(3, 3));
    }

    /** Table 1 of the paper for R = 9 and η = 3: 9 trials from 1 step on, 5 from 3 on (in its rounding), 3 from 9 on. */
    @Test
    void hyperband_oneRound_dealsTrialsAsThePaperDoes() {
        Pruner hyperband = new HyperbandPruner(new HyperbandPruner.Options(1, 3));
        Map<Integer, Integer> counts = new TreeMap<>();
        History history = History.ofLine();
        List<Integer> first = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            // Pending trials are promoted by no one, so every job starts one.
            int steps = ((Job.Start) hyperband.next(history.build())).steps();
            first.add(steps);
            counts.merge(steps, 1, Integer::sum);
            history.trial(0.05 * i, steps, PENDING);
        }
        assertThat(counts).isEqualTo(Map.of(1, 9, 3, 5, 9, 3));
        assertThat(((Job.Start) hyperband.next(history.build())).steps()).isEqualTo(first.getFirst());
    }

    @Test
    void hyperband_rungsOfDifferentLadders_areNotCompared() {
        Pruner hyperband = new HyperbandPruner(new HyperbandPruner.Options(1, 3));
        History history = History.ofLine();
        for (int i = 0; i < 9; i++) {
            history.trial(0.1, 1, new Outcome.Failed("no memory"));
        }
        // The first three of the second ladder: one of them goes on to the top.
        history.trial(0.2, 3, PAUSED, 1, 1, 1).trial(0.3, 3, PAUSED, 1, 1, 0.9).trial(0.4, 3, PAUSED, 1, 1, 1.1);
        SearchHistory built = history.build();
        assertThat(hyperband.next(built)).isEqualTo(new Job.Continue(10, 9));
    }
}
