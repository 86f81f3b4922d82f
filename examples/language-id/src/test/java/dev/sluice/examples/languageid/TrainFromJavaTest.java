package dev.sluice.examples.languageid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.evaluation.BaselineFigures;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.RunResult;
import dev.sluice.core.experiment.exchange.ExportReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainFromJavaTest {
    @TempDir
    private Path runs;

    @Test
    void experiment_fromJava_isTheOneOfTheFile() {
        // The file names this module's jar; here its classes are on the class path.
        Experiment file = Experiment.load(Path.of("experiment.yaml"))
                .set("plugins", List.of())
                .set("folder", ".");
        Experiment java = TrainFromJava.experiment().set("folder", ".");

        assertThat(java.resolve().yaml().lines().filter(TrainFromJavaTest::isNotThePlace))
                .containsExactlyElementsOf(file.resolve()
                        .yaml()
                        .lines()
                        .filter(TrainFromJavaTest::isNotThePlace)
                        .toList());
    }

    private static boolean isNotThePlace(String line) {
        return !line.startsWith("#") && !line.startsWith("folder:");
    }

    @Test
    void run_oneAndTwoThreads_writesTheSameWeightsAndAProvenModel() throws IOException {
        RunResult one = small().set("train.threads", 1).run();
        RunResult two = small().set("train.threads", 2).run();

        assertThat(weights(two)).isEqualTo(weights(one));
        assertThat(Files.readString(two.run().path().resolve("metrics.jsonl")))
                .isEqualTo(Files.readString(one.run().path().resolve("metrics.jsonl")));
        assertThat(two.export().map(ExportReport::passed)).contains(true);
        assertThat(two.run().path().resolve("model.onnx")).isNotEmptyFile();
        assertThat(two.baselines()).extracting(BaselineFigures::name).contains("majority", "naive-bayes");
    }

    private Experiment small() {
        return TrainFromJava.experiment()
                .set("data.source.options.languages", List.of("de", "fi", "ja"))
                .set("model.encoder.hidden", 24)
                .set("train.epochs", 1)
                .withRuns(runs);
    }

    private static byte[] weights(RunResult result) throws IOException {
        return Files.readAllBytes(result.run().path().resolve("best.safetensors"));
    }
}
