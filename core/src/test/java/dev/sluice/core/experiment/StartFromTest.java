package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.Results;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that begin with the weights of another, and that leave some out. */
final class StartFromTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin(), new ToyPlugin());

    @TempDir
    private Path folder;

    @Test
    void run_startFromWithRank_isAModelOfFactorsBesideTheWholeOne() throws IOException {
        RunResult whole = letters().set("train.epochs", 6).run();
        Experiment start = letters().set("train.start_from", whole.run().path().toString());

        RunResult same = start.set("train.epochs", 0).run();
        assertThat(SafetensorsFiles.values(same.run().path().resolve("best.safetensors")))
                .isEqualTo(SafetensorsFiles.values(whole.run().path().resolve("best.safetensors")));
        assertThat(same.test()).isEqualTo(whole.test());

        RunResult factors =
                start.set("train.epochs", 0).set("model.encoder.rank", 2).run();
        TrainedModel loaded = TrainedModels.load(factors.run(), REGISTRY);
        assertThat(loaded.parameters().names()).contains("encoder.l0.W_c.out", "encoder.l0.U_c.in");
        Map<String, Results.Original> madeFrom =
                factors.run().results().orElseThrow().madeFrom();
        assertThat(madeFrom).containsOnlyKeys(whole.run().id());
        Results.Original original = madeFrom.values().iterator().next();
        assertThat(original.scores()).isEqualTo(whole.test());
        assertThat(original.difference().loss())
                .isEqualTo(factors.test().loss() - whole.test().loss());
        assertThat(String.join("\n", factors.report())).contains(whole.run().id(), "parameters");

        RunResult tuned = letters()
                .set("train.start_from", factors.run().path().toString())
                .set("model.encoder.rank", 2)
                .set("train.epochs", 3)
                .run();
        assertThat(tuned.test().loss()).isLessThan(factors.test().loss());
        assertThat(Compression.rankFor(whole.run(), 1, REGISTRY)).isEqualTo(8);
    }

    @Test
    void run_startFromWhatDoesNotFit_isAMistakeThatSaysWhy() {
        RunResult trained = letters().set("train.epochs", 1).run();
        Experiment start =
                letters().set("train.start_from", trained.run().path().toString());

        assertThatThrownBy(() -> letters().set("train.start_from", "nowhere").run())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("train.start_from: there is no run folder at");
        assertThatThrownBy(
                        () -> start.set("data.source.options.letters", "abcd").run())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("its vocabulary, scaler or labels differ");
        assertThatThrownBy(() -> start.set("model.encoder.hidden", 9).run())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("has another model");
    }

    @Test
    void run_pruning_tellsSparsityAndWhatItCosts() {
        RunResult result = letters()
                .set("train.epochs", 10)
                .set("train.pruning.sparsity", 0.5)
                .run();

        Results results = result.run().results().orElseThrow();
        assertThat(results.size().zeros()).isGreaterThanOrEqualTo(64 + 12);
        assertThat(results.madeFrom().keySet())
                .singleElement()
                .satisfies(name -> assertThat(name).startsWith("before pruning, epoch "));
        assertThat(String.join("\n", result.report())).contains("of them zero", "before pruning, epoch ");
    }

    private Experiment letters() {
        return Experiment.parse(ExperimentErrorsTest.resource("good.yaml"))
                .withRegistry(REGISTRY)
                .withRuns(folder);
    }
}
