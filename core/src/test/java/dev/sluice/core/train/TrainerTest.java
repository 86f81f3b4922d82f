package dev.sluice.core.train;

import static dev.sluice.core.train.TrainingFixture.ENGINE;
import static dev.sluice.core.train.TrainingFixture.train;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.loss.MeanSquaredError;
import dev.sluice.core.train.metric.MeanAbsoluteError;
import dev.sluice.core.train.schedule.PlateauSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private final TrainingConfig config = TrainingFixture.classification();

    @Test
    void train_easyClasses_areLearned() {
        TrainingResult result =
                train(config.withEpochs(15), TrainingFixture.task(TrainingFixture.letters(120, 0.2), 0));
        EpochReport last = result.history().getLast();
        assertThat(last.validation().figure("accuracy")).isGreaterThan(0.95);
        assertThat(last.trainingLoss()).isLessThan(result.history().getFirst().trainingLoss() / 3);
        assertThat(result.reason()).isEqualTo(TrainingResult.Reason.COMPLETED);
    }

    /** The mean of the first weights and all later ones; shows whether validation sees it. */
    private record Halved(Optimizer inner) implements Optimizer {
        @Override
        public double learningRate() {
            return inner.learningRate();
        }

        @Override
        public Run start(Tensors saved) {
            Run run = inner.start(saved);
            return new Run() {
                @Override
                public void update(String name, Tensor parameter, Tensor gradient, Step step) {
                    run.update(name, parameter, gradient, step);
                }

                @Override
                public Tensor evaluated(String name, Tensor parameter) {
                    Tensor half = parameter.copy();
                    for (int i = 0; i < half.array().length; i++) {
                        half.array()[i] /= 2;
                    }
                    return half;
                }

                @Override
                public Tensors state() {
                    return run.state();
                }
            };
        }
    }

    @Test
    void train_averagingOptimizer_validatesAndKeepsTheAverages() {
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(60, 0.3), 0);
        TrainingConfig plain = config.withEpochs(1);
        TrainingConfig halving = plain.withBatchSize(8).withOptimizer(new Halved(config.optimizer()));
        Tensors whole = train(plain, task).parameters();
        List<Tensors> improved = new ArrayList<>();
        TrainingResult result = new Trainer(halving, ENGINE)
                .train(
                        task,
                        event -> {
                            if (event instanceof TrainingEvent.Improved better) {
                                improved.add(better.parameters());
                            }
                        },
                        () -> false);
        result.parameters().forEach((name, value) -> {
            for (int i = 0; i < value.array().length; i++) {
                assertThat(value.array()[i]).isEqualTo(whole.get(name).array()[i] / 2);
            }
            assertThat(improved.getFirst().get(name).array()).containsExactly(value.array());
        });
        Scores scores = new Evaluator(task.inference(), config.loss(), List.of(), ENGINE)
                .evaluate(result.parameters(), task.validationData(), 8);
        assertThat(result.history().getFirst().validation().loss()).isEqualTo(scores.loss());
    }

    @Test
    void train_groupWithRateZero_staysAsItWas() {
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(60, 0.3), 0);
        List<ParameterGroup> groups = List.of(new ParameterGroup("embedding.*", List.of(), 0, 1));
        Tensors trained = train(config.withEpochs(1).withGroups(groups), task).parameters();
        trained.forEach((name, value) -> {
            float[] before = task.initial().get(name).array();
            if (name.startsWith("embedding.")) {
                assertThat(value.array()).containsExactly(before);
            } else {
                assertThat(value.array()).isNotEqualTo(before);
            }
        });
    }

    @Test
    void train_pruning_keepsSparseWeightsAndTheDenseOnesToCompareWith() {
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(120, 0.3), 0);
        Pruning pruning = Pruning.to(0.75);
        TrainingResult result =
                train(config.withEpochs(20).withPruning(pruning).withEarlyStopping(EarlyStopping.after(2)), task);
        assertThat(result.bestEpoch()).isGreaterThanOrEqualTo(14);
        assertThat(result.dense().epoch()).isBetween(1, 6);
        assertThat(result.history().getLast().validation().figure("accuracy")).isGreaterThan(0.9);
        pruning.selected(task.training().parameters()).forEach(spec -> {
            int elements = spec.shape().elements();
            assertThat(zeros(result.parameters().get(spec.name())))
                    .as(spec.name())
                    .isEqualTo(Math.round(0.75f * elements));
            assertThat(zeros(result.dense().parameters().get(spec.name()))).isLessThan(elements / 2);
        });
        TrainingResult again = new Trainer(
                        config.withEpochs(20).withPruning(pruning).withEarlyStopping(EarlyStopping.after(2)),
                        ENGINE.withThreads(2))
                .train(task, TrainingListener.silent(), () -> false);
        assertThat(again.history()).isEqualTo(result.history());
    }

    private static long zeros(Tensor tensor) {
        long zeros = 0;
        for (float value : tensor.array()) {
            zeros += value == 0 ? 1 : 0;
        }
        return zeros;
    }

    @Test
    void train_noEpochs_keepsAndTellsTheFirstWeights() {
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(40, 0.3), 0);
        List<TrainingEvent> events = new ArrayList<>();
        TrainingResult result = new Trainer(config.withEpochs(0), ENGINE).train(task, events::add, () -> false);
        assertThat(result.bestEpoch()).isZero();
        assertThat(result.history()).isEmpty();
        assertThat(events).hasAtLeastOneElementOfType(TrainingEvent.Improved.class);
        result.parameters()
                .forEach((name, value) -> assertThat(value.array())
                        .containsExactly(task.initial().get(name).array()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withEpochs(0).withPruning(Pruning.to(0.5)))
                .withMessageContaining("needs epochs");
    }

    @Test
    void train_numbers_areLearned() {
        TrainingConfig regression = TrainingConfig.of(new MeanSquaredError(), new PlainDescent(0.1))
                .withEpochs(20)
                .withBatchSize(8)
                .withMetric("mae", new MeanAbsoluteError());
        TrainingResult result = train(regression, TrainingFixture.task(TrainingFixture.means(100), 0));
        assertThat(result.history().getLast().validation().figure("mae"))
                .isLessThan(result.history().getFirst().validation().figure("mae") / 2);
    }

    @Test
    void train_sameSeed_givesTheSameBitsOnAnyNumberOfThreads() {
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(100, 0.2), 0.3);
        TrainingConfig short_ = config.withEpochs(2).withClip(Clipping.byNorm(0.5));
        TrainingResult one = train(short_, task);
        TrainingResult two =
                new Trainer(short_, ENGINE.withThreads(2)).train(task, TrainingListener.silent(), () -> false);
        assertThat(two.history()).isEqualTo(one.history());
        one.parameters()
                .forEach((name, value) ->
                        assertThat(two.parameters().get(name).array()).as(name).containsExactly(value.array()));
        TrainingTask otherSeed = new TrainingTask(
                task.training(), task.inference(), task.initial(), task.trainingData(), task.validationData(), 2);
        assertThat(train(short_, otherSeed).history()).isNotEqualTo(one.history());
    }

    @Test
    void train_initialParameters_areNotModified() {
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(40, 0.2), 0);
        Map<String, float[]> before = new java.util.TreeMap<>();
        task.initial().forEach((name, value) -> before.put(name, value.array().clone()));
        train(config.withEpochs(1), task);
        task.initial().forEach((name, value) -> assertThat(value.array()).containsExactly(before.get(name)));
    }

    @Test
    void train_lossExplodes_saysWhereAndWhatToTry() {
        TrainingConfig explosive =
                TrainingConfig.of(new MeanSquaredError(), new PlainDescent(1e6)).withBatchSize(8);
        assertThatThrownBy(() -> train(explosive, TrainingFixture.task(TrainingFixture.means(60), 0)))
                .isInstanceOfSatisfying(TrainingDivergedException.class, diverged -> {
                    assertThat(diverged.epoch()).isPositive();
                    assertThat(diverged)
                            .hasMessageContaining("training diverged in epoch " + diverged.epoch())
                            .hasMessageContaining("learning rate 1000000.0")
                            .hasMessageContaining("try a learning rate of 100000.0")
                            .hasMessageContaining("clip: {norm: 1.0}");
                });
    }

    @Test
    void train_optimizerThatMakesNan_isBlamed() {
        Optimizer rooted = new Optimizer() {
            @Override
            public double learningRate() {
                return 0.1;
            }

            @Override
            public Run start(Tensors saved) {
                return new Run() {
                    @Override
                    public void update(String name, Tensor parameter, Tensor gradient, Step step) {
                        if (name.equals("head.0.bias")) {
                            parameter.fillInPlace((float) Math.sqrt(-1));
                        }
                    }

                    @Override
                    public Tensors state() {
                        return saved;
                    }
                };
            }
        };
        TrainingConfig broken =
                TrainingConfig.of(new MeanSquaredError(), rooted).withBatchSize(8);
        assertThatThrownBy(() -> train(broken, TrainingFixture.task(TrainingFixture.means(60), 0)))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("batch 2: the loss became NaN, since "
                        + rooted.getClass().getName()
                        + " made numbers of the parameter 'head.0.bias' NaN in the update before");
    }

    @Test
    void train_nanAtTheStart_isFoundInTheFirstBatch() {
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(40, 0.2), 0);
        Tensors broken = task.initial().copy();
        broken.get("head.0.bias").fillInPlace(Float.NaN);
        TrainingTask bad = new TrainingTask(
                task.training(), task.inference(), broken, task.trainingData(), task.validationData(), 1);
        assertThatThrownBy(() -> train(config, bad))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("epoch 1, batch 1: the loss became NaN (from the first batch on");
    }

    @Test
    void train_interruptedLater_keepsTheBestSoFar() {
        AtomicInteger asked = new AtomicInteger();
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(40, 0.3), 0);
        List<TrainingEvent> events = new ArrayList<>();
        TrainingResult result =
                new Trainer(config, ENGINE).train(task, events::add, () -> asked.incrementAndGet() > 20);
        assertThat(result.reason()).isEqualTo(TrainingResult.Reason.INTERRUPTED);
        assertThat(result.history()).isNotEmpty().hasSizeLessThan(8);
        assertThat(result.bestEpoch()).isPositive();
        assertThat(events.getLast())
                .isEqualTo(new TrainingEvent.Finished(TrainingResult.Reason.INTERRUPTED, result.bestEpoch()));
    }

    @Test
    void train_interruptedAtOnce_givesTheWeightsOfThatMoment() {
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(40, 0.2), 0);
        TrainingResult result = new Trainer(config, ENGINE).train(task, TrainingListener.silent(), () -> true);
        assertThat(result.bestEpoch()).isZero();
        assertThat(result.history()).isEmpty();
        assertThat(result.parameters().names()).isEqualTo(task.initial().names());
    }

    @Test
    void train_events_comeInOrder() {
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(20, 0.3), 0);
        int batches = Math.ceilDiv(task.trainingData().size(), 8);
        List<TrainingEvent> events = new ArrayList<>();
        new Trainer(config.withEpochs(1), ENGINE).train(task, events::add, () -> false);
        List<String> expected = new ArrayList<>(List.of("Started", "EpochStarted"));
        for (int i = 0; i < batches; i++) {
            expected.add("BatchEnded");
            if (i < batches - 1) {
                expected.add("Resumable");
            }
        }
        expected.addAll(List.of("Improved", "EpochEnded", "Resumable", "Finished"));
        assertThat(events).extracting(event -> event.getClass().getSimpleName()).isEqualTo(expected);
        TrainingEvent.BatchEnded last = (TrainingEvent.BatchEnded) events.get(2 * batches);
        assertThat(last.sequences()).isEqualTo(task.trainingData().size());
        assertThat(last.learningRate()).isEqualTo(0.5);
    }

    @Test
    void train_plateau_lowersTheLearningRate() {
        TrainingConfig plateau = TrainingConfig.of(config.loss(), new PlainDescent(1e-30))
                .withEpochs(3)
                .withSchedule(new PlateauSchedule(new PlateauSchedule.Options(0.5, 0, 0, 0)));
        TrainingResult result = train(plateau, TrainingFixture.task(TrainingFixture.letters(30, 0.3), 0));
        assertThat(result.history()).extracting(EpochReport::learningRate).containsExactly(1e-30, 1e-30, 5e-31);
    }

    @Test
    void evaluate_lossOfUnevenBatches_weighsEveryExampleTheSame() {
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(30, 0.4), 0);
        Evaluator evaluator = new Evaluator(task.inference(), config.loss(), config.metrics(), ENGINE);
        Scores whole = evaluator.evaluate(task.initial(), task.validationData(), 100);
        Scores parts = evaluator.evaluate(task.initial(), task.validationData(), 4);
        assertThat(parts.loss()).isCloseTo(whole.loss(), within(1e-6));
        assertThat(parts.metrics()).isEqualTo(whole.metrics());
    }

    @Test
    void task_noTrainingData_isRefused() {
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(30, 0.4), 0);
        assertThatThrownBy(() -> new TrainingTask(
                        task.training(),
                        task.inference(),
                        task.initial(),
                        new Dataset(List.of()),
                        task.validationData(),
                        1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("training split is empty");
    }
}
