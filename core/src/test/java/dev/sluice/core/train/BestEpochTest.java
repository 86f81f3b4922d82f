package dev.sluice.core.train;

import static dev.sluice.core.train.TrainingFixture.ENGINE;
import static dev.sluice.core.train.TrainingFixture.train;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.data.Dataset;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.metric.Metric;
import dev.sluice.core.train.metric.RocArea;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which epoch of a training is kept, and when it ends early. */
class BestEpochTest {
    /**
     * Plain descent, and after some updates plain ascent.
     *
     * @param turn the last update that goes down
     */
    private record DownAndUp(double learningRate, long turn) implements Optimizer {
        @Override
        public Run start(Tensors saved) {
            Run down = new PlainDescent(learningRate).start(saved);
            Run up = new PlainDescent(-learningRate).start(saved);
            return new Run() {
                @Override
                public void update(String name, Tensor parameter, Tensor gradient, Step step) {
                    (step.number() <= turn ? down : up).update(name, parameter, gradient, step);
                }

                @Override
                public Tensors state() {
                    return Tensors.of();
                }
            };
        }
    }

    private final TrainingConfig config = TrainingFixture.classification();

    @Test
    void train_bestEpoch_isRestored() {
        // From the fourth epoch on the optimizer goes uphill, so the third epoch is the best one.
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(60, 0.3), 0);
        int batches = Math.ceilDiv(task.trainingData().size(), 16);
        TrainingConfig uphill = TrainingConfig.of(config.loss(), new DownAndUp(0.5, 3L * batches))
                .withBatchSize(16)
                .withEpochs(6);
        TrainingResult result = train(uphill, task);
        double best = result.history().stream()
                .mapToDouble(report -> report.validation().loss())
                .min()
                .orElseThrow();
        assertThat(result.bestEpoch()).isEqualTo(3);
        assertThat(result.history().get(result.bestEpoch() - 1).validation().loss())
                .isEqualTo(best);
        Scores restored = new Evaluator(task.inference(), config.loss(), List.of(), ENGINE)
                .evaluate(result.parameters(), task.validationData(), 16);
        assertThat(restored.loss()).isEqualTo(best);
    }

    @Test
    void train_noImprovement_stopsEarlyAfterPatience() {
        TrainingConfig still = TrainingConfig.of(config.loss(), new PlainDescent(1e-30))
                .withEpochs(50)
                .withEarlyStopping(EarlyStopping.after(3));
        TrainingResult result = train(still, TrainingFixture.task(TrainingFixture.letters(40, 0.3), 0));
        assertThat(result.reason()).isEqualTo(TrainingResult.Reason.STOPPED_EARLY);
        assertThat(result.bestEpoch()).isEqualTo(1);
        assertThat(result.history()).hasSize(4);
    }

    /** NaN in the first and the third epoch. */
    private static Metric sometimesUndefined() {
        AtomicInteger epochs = new AtomicInteger();
        return new Metric() {
            @Override
            public Count start() {
                double figure = epochs.incrementAndGet() % 2 == 1 ? Double.NaN : epochs.get();
                return new Count() {
                    @Override
                    public void add(Matrix outputs, Matrix targets) {}

                    @Override
                    public double value() {
                        return figure;
                    }
                };
            }

            @Override
            public boolean largerIsBetter() {
                return false;
            }
        };
    }

    @Test
    void train_figureThatIsNan_isNeverBest() {
        TrainingConfig watching = config.withEpochs(5)
                .withMetric("figure", sometimesUndefined())
                .withEarlyStopping(new EarlyStopping(10, "figure"));
        TrainingResult result = train(watching, TrainingFixture.task(TrainingFixture.letters(60, 0.2), 0));
        assertThat(result.history()).extracting(EpochReport::best).containsExactly(false, true, false, false, false);
        assertThat(result.bestEpoch()).isEqualTo(2);
    }

    @Test
    void train_figureThatIsAlwaysNan_keepsTheLastWeightsAndSaysSo() {
        Metric undefined = new Metric() {
            @Override
            public Count start() {
                return new RocArea().start();
            }

            @Override
            public boolean largerIsBetter() {
                return true;
            }
        };
        List<Integer> improved = new ArrayList<>();
        TrainingTask task = TrainingFixture.task(TrainingFixture.letters(60, 0.2), 0);
        TrainingTask oneClass = new TrainingTask(
                task.training(),
                task.inference(),
                task.initial(),
                task.trainingData(),
                new Dataset(task.validationData().examples().stream()
                        .filter(example -> example.targets().get("outputs").array()[0] == 1)
                        .toList()),
                task.seed());
        TrainingConfig watching =
                config.withEpochs(3).withMetric("area", undefined).withEarlyStopping(new EarlyStopping(10, "area"));
        TrainingResult result = new Trainer(watching, ENGINE)
                .train(
                        oneClass,
                        event -> {
                            if (event instanceof TrainingEvent.Improved better) {
                                improved.add(better.epoch());
                            }
                        },
                        () -> false);
        assertThat(result.history()).extracting(EpochReport::best).containsOnly(false);
        assertThat(result.bestEpoch()).isEqualTo(3);
        assertThat(improved).as("the weights are written, at the end").containsExactly(3);
    }

    @Test
    void train_watchedMetric_decidesWhatIsBest() {
        TrainingConfig watching =
                config.withEarlyStopping(new EarlyStopping(2, "accuracy")).withEpochs(40);
        TrainingResult result = train(watching, TrainingFixture.task(TrainingFixture.letters(120, 0.2), 0));
        double best = result.history().get(result.bestEpoch() - 1).validation().figure("accuracy");
        assertThat(result.history()).allMatch(report -> report.validation().figure("accuracy") <= best);
        assertThat(result.history().size()).isEqualTo(result.bestEpoch() + 2);
    }

    @Test
    void train_noValidationData_keepsTheLastEpoch() {
        TrainingTask all = TrainingFixture.task(TrainingFixture.letters(40, 0), 0);
        assertThat(all.validationData().isEmpty()).isTrue();
        TrainingResult result = train(config.withEpochs(3), all);
        assertThat(result.bestEpoch()).isEqualTo(3);
        assertThat(result.history().getLast().validation().loss()).isNaN();
    }

    @Test
    void config_unknownMetricToWatch_suggestsANearOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.withEarlyStopping(new EarlyStopping(2, "acuracy"))
                        .checked())
                .withMessageContaining("did you mean 'accuracy'?");
    }
}
