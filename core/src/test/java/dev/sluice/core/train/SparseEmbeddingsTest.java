package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.loss.CrossEntropy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SparseEmbeddingsTest {
    private static final EngineOptions ENGINE = EngineOptions.defaults().withThreads(1);
    private static final String TABLE = "embedding.table";

    /** Keeps tensors by name from one update to the next. */
    private abstract static class Kept implements Optimizer.Run {
        final Map<String, Tensor> slots = new HashMap<>();

        Kept(Tensors saved) {
            saved.forEach((name, tensor) -> slots.put(name, tensor.copy()));
        }

        @Override
        public Tensors state() {
            Tensors.Builder state = Tensors.builder();
            slots.forEach(state::put);
            return state.build();
        }
    }

    /** Descent with a momentum and a decay, which a row that is not read must not feel. */
    private record Momentum() implements Optimizer {
        @Override
        public double learningRate() {
            return 0.3;
        }

        @Override
        public Run start(Tensors saved) {
            return new Kept(saved) {
                @Override
                public void update(String name, Tensor parameter, Tensor gradient, Step step) {
                    float[] m = slots.computeIfAbsent(name + ".m", key -> Tensor.zeros(parameter.shape()))
                            .array();
                    for (int i = 0; i < m.length; i++) {
                        m[i] = 0.9f * m[i]
                                + gradient.array()[i]
                                + (float) step.decay() * 0.01f * parameter.array()[i];
                        parameter.array()[i] -= (float) (0.3 * step.rate()) * m[i];
                    }
                }
            };
        }
    }

    private static TrainingConfig config(Optimizer optimizer) {
        return TrainingConfig.of(new CrossEntropy(new CrossEntropy.Options(0)), optimizer)
                .withBatchSize(4)
                .withEpochs(2);
    }

    private static TrainingTask task() {
        PreparedData data = TrainingFixture.letters(60, 0.2);
        return TrainingFixture.task(data, 0);
    }

    private static String table(TrainingTask task) {
        return task.training().parameterNames().stream()
                .filter(name -> name.startsWith("embedding"))
                .findFirst()
                .orElse(TABLE);
    }

    @Test
    void train_descentWithoutState_givesTheSameBitsAsWholeTables() {
        TrainingConfig config = config(new PlainDescent(0.5));
        TrainingResult whole = new Trainer(config, ENGINE).train(task(), TrainingListener.silent(), () -> false);
        TrainingResult rows = new Trainer(config.withSparseEmbeddings(true), ENGINE)
                .train(task(), TrainingListener.silent(), () -> false);
        assertSame(rows, whole);
    }

    private static void assertSame(TrainingResult actual, TrainingResult expected) {
        assertThat(actual.history().getLast().trainingLoss())
                .isEqualTo(expected.history().getLast().trainingLoss());
        expected.parameters()
                .forEach((name, value) -> assertThat(
                                actual.parameters().get(name).array())
                        .as(name)
                        .containsExactly(value.array()));
    }

    @Test
    void train_rowThatIsNeverRead_keepsItsNumbersAndItsState() {
        TrainingTask task = task();
        String table = table(task);
        TrainingState last = last(new Momentum(), task);
        int width = task.initial().get(table).shape().size(1);
        Tensor after = last.parameters().get(table);
        // Row 1 is that of unknown symbols, of which there are none; rows 2 and 3 are a and b.
        assertThat(row(after, 1, width)).containsExactly(row(task.initial().get(table), 1, width));
        assertThat(row(last.optimizer().get(table + ".m"), 1, width)).containsOnly(0f);
        assertThat(row(after, 2, width)).isNotEqualTo(row(task.initial().get(table), 2, width));
    }

    /** Keeps a copy of the weights from its fourth update on, as an average of the last ones does. */
    private record Late() implements Optimizer {
        @Override
        public double learningRate() {
            return 0.3;
        }

        @Override
        public Run start(Tensors saved) {
            return new Kept(saved) {
                @Override
                public void update(String name, Tensor parameter, Tensor gradient, Step step) {
                    for (int i = 0; i < parameter.array().length; i++) {
                        parameter.array()[i] -= (float) (0.3 * step.rate()) * gradient.array()[i];
                    }
                    if (step.number() > 3) {
                        slots.put(name + ".kept", parameter.copy());
                    }
                }
            };
        }
    }

    @Test
    void train_slotThatBeginsLate_isThatOfAllRows() {
        TrainingTask task = task();
        String table = table(task);

        TrainingState last = last(new Late(), task);

        // A row that is read has the value after its last update, one that is not its first: both are those of the
        // table.
        assertThat(last.optimizer().get(table + ".kept").array())
                .containsExactly(last.parameters().get(table).array());
    }

    /** The state at the end of a training that updates single rows. */
    private static TrainingState last(Optimizer optimizer, TrainingTask task) {
        List<TrainingState> states = new ArrayList<>();
        new Trainer(config(optimizer).withSparseEmbeddings(true), ENGINE)
                .train(
                        task,
                        event -> {
                            if (event instanceof TrainingEvent.Resumable resumable) {
                                states.add(resumable.state().get().copy());
                            }
                        },
                        () -> false);
        return states.getLast();
    }

    private static float[] row(Tensor table, int row, int width) {
        return Arrays.copyOfRange(table.array(), row * width, (row + 1) * width);
    }

    @Test
    void train_continued_endsWithTheSameBits() {
        TrainingConfig config =
                config(new Momentum()).withSparseEmbeddings(true).withClip(Clipping.byNorm(0.1));
        List<TrainingState> states = new ArrayList<>();
        TrainingResult whole = new Trainer(config, ENGINE)
                .train(
                        task(),
                        event -> {
                            if (event instanceof TrainingEvent.Resumable resumable) {
                                states.add(resumable.state().get().copy());
                            }
                        },
                        () -> false);
        for (int i = 1; i < states.size(); i += 9) {
            assertSame(
                    new Trainer(config, ENGINE.withThreads(2))
                            .train(task(), states.get(i), TrainingListener.silent(), () -> false),
                    whole);
        }
    }

    @Test
    void train_modelWithoutEmbedding_isRefused() {
        assertThatThrownBy(() -> new Trainer(config(new PlainDescent(0.5)).withSparseEmbeddings(true), ENGINE)
                        .train(
                                TrainingFixture.task(TrainingFixture.means(40), 0),
                                TrainingListener.silent(),
                                () -> false))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("single rows of an embedding");
    }
}
