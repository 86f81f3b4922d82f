package dev.sluice.core.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Tokenizer;
import dev.sluice.core.model.Initializer;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.ComponentKey;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.metric.Metric;
import dev.sluice.core.train.metric.text.TextMetric;
import dev.sluice.core.train.schedule.Schedule;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CorePluginTest {
    private final Map<ComponentKey, Component<?, ?>> components =
            Guice.createInjector(new CorePlugin().module()).getInstance(Key.get(new TypeLiteral<>() {}));

    private List<String> ids(Class<?> kind) {
        return components.keySet().stream()
                .filter(key -> key.kind() == kind)
                .map(ComponentKey::id)
                .toList();
    }

    @Test
    void plugin_serviceLoader_findsIt() {
        assertThat(ServiceLoader.load(SluicePlugin.class))
                .anySatisfy(plugin -> assertThat(plugin).isInstanceOf(CorePlugin.class));
    }

    @Test
    void module_allKinds_areContributed() {
        assertThat(ids(DataSource.class))
                .containsExactlyInAnyOrder(
                        "conll",
                        "csv",
                        "frames",
                        "numpy",
                        "java",
                        "joined",
                        "json-lines",
                        "measurements",
                        "parallel",
                        "recordings",
                        "text",
                        "text-stream",
                        "ts",
                        "adding-problem",
                        "copy-memory",
                        "temporal-order",
                        "parity",
                        "sine-mixture",
                        "mackey-glass",
                        "lorenz");
        assertThat(ids(Loss.class))
                .containsExactlyInAnyOrder(
                        "crf",
                        "ctc",
                        "cross-entropy",
                        "focal",
                        "binary-cross-entropy",
                        "mean-squared-error",
                        "mean-absolute-error",
                        "huber",
                        "quantile",
                        "gaussian",
                        "student-t",
                        "negative-binomial",
                        "gaussian-mixture");
        assertThat(ids(Metric.class))
                .containsExactlyInAnyOrder(
                        "accuracy",
                        "average-precision",
                        "balanced-accuracy",
                        "bits-per-symbol",
                        "brier",
                        "calibration-error",
                        "coverage",
                        "crps",
                        "exact-match",
                        "f1-macro",
                        "f1-micro",
                        "label-accuracy",
                        "mae",
                        "mape",
                        "mase",
                        "matthews",
                        "mse",
                        "nll",
                        "owa",
                        "perplexity",
                        "pinball",
                        "r2",
                        "recall",
                        "rmse",
                        "roc-auc",
                        "smape",
                        "span-f1",
                        "top-k",
                        "width",
                        "within");
        assertThat(ids(Tokenizer.class))
                .containsExactlyInAnyOrder("byte", "character", "grapheme", "word", "word-or-sign");
        assertThat(ids(TextMetric.class))
                .containsExactlyInAnyOrder(
                        "bleu", "character-error-rate", "chrf", "edit-distance", "exact-match", "word-error-rate");
        assertThat(ids(Baseline.class))
                .containsExactlyInAnyOrder(
                        "autoregression",
                        "copy",
                        "dictionary",
                        "drift",
                        "exponential-smoothing",
                        "kneser-ney",
                        "linear-map",
                        "linear-regression",
                        "logistic-regression",
                        "majority",
                        "majority-of-symbol",
                        "mean",
                        "naive",
                        "naive-bayes",
                        "nearest-neighbor",
                        "nearest-summary",
                        "none",
                        "on-and-off",
                        "seasonal-naive",
                        "theta");
        assertThat(ids(Schedule.class))
                .containsExactlyInAnyOrder("constant", "step", "exponential", "cosine", "plateau", "warm-up");
        assertThat(ids(Initializer.class))
                .contains("glorot-uniform", "he-normal", "orthogonal", "zeros", "uniform-pytorch");
    }

    @Test
    void options_everyComponent_describesThem() {
        components.values().forEach(component -> {
            assertThat(component.description()).as(component.id()).isNotBlank();
            for (OptionKey option : OptionKey.of(component.options())) {
                assertThat(option.description())
                        .as("%s.%s", component.id(), option.name())
                        .isNotBlank();
            }
        });
    }
}
