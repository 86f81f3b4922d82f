package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.option.Choice;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.train.TrainingConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExperimentTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @Test
    void resolve_shortFile_fillsInDefaults() {
        ExperimentConfig config = good().resolve().config();

        assertThat(config.seed()).isEqualTo(1);
        assertThat(config.data().split().test()).isEqualTo(0.1);
        assertThat(config.model().encoder().layers()).isEqualTo(1);
        assertThat(config.train().epochs()).isEqualTo(3);
        assertThat(config.train().optimizer().learningRate()).isEqualTo(0.5);
    }

    @Test
    void yaml_resolvedAgain_isTheSame() {
        String yaml = good().resolve().yaml();

        assertThat(Experiment.parse(yaml).withRegistry(REGISTRY).resolve().yaml())
                .isEqualTo(yaml);
        assertThat(yaml).contains("learning_rate: 0.5", "label_smoothing: 0", "pooling: last");
    }

    @Test
    void yaml_textsThatLookLikeSomethingElse_areQuoted() {
        String yaml = good().set("data.source.options.letters", "no \"quotes\" é: [1]\n")
                .resolve()
                .yaml();

        assertThat(yaml).contains("letters: \"no \\\"quotes\\\" é: [1]\\n\"");
        assertThat(Experiment.parse(yaml).withRegistry(REGISTRY).resolve().yaml())
                .isEqualTo(yaml);
    }

    @Test
    void yamlFor_anotherFolder_leadsBackToTheSameFiles() {
        ResolvedExperiment resolved = good().resolve();

        assertThat(resolved.yamlFor(resolved.folder().resolve("runs").resolve("one")))
                .contains("folder: \"../..\"");
    }

    @Test
    void set_optionOfTheDefaultComponent_changesThatOne() {
        Experiment changed = good().set("model.initialization.recurrent.options.gain", 2);

        assertThat(changed.resolve().yaml()).contains("name: orthogonal\n      options:\n        gain: 2");
    }

    @Test
    void set_optionOfAShortForm_keepsTheName() {
        Experiment changed = good().set("train.loss.options.label_smoothing=0.1");

        assertThat(changed.resolve().yaml()).contains("name: cross-entropy\n    options:\n      label_smoothing: 0.1");
    }

    @Test
    void set_wholeComponentListOrMap_replacesIt() {
        ExperimentConfig config = good().set("train.optimizer=descent")
                .set("model.head.hidden", List.of(16, 8))
                .set("data.split", Map.of("test", 0.25))
                .resolve()
                .config();

        assertThat(config.train().optimizer().learningRate()).isEqualTo(0.1);
        assertThat(config.model().head().hidden()).containsExactly(16, 8);
        assertThat(config.data().split().test()).isEqualTo(0.25);
    }

    @Test
    void metrics_withOptions_areCalledByThem() {
        TrainingConfig train = good().set("train.metrics=[{name: top-k, options: {k: 5}}, accuracy]")
                .resolve()
                .config()
                .train();

        assertThat(UsualMetrics.of(train.loss(), train.metrics()).stream().map(Choice::name))
                .containsExactly("top-5", "accuracy");
    }

    @Test
    void help_everyKey_isExplained() {
        String help = ExperimentHelp.of(REGISTRY);

        assertThat(help)
                .contains("batch_size", "whole number at least 1; default 64", "last | mean | max")
                .contains("descent", "learning_rate", "elman", "early_stopping")
                .contains("hidden: {int: [32, 256], log: true}", "budget", "repeats");
        assertThat(help.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(125));
        assertThat(ExperimentHelp.ofKind("losses", REGISTRY)).get().asString().contains("cross-entropy");
        assertThat(ExperimentHelp.ofKind("data-source", REGISTRY))
                .get()
                .asString()
                .contains("csv");
        assertThat(ExperimentHelp.ofKind("carrots", REGISTRY)).isEmpty();
    }

    @Test
    void schema_isJsonThatKnowsKeysRangesAndComponents() {
        Map<String, Object> schema = Json.parse(ExperimentSchema.of(REGISTRY));

        assertThat(schema).containsEntry("additionalProperties", false);
        assertThat(schema.get("required")).isEqualTo(List.of("name", "data", "model"));
        assertThat(schema.get("properties").toString())
                .contains("batch_size={description=Examples per update, anyOf=[{type=integer, minimum=1},"
                        + " {$ref=#/$defs/domain}], default=64}")
                .contains("seed={description=Seed of all random numbers: the same seed gives the same bits,"
                        + " type=integer, default=1}")
                .contains("tune={type=object")
                .contains("$ref=#/$defs/Optimizer", "exclusiveMinimum=0")
                .contains("enum=[last, mean, max, attention, dot_attention]");
        assertThat(schema.get("$defs").toString()).contains("const=descent", "domain={", "minItems=2");
    }

    private static Experiment good() {
        return Experiment.parse(ExperimentErrorsTest.resource("good.yaml"))
                .withRegistry(REGISTRY)
                .withRuns(Path.of("unused"));
    }
}
