package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.TrainedModels;
import dev.sluice.core.experiment.record.Results;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

/** The program as its users meet it: what it prints and its exit code. */
final class SluiceTest {
    @TempDir
    private Path folder;

    private Path experiment = Path.of("replaced");
    private String runs = "";

    @BeforeEach
    void writeExperiment() throws IOException {
        Examples.writeTexts(folder.resolve("texts.csv"));
        experiment = Examples.writeExperiment(folder);
        runs = folder.resolve("runs").toString();
    }

    @Test
    void run_thenRunsAndShow_tellTheSame() throws IOException {
        Answer run = sluice("run", experiment.toString(), "--runs", runs, "--set", "train.epochs=2");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("epoch 1/2", "epoch 2/2", "validation loss", "sequences/s", "test examples");
        assertThat(run.out()).contains("pictures", "best.safetensors").doesNotContain("\r", "\u001b");

        String id = new Runs(Path.of(runs)).find("latest").id();
        assertThat(sluice("runs", "--runs", runs).out()).contains(id, "finished", "accuracy");
        Answer show = sluice("show", "latest", "--runs", runs);
        assertThat(show.out())
                .contains(
                        id,
                        "finished",
                        "train.epochs=2",
                        "memory",
                        "activations of the largest batch",
                        "epoch 2",
                        "metrics.jsonl",
                        "sha256");
        assertThat(Files.readString(Path.of(runs, id, "run.log"))).contains("Reading data");
    }

    @Test
    void export_finishedRun_writesProvesAndShows() throws IOException {
        run("train.epochs=1");
        Path out = folder.resolve("shipped");

        Answer export = sluice("export", "latest", "--runs", runs, "--out", out.toString(), "--streaming");

        assertThat(export.err()).isEmpty();
        assertThat(export.code()).isZero();
        assertThat(export.out()).contains("as forward GRU", "equal in ONNX Runtime", "accuracy", "validation rows");
        assertThat(export.out()).contains("model.step.onnx: equal to the whole model");
        String file = out.resolve("model.onnx").toString();
        assertThat(sluice("show", file).out()).contains("tokens int64", "vocabulary", "2: a b", "experiment small");
        assertThat(sluice("show", file, "--code", "python").out()).contains("onnxruntime", "\"lengths\"");
        assertThat(sluice("lint", file).out()).contains("nothing is known against");
        assertThat(sluice("lint", file, "--target", "ort-web").out()).contains("onnxruntime#29452");
    }

    @Test
    void export_failedProof_exitsWith1AndLeavesNoModel() {
        run("train.epochs=1");
        Path out = folder.resolve("shipped");

        Answer export = sluice("export", "latest", "--runs", runs, "--out", out.toString(), "--tolerance", "1.0e-15");

        assertThat(export.code()).isEqualTo(1);
        assertThat(export.err()).contains("the difference starts in").doesNotContain("\tat ");
        assertThat(out.resolve("model.onnx")).doesNotExist();
        assertThat(out.resolve("proof.json")).exists();
    }

    @Test
    void export_optionsOfTheExporter_areReadByTheirNames() {
        run("train.epochs=1");
        String out = folder.resolve("shipped").toString();

        assertThat(sluice("export", "latest", "--runs", runs, "--out", out, "--opzet", "14")
                        .err())
                .contains("unknown key 'opzet'; did you mean 'opset'?");
        assertThat(sluice("export", "latest", "--runs", runs, "--out", out, "--format", "none")
                        .err())
                .contains("--format: 'none' writes nothing");
        assertThat(sluice("export", "latest", "--runs", runs, "--out", out, "--format", "safetensors", "--opset=14")
                        .err())
                .contains("unknown key 'opset'");
        assertThat(Path.of(out)).doesNotExist();
    }

    @Test
    void export_mistakes_exitWith2() throws IOException {
        run("train.epochs=1");
        Path broken = Files.writeString(folder.resolve("broken.onnx"), "no model");

        assertMistake(sluice("export", "latest", "--runs", runs, "--target", "ort-gpu"), "must be one of ort_cpu");
        assertMistake(
                sluice("export", "latest", "--runs", runs, "--opset", "3"),
                "must be at least 14 and at most 22, but was 3");
        assertMistake(sluice("export", "latest", "--runs", runs, "--format", "tflite"), "tflite");
        assertMistake(sluice("show", broken.toString()), "not a readable ONNX model");
        assertMistake(sluice("lint", broken.toString()), "not a readable ONNX model");
        assertMistake(sluice("lint", "none.onnx"), "there is no file none.onnx");
        assertMistake(sluice("show", "latest", "--runs", runs, "--code", "java"), "--code needs an .onnx file");
    }

    @Test
    void commands_areCalledAsTheirClassesAre() {
        // By that a command is found without reading the options of the others.
        assertThat(Sluice.COMMANDS)
                .allSatisfy(command -> assertThat(command.getSimpleName().toLowerCase(Locale.ROOT))
                        .isEqualTo(command.getAnnotation(Command.class).name() + "command"));
        assertThat(sluice("--help").out())
                .contains(Sluice.COMMANDS.stream()
                        .map(command -> command.getAnnotation(Command.class))
                        .filter(command -> !command.hidden())
                        .map(Command::name)
                        .toList());
        assertThat(sluice("rnu", "x").err()).contains("rnu", "run");
    }

    @Test
    void run_quiet_printsNothing() {
        Answer run = sluice("run", experiment.toString(), "--runs", runs, "--set", "train.epochs=1", "--quiet");

        assertThat(run).isEqualTo(new Answer(0, "", ""));
    }

    @Test
    void run_mistakes_exitWith2AndNoTrace() throws IOException {
        Path occupied = Files.writeString(folder.resolve("occupied"), "");
        Path noJar = Files.writeString(folder.resolve("lib.jar"), "not a jar");

        assertMistake(sluice("run", "missing.yaml"), "there is no experiment file missing.yaml");
        assertMistake(run("train.epoch=3"), "unknown key 'epoch'; did you mean 'epochs'?");
        assertMistake(run("data.source.options.file=none.csv"), "none.csv");
        assertMistake(run("plugins=[" + noJar + "]"), "is not a jar");
        assertMistake(run("model.encoder.hidden=-1"), "at least 1");
        assertMistake(run("model.encoder.hidden=2000000000"), "at most 46340");
        assertMistake(run("model.encoder.hidden=30000"), "SLUICE_JAVA_OPTS=-Xmx");
        assertMistake(
                sluice(
                        "run",
                        experiment.toString(),
                        "--runs",
                        occupied.resolve("x").toString()),
                "Not a directory; make the folder writable");
        assertMistake(sluice("run", experiment.toString(), "--runs", occupied.toString()), "occupied is a file");
        assertMistake(sluice("show", "latest", "--runs", folder.resolve("none").toString()), "there are no runs in");
        assertMistake(sluice("help", "carrots"), "there is no help on 'carrots'");
        assertMistake(sluice("trian"), "trian");
        assertMistake(
                sluice("predict", "--runs", runs, "--text", "x", "--top", "0"), "--top must be at least 1, but was 0");
    }

    @Test
    void run_badData_exitWith2AndSayWhere() throws IOException {
        Files.writeString(folder.resolve("texts.csv"), "text,label\n");
        assertMistake(run("train.epochs=1"), "only the header");

        Files.writeString(folder.resolve("texts.csv"), "text,label\n" + "aaa,x\nbbb,x\n".repeat(20));
        assertMistake(run("train.epochs=1"), "only 'x'");

        Files.writeString(folder.resolve("texts.csv"), "id,value,label\na,1,x\na,NaN,x\nb,2,y\n");
        String series = "data.source.options={file: texts.csv, id: id, features: [value], labels: [label]}";
        assertMistake(run(series), "NaN");
    }

    @Test
    void run_emojiAndVeryLongTexts_areData() throws IOException {
        StringBuilder csv = new StringBuilder(Files.readString(folder.resolve("texts.csv")));
        csv.append("🎉👩‍👩‍👧,a\n").append("ab".repeat(5000)).append(",b\n");
        Files.writeString(folder.resolve("texts.csv"), csv);

        assertThat(run("train.epochs=1").code()).isZero();
    }

    @Test
    void compress_trainedRun_isARunOfItsOwnThatIsExported() throws IOException {
        assertThat(run("train.epochs=3").code()).isZero();
        String whole = new Runs(Path.of(runs)).find("latest").id();

        Answer factors =
                sluice("compress", whole, "--runs", runs, "--rank", "1", "--epochs", "1", "--set", "export=onnx");

        assertThat(factors.err()).isEmpty();
        assertThat(factors.code()).isZero();
        assertThat(factors.out()).contains("Factors of rank 1", whole, "The model has ");
        Run smaller = new Runs(Path.of(runs)).find("smaller");
        assertThat(TrainedModels.load(smaller).parameters().names()).contains("encoder.l0.U_r.out");
        Results results = smaller.results().orElseThrow();
        assertThat(results.export())
                .isNotNull()
                .satisfies(export -> assertThat(export.passed()).isTrue());
        assertThat(results.madeFrom()).containsKey(whole);
        assertThat(sluice("predict", smaller.id(), "--runs", runs, "--text", "aax1")
                        .code())
                .isZero();

        assertThat(sluice("compress", whole, "--runs", runs, "--energy", "0.1").out())
                .contains("Factors of rank 1");
        assertMistake(sluice("compress", whole, "--runs", runs, "--energy", "1"), "a smaller share of the energy");
        assertThat(sluice("compress", whole, "--runs", runs, "--sparsity", "0.5", "--epochs", "2")
                        .out())
                .contains("of them zero");
        int before = new Runs(Path.of(runs)).list().size();
        assertMistake(sluice("compress", whole, "--runs", runs, "--rank", "100"), "take a lower rank");
        assertThat(new Runs(Path.of(runs)).list()).as("nothing was begun").hasSize(before);
        assertMistake(sluice("compress", whole, "--runs", runs), "choose how to compress");
        assertMistake(sluice("compress", whole, "--runs", runs, "--sparsity", "0.5"), "needs --epochs of at least 1");
        assertMistake(sluice("compress", whole, "--runs", runs, "--rank", "0"), "must be at least 1, but was 0");
    }

    @Test
    void run_nestedOptimizer_averagesAroundAnother() {
        assertThat(run("train.optimizer={name: ema, options: {decay: 0.9, inner: {name: lookahead, options: {inner:"
                                + " {name: centralized, options: {inner: {name: sgd, options: {learning_rate: 0.1}}}}}}}}")
                        .code())
                .isZero();
        assertMistake(
                run("train.optimizer={name: ema, options: {inner: {name: adamm}}}"),
                "no optimizer is called 'adamm'; did you mean 'adam'");
    }

    @Test
    void run_divergence_exitsWith1AndAHint() {
        Answer run = run("train.optimizer={name: sgd, options: {learning_rate: 1.0e38}}");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("sluice: training diverged")
                .contains("try a learning rate of")
                .doesNotContain("\tat ");
        assertThat(new Runs(Path.of(runs)).find("latest").state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void stacktrace_asked_isShown() {
        Answer run = sluice("--stacktrace", "run", "missing.yaml");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("there is no experiment file", "\tat dev.sluice");
    }

    @Test
    void run_killed_isInterruptedAndKeepsItsBestWeights() throws IOException, InterruptedException {
        Process process = ChildJvm.sluice(
                folder.resolve("output.txt"),
                "exec \"$@\"",
                Path.of(runs),
                List.of("run", experiment.toString(), "--set", "train.epochs=100000"));
        Run run = Examples.awaitFirstEpoch(Path.of(runs), process);
        process.destroy();
        process.waitFor();

        assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(run.ended()).isPresent();
        assertThat(run.metrics()).isNotEmpty();
        assertThat(folder.resolve("output.txt")).content().contains("Interrupted. The logs are in");
        assertThat(TrainedModels.load(run).parameters().names()).isNotEmpty();
        assertThat(sluice("runs", "--runs", runs).out()).contains("interrupted");
    }

    @Test
    void informingCommands_print() {
        assertThat(sluice("--version").out()).startsWith("sluice ");
        assertThat(sluice().out()).contains("run", "predict", "help experiment");
        assertThat(sluice("help", "experiment").out()).contains("batch_size", "gru", "adamw", "cross-entropy");
        assertThat(sluice("help", "cells").out()).contains("lstm", "forget_bias");
        assertThat(sluice("help", "run").out()).contains("--set");
        assertThat(sluice("schema").out()).startsWith("{").contains("\"const\" : \"gru\"");
        assertThat(sluice("plugin", "list").out()).contains("core", "cells", "sha256");
    }

    private Answer run(String override) {
        return sluice("run", experiment.toString(), "--runs", runs, "--set", override);
    }

    private static void assertMistake(Answer answer, String message) {
        assertThat(answer.err()).contains(message).doesNotContain("\tat ");
        assertThat(answer.code()).isEqualTo(2);
    }

    private static Answer sluice(String... arguments) {
        return Answer.of(arguments);
    }
}
