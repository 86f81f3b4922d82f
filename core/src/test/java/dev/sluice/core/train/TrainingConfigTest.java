package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.train.loss.MeanSquaredError;
import dev.sluice.core.train.metric.Accuracy;
import dev.sluice.core.train.metric.RootMeanSquaredError;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingConfigTest {
    private static final TrainingConfig CONFIG = TrainingConfig.of(new MeanSquaredError(), new PlainDescent(0.1));

    @Test
    void of_lossAndOptimizer_hasTheDefaultsOfTheFile() {
        requireDefaults(CONFIG);
    }

    /** Numbers, truth values and texts; components are chosen by name, which Java does without. */
    private static void requireDefaults(Record options) {
        for (OptionKey key : OptionKey.of(options.getClass())) {
            Object value = OptionRecords.value(options, key.component());
            if (value instanceof Number number) {
                assertThat(number.doubleValue()).as(key.name()).isEqualTo(Double.parseDouble(key.preset()));
            } else if (value instanceof Boolean || value instanceof String) {
                assertThat(key.preset().replace("'", "")).as(key.name()).isEqualTo(value.toString());
            } else if (value instanceof Enum<?> constant) {
                assertThat(key.preset()).as(key.name()).isEqualTo(OptionKey.written(constant));
            } else if (value instanceof Record inner && "{}".equals(key.preset())) {
                requireDefaults(inner);
            } else if (value instanceof List<?> list && list.isEmpty()) {
                assertThat(key.preset()).as(key.name()).isEqualTo("[]");
            }
        }
    }

    @Test
    void trainer_numbersOutOfRange_refusesAllOfThem() {
        TrainingConfig bad = CONFIG.withBatchSize(0)
                .withTruncatedBpttSteps(-1)
                .withClip(Clipping.byNorm(-1))
                .withPruning(Pruning.to(1))
                .withHead("end", new Objective(new MeanSquaredError(), 0, List.of()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trainer(bad, EngineOptions.defaults()))
                .withMessageContaining("batch_size must be at least 1, but was 0")
                .withMessageContaining("truncated_bptt_steps must be at least 0, but was -1")
                .withMessageContaining("clip.norm must be at least 0, but was -1.0")
                .withMessageContaining("pruning.sparsity must be at least 0 and below 1, but was 1.0")
                .withMessageContaining("heads.end.weight must be above 0, but was 0.0");
    }

    @Test
    void new_pruningWithoutEpochs_isRefused() {
        TrainingConfig pruning = CONFIG.withPruning(Pruning.to(0.5));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> pruning.withEpochs(0))
                .withMessageContaining("needs epochs");
    }

    @Test
    void largerIsBetter_figuresOfHeads_askTheirMetrics() {
        TrainingConfig config = CONFIG.withMetric("rmse", new RootMeanSquaredError())
                .withHead("end", Objective.of(new MeanSquaredError()))
                .withHead(
                        "tag",
                        Objective.of(new MeanSquaredError())
                                .withMetrics(CONFIG.withMetric("accuracy", new Accuracy())
                                        .metrics()));

        assertThat(config.largerIsBetter("loss")).isFalse();
        assertThat(config.largerIsBetter("rmse")).isFalse();
        assertThat(config.largerIsBetter("end.loss")).isFalse();
        assertThat(config.largerIsBetter("tag.accuracy")).isTrue();
    }
}
