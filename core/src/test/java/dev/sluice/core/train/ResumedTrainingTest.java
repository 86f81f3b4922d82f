package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.loss.CrossEntropy;
import dev.sluice.core.train.loss.MeanSquaredError;
import dev.sluice.core.train.metric.Accuracy;
import dev.sluice.core.train.schedule.PlateauSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A training that goes on from any moment of another ends with the same bits. */
final class ResumedTrainingTest {
    private static final EngineOptions ENGINE = EngineOptions.defaults().withThreads(1);

    private final TrainingConfig config = TrainingConfig.of(
                    new CrossEntropy(CrossEntropy.Options.defaults()), new PlainDescent(0.5))
            .withBatchSize(8)
            .withEpochs(4)
            .withMetric("accuracy", new Accuracy());

    @Test
    void train_fromAnyMoment_givesTheSameBits() {
        check(config, TrainingFixture.task(TrainingFixture.letters(40, 0.3), 0));
    }

    @Test
    void train_randomMasks_areThoseOfTheStep() {
        check(config, TrainingFixture.task(TrainingFixture.letters(40, 0.3), 0.5));
    }

    @Test
    void train_augmentedSeries_areThoseOfTheEpoch() {
        TrainingConfig augmented = TrainingConfig.of(new MeanSquaredError(), new PlainDescent(0.1))
                .withBatchSize(8)
                .withEpochs(4)
                .withAugment(new Augmentation(0.1, 0.1, 0.5));
        check(augmented, TrainingFixture.task(TrainingFixture.means(30), 0));
    }

    @Test
    void train_plateauAndEarlyStopping_rememberWhatWasBest() {
        TrainingConfig slow = config.withOptimizer(new PlainDescent(1e-30))
                .withEpochs(9)
                .withSchedule(new PlateauSchedule(new PlateauSchedule.Options(0.5, 0, 0, 0)))
                .withEarlyStopping(EarlyStopping.after(3));
        TrainingResult result = check(slow, TrainingFixture.task(TrainingFixture.letters(30, 0.3), 0));
        assertThat(result.reason()).isEqualTo(TrainingResult.Reason.STOPPED_EARLY);
        assertThat(result.history()).hasSize(4);
    }

    @Test
    void train_pruning_keepsWhatIsGoneAndTheDenseWeights() {
        TrainingResult result = check(
                config.withEpochs(6).withPruning(Pruning.to(0.75)),
                TrainingFixture.task(TrainingFixture.letters(40, 0.3), 0));
        assertThat(result.dense().epoch()).isPositive();
    }

    @Test
    void train_withoutValidationData_keepsTheLastEpoch() {
        check(config, TrainingFixture.task(TrainingFixture.letters(30, 0), 0));
    }

    @Test
    void train_interruptedAnywhere_offersTheMomentAndGoesOn() {
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(40, 0.3), 0);
        TrainingResult whole = new Trainer(config, ENGINE).train(task, TrainingListener.silent(), () -> false);
        // Asked before each batch and each batch of validation.
        for (int asked = 0; asked < 40; asked += 3) {
            int stop = asked;
            AtomicInteger questions = new AtomicInteger();
            List<TrainingState> states = new ArrayList<>();
            TrainingListener last = event -> {
                if (event instanceof TrainingEvent.Resumable now && now.moment() == TrainingEvent.Moment.INTERRUPTION) {
                    states.add(copy(now.state().get()));
                }
            };
            TrainingResult stopped =
                    new Trainer(config, ENGINE).train(task, last, () -> questions.getAndIncrement() >= stop);
            if (stopped.reason() == TrainingResult.Reason.INTERRUPTED) {
                assertSame(resumed(config, task, states.getFirst(), new ArrayList<>()), whole, "question " + stop);
            }
        }
    }

    @Test
    void train_stateOfAnotherTraining_isRefused() {
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(40, 0.3), 0);
        List<TrainingState> states = new ArrayList<>();
        new Trainer(config, ENGINE).train(task, keep(states, new ArrayList<>()), () -> false);

        assertThatThrownBy(() -> resumed(config.withEpochs(2), task, states.getLast(), new ArrayList<>()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("within its 2 epochs")
                .hasMessageContaining("after 4 epochs");
        assertThatThrownBy(() -> resumed(
                        config,
                        TrainingFixture.task(TrainingFixture.means(40), 0),
                        states.getLast(),
                        new ArrayList<>()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Trains, and once more from each moment of it; gives the result. */
    private static TrainingResult check(TrainingConfig config, TrainingTask task) {
        List<TrainingState> states = new ArrayList<>();
        List<TrainingEvent> events = new ArrayList<>();
        TrainingResult whole = new Trainer(config, ENGINE).train(task, keep(states, events), () -> false);
        int batches = Math.ceilDiv(task.trainingData().size(), config.batchSize());
        assertThat(states).as("moments").hasSize(whole.history().size() * batches);
        for (TrainingState state : states) {
            List<TrainingEvent> later = new ArrayList<>();
            String moment = "from step " + state.position().step();
            assertSame(resumed(config, task, state, later), whole, moment);
            assertThat(later).as(moment).isEqualTo(events.subList(events.size() - later.size(), events.size()));
        }
        return whole;
    }

    private static TrainingResult resumed(
            TrainingConfig config, TrainingTask task, TrainingState from, List<TrainingEvent> events) {
        return new Trainer(config, ENGINE.withThreads(2))
                .train(task, from, keep(new ArrayList<>(), events), () -> false);
    }

    /** Keeps copies of all states, and the events that can be compared. */
    private static TrainingListener keep(List<TrainingState> states, List<TrainingEvent> events) {
        return event -> {
            if (event instanceof TrainingEvent.Resumable now) {
                states.add(copy(now.state().get()));
            } else if (event instanceof TrainingEvent.BatchEnded || event instanceof TrainingEvent.EpochEnded) {
                events.add(event);
            }
        };
    }

    private static void assertSame(TrainingResult actual, TrainingResult expected, String moment) {
        assertThat(actual.history()).as(moment).isEqualTo(expected.history());
        assertThat(actual.bestEpoch()).as(moment).isEqualTo(expected.bestEpoch());
        assertThat(actual.reason()).as(moment).isEqualTo(expected.reason());
        assertThat(actual.dense().epoch()).as(moment).isEqualTo(expected.dense().epoch());
        assertSame(actual.parameters(), expected.parameters(), moment);
        assertSame(actual.dense().parameters(), expected.dense().parameters(), moment);
    }

    private static void assertSame(Tensors actual, Tensors expected, String moment) {
        assertThat(actual.names()).as(moment).isEqualTo(expected.names());
        expected.forEach((name, value) ->
                assertThat(actual.get(name).array()).as("%s, %s", moment, name).containsExactly(value.array()));
    }

    private static TrainingState copy(TrainingState state) {
        return new TrainingState(
                state.position(),
                state.parameters().copy(),
                state.optimizer().copy(),
                state.pruned().copy(),
                state.carried().copy(),
                copy(state.best()),
                copy(state.dense()),
                state.history());
    }

    private static TrainingState.Best copy(TrainingState.Best best) {
        return new TrainingState.Best(best.weights().copy(), best.figure(), best.epoch(), best.waited());
    }
}
