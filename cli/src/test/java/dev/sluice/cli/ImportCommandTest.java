package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.Tensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice import}, and experiments that begin with what it took. */
final class ImportCommandTest {
    private static final Path MODELS = Path.of(
                    "..", "export", "src", "test", "resources", "dev", "sluice", "export", "importer", "models")
            .toAbsolutePath()
            .normalize();

    private static final Path KERAS = MODELS.getParent().resolveSibling("keras");

    @TempDir
    private Path folder;

    private record Answer(int code, String out, String err) {}

    @BeforeEach
    void writeData() throws IOException {
        StringBuilder rows = new StringBuilder("id,a,b,c,y,kind\n");
        for (int series = 0; series < 60; series++) {
            int steps = 2 + series % 4;
            for (int t = 0; t < steps; t++) {
                double a = Math.sin(series + 0.7 * t);
                rows.append(String.format(
                        Locale.ROOT,
                        "s%d,%.4f,%.4f,%.4f,%.4f,%s%n",
                        series,
                        a,
                        Math.cos(1.3 * series - t),
                        (series % 7) / 7.0,
                        Math.sin(series),
                        "k" + series % 3));
            }
        }
        Files.writeString(folder.resolve("series.csv"), rows);
        Files.writeString(folder.resolve("numbers.yaml"), """
                name: numbers
                data:
                  source: {name: csv, options: {file: series.csv, id: id, features: [a, b, c], targets: [y]}}
                model:
                  import: %s
                train: {epochs: 2, batch_size: 16, loss: mean-squared-error}
                """.formatted(MODELS.resolve("torch_lstm_last_step.onnx")));
        Files.writeString(folder.resolve("classes.yaml"), """
                name: classes
                data:
                  source: {name: csv, options: {file: series.csv, id: id, features: [a, b, c], labels: [kind]}}
                model:
                  import: {file: "%s", head: new, freeze: [encoder]}
                  pooling: mean
                  head: {hidden: [5]}
                train: {epochs: 2, batch_size: 16, loss: cross-entropy}
                """.formatted(MODELS.resolve("torch_lstm_mean.onnx")));
    }

    @Test
    void import_goodFile_saysWhatItIsAndProvesIt() {
        Path out = folder.resolve("taken");
        Answer answer =
                sluice("import", MODELS.resolve("torch_gru_classifier.onnx").toString(), "--out", out.toString());

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("encoder.l1: bidirectional GRU", "equal to the file", "model: {import: ");
        assertThat(out.resolve("model.onnx")).hasSameBinaryContentAs(MODELS.resolve("torch_gru_classifier.onnx"));
        assertThat(out.resolve("proof.json")).content().contains("\"passed\"");
    }

    @Test
    void import_twoFilesOfOneName_keepsTheFirst() throws IOException {
        Path a = Files.createDirectories(folder.resolve("a")).resolve("x.onnx");
        Path b = Files.createDirectories(folder.resolve("b")).resolve("x.onnx");
        Files.copy(MODELS.resolve("torch_gru_classifier.onnx"), a);
        Files.copy(MODELS.resolve("torch_lstm_mean.onnx"), b);
        Path out = folder.resolve("taken");
        assertThat(sluice("import", a.toString(), "--out", out.toString()).code())
                .isZero();
        assertThat(sluice("import", a.toString(), "--out", out.toString()).code())
                .isZero();

        Answer answer = sluice("import", b.toString(), "--out", out.toString());

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("is there already and is another model; name another folder with --out");
        assertThat(out.resolve("model.onnx")).hasSameBinaryContentAs(a);
    }

    @Test
    void export_importedFileOfOneBatch_takesAnyBatchThen() throws IOException {
        Path out = folder.resolve("free");

        Answer answer = sluice(
                "export",
                MODELS.resolveSibling("cases")
                        .resolve("autoencoder_fixed_repeat.onnx")
                        .toString(),
                "--opset",
                "15",
                "--out",
                out.toString());

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("equal in ONNX Runtime", "written to " + out);
        Answer again = sluice(
                "import",
                out.resolve("model.onnx").toString(),
                "--out",
                folder.resolve("back").toString());
        assertThat(again.out()).contains("equal to the file").doesNotContain("does not run with every batch");
    }

    @Test
    void export_fileOntoItself_isRefused() throws IOException {
        Path file = Files.createDirectories(folder.resolve("own")).resolve("model.onnx");
        Files.copy(MODELS.resolve("torch_lstm_mean.onnx"), file);

        Answer answer =
                sluice("export", file.toString(), "--out", folder.resolve("own").toString());

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("would overwrite");
        assertThat(file).hasSameBinaryContentAs(MODELS.resolve("torch_lstm_mean.onnx"));
    }

    @Test
    void import_nodesThatCannotBeTaken_endsWith2AndNamesThem() {
        Answer answer =
                sluice("import", MODELS.resolve("refused_loop_and_conv.onnx").toString());

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("1) com.example.CustomThing 'odd'", "2) QuantizeLinear");
    }

    @Test
    void import_noSuchFile_endsWith2() {
        Answer answer = sluice("import", folder.resolve("missing.onnx").toString());

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("there is no file");
    }

    @Test
    void import_kerasModel_saysWhatBecameOfItAndProvesIt() {
        Path out = folder.resolve("keras");
        Answer answer = sluice("import", KERAS.resolve("pools.keras").toString(), "--out", out.toString());

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains(
                        "encoder.l0: forward LSTM, 'lstm'",
                        "the mask of 'mask' became an input, the lengths of rows",
                        "equal to the file");
        assertThat(out.resolve("model.onnx")).isNotEmptyFile();
    }

    @Test
    void import_damagedKerasModel_endsWith2AndOneMessage() throws IOException {
        byte[] whole = Files.readAllBytes(KERAS.resolve("keras2.h5"));
        Path half = Files.write(folder.resolve("half.h5"), Arrays.copyOf(whole, whole.length / 2));
        Answer answer = sluice("import", half.toString());

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .contains("half.h5 cannot be read: it is truncated, damaged")
                .doesNotContain("\tat ");
    }

    @Test
    void run_kerasEncoderUnderNewHead_trains() {
        Answer answer = run(
                "numbers.yaml",
                "--set",
                "train.epochs=1",
                "--set",
                "model.import={file: \"" + KERAS.resolve("keras2.h5") + "\", head: new}");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("Imported keras2.h5: equal to the file");
    }

    @Test
    void export_safetensors_writesPyTorchsNames() throws IOException {
        run("numbers.yaml", "--set", "train.epochs=1");
        Path out = folder.resolve("shipped");
        Answer answer = sluice(
                "export",
                "latest",
                "--runs",
                folder.resolve("runs").toString(),
                "--format",
                "safetensors",
                "--out",
                out.toString());

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("encoder.l0 as nn.LSTM(3, ");
        assertThat(Safetensors.read(out.resolve("model.safetensors")).tensors().names())
                .contains("encoder.weight_ih_l0", "encoder.bias_hh_l0");
    }

    @Test
    void run_wholeImportedModel_trainsAndExportsAgain() throws IOException {
        Answer answer = run("numbers.yaml");

        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains("Imported torch_lstm_last_step.onnx: equal to the file", "forward LSTM", "equal in");
        // What was exported can be taken in again, and goes on.
        Path exported = latest().resolve("model.onnx");
        Answer again = sluice(
                "import", exported.toString(), "--out", folder.resolve("again").toString());
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).contains("equal to the file", "forward LSTM");
    }

    @Test
    void run_frozenEncoderUnderNewHead_changesTheHeadAlone() throws IOException {
        Answer one = run("classes.yaml", "--set", "train.epochs=1");
        assertThat(one.err()).isEmpty();
        Tensors first = Safetensors.read(latest().resolve("best.safetensors")).tensors();
        float[] encoder = weights("encoder.weight_hh_l0");
        float[] head = weights("head.0.weight");
        run(
                "classes.yaml",
                "--set",
                "train.epochs=1",
                "--set",
                "train.optimizer={name: adam, options: {learning_rate: 0.05}}");

        assertThat(first.names())
                .contains("encoder.weight_ih_l0_reverse", "head.1.bias")
                .doesNotContain("head.weight");
        assertThat(weights("encoder.weight_hh_l0")).containsExactly(encoder);
        assertThat(weights("head.0.weight")).isNotEqualTo(head);
    }

    @Test
    void run_headOfAnotherSize_saysWhatToDo() {
        Answer answer = run("classes.yaml", "--set", "model.import.head=keep");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .contains("model.import: the file has 2 outputs, but the data have 3", "import.head: new");
    }

    @Test
    void run_unknownFrozenName_listsTheNames() {
        Answer answer = run("classes.yaml", "--set", "model.import.freeze=[encodr]");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("'encodr' must be a name or a prefix of parameters", "encoder.l0.W_i");
    }

    private float[] weights(String name) throws IOException {
        return Objects.requireNonNull(Safetensors.read(latest().resolve("best.safetensors"))
                        .tensors()
                        .get(name))
                .array();
    }

    private Path latest() {
        return new Runs(folder.resolve("runs")).find("latest").path();
    }

    private Answer run(String file, String... more) {
        String[] args = new String[more.length + 4];
        args[0] = "run";
        args[1] = folder.resolve(file).toString();
        args[2] = "--runs";
        args[3] = folder.resolve("runs").toString();
        System.arraycopy(more, 0, args, 4, more.length);
        return sluice(args);
    }

    private static Answer sluice(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Sluice.execute(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
        return new Answer(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
