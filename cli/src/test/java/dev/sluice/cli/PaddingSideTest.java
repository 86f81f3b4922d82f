package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same series, as they are or padded in front, behind or at both ends, through loader, cells of both directions, an answer at
 * every step and one at the end, losses, metrics, files and predictions: the same bits.
 */
class PaddingSideTest {
    @TempDir
    private Path folder;

    @Test
    void run_paddedAnywhere_givesTheSameBitsAsRagged() throws IOException {
        RaggedSeries.writeSteps(folder.resolve("steps.csv"));
        Run ragged = run("ragged", RaggedSeries.STEPS);

        RaggedSeries.writeArrays(folder.resolve("arrays.npz"), 2, 0);
        same(ragged, run("front", RaggedSeries.arrays("padding: left")));
        RaggedSeries.writeArrays(folder.resolve("arrays.npz"), 2, 77);
        same(ragged, run("front-counted", RaggedSeries.arrays("padding: left, lengths: lengths")));
        RaggedSeries.writeArrays(folder.resolve("arrays.npz"), 0, Double.NaN);
        same(ragged, run("behind", RaggedSeries.arrays("padding: right, padding_value: nan")));
        RaggedSeries.writeArrays(folder.resolve("arrays.npz"), 0, 3);
        same(ragged, run("behind-counted", RaggedSeries.arrays("padding: right, lengths: lengths")));
        RaggedSeries.writeArrays(folder.resolve("arrays.npz"), 1, -1);
        same(ragged, run("both", RaggedSeries.arrays("padding: both, padding_value: '-1'")));
    }

    /** The test above could not fail if padding that stays had no effect. */
    @Test
    void run_paddingThatIsData_givesOtherBits() throws IOException {
        RaggedSeries.writeSteps(folder.resolve("steps.csv"));
        RaggedSeries.writeArrays(folder.resolve("arrays.npz"), 2, 0);
        Run ragged = run("ragged", RaggedSeries.STEPS);
        Run whole = run("whole", RaggedSeries.arrays("padding: none"));

        assertThat(Files.readAllBytes(whole.path().resolve("best.safetensors")))
                .isNotEqualTo(Files.readAllBytes(ragged.path().resolve("best.safetensors")));
    }

    @Test
    void export_paddingInFront_isProvenDescribedAndPredictsTheSame() throws IOException {
        RaggedSeries.writeArrays(folder.resolve("arrays.npz"), 2, 0);
        run("front", RaggedSeries.arrays("padding: left"), "onnx");
        String runs = folder.resolve("runs").toString();
        Path series = Files.write(
                folder.resolve("one.npy"), RaggedSeries.paddedInFront(3, 9, 0).bytes());
        String[] predict = {"predict", "--runs", runs, "--input", "features=@" + series, "--padding", "left"};
        Answer behind = Answer.of(predict);

        Answer export = Answer.of("export", "--runs", runs, "--padding", "left");

        assertThat(export.err()).isEmpty();
        assertThat(export.out()).contains("bidirectional GRU", "equal in ONNX Runtime", "validation rows");
        assertThat(Answer.of(predict)).isEqualTo(behind);
        assertThat(behind.out()).contains("tag:", "true", "false", "amount:");
        String file = new Runs(Path.of(runs))
                .find("latest")
                .path()
                .resolve("model.onnx")
                .toString();
        assertThat(Answer.of("show", file).out())
                .contains("padded in front with anything", "valid steps of each row, its last ones");
        assertThat(Answer.of("lint", file, "--target", "tract").out()).contains("reverse-sequence");
        assertThat(Answer.of("lint", file, "--target", "tensorrt").out()).contains("onnx-tensorrt#599");
        assertThat(Answer.of("lint", file).out()).doesNotContain("reverse-sequence");
        assertThat(Answer.of("export", "--runs", runs, "--padding", "front").err())
                .contains("must be one of right, left, but was 'front'");
    }

    private Run run(String name, String source) throws IOException {
        return run(name, source, "none");
    }

    private Run run(String name, String source, String format) throws IOException {
        String runs = folder.resolve("runs").toString();
        Answer answer = Answer.of(
                "run",
                RaggedSeries.experiment(folder, name, source).toString(),
                "--runs",
                runs,
                "--quiet",
                "--set",
                "export=" + format);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        return new Runs(Path.of(runs)).find("latest");
    }

    private static void same(Run expected, Run actual) throws IOException {
        for (String file : new String[] {"best.safetensors", "metrics.jsonl"}) {
            assertThat(Files.readAllBytes(actual.path().resolve(file)))
                    .as("%s of %s", file, actual.id())
                    .isEqualTo(Files.readAllBytes(expected.path().resolve(file)));
        }
        assertThat(json(actual, "results.json").get("test"))
                .isEqualTo(json(expected, "results.json").get("test"));
        assertThat(json(actual, "provenance.json").get("data").get("sha256"))
                .isEqualTo(json(expected, "provenance.json").get("data").get("sha256"));
    }

    private static JsonNode json(Run run, String file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(run.path().resolve(file)));
    }
}
