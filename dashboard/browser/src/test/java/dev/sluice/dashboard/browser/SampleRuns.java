package dev.sluice.dashboard.browser;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.experiment.record.ModelFile;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.tuning.study.Budget;
import dev.sluice.tuning.study.Study;
import dev.sluice.tuning.study.StudyDefinition;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Runs and a study to look at, some with names that are attacks. */
final class SampleRuns {
    static final String FINISHED = "20260101-000000-first-0001";
    static final String ATTACK = "20260102-000000-attack-0002";
    static final String THIRD = "20260103-000000-third-0003";
    static final String RUNNING = "20260104-000000-running-0004";
    static final String STUDY = "a study";
    static final String MODEL = "names";

    private final Path folder;

    SampleRuns(Path folder) {
        this.folder = folder;
    }

    Path runs() {
        return folder.resolve("runs");
    }

    Path studies() {
        return folder.resolve("studies");
    }

    Path models() {
        return folder.resolve("models");
    }

    void write() throws Exception {
        finished(FINISHED, "first", "gru", 16);
        finished(THIRD, "third", "lstm", 64);
        Path attack = finished(ATTACK, "<img src=x onerror=alert(1)>\\u202e", "gru", 32);
        Files.writeString(
                attack.resolve("notes.json"),
                "{\"tags\":[\"<img src=x onerror=alert(2)>\"],\"note\":\"</script><script>alert(3)</script>\",\"archived\":false}");
        running();
        version(MODEL, "1", FINISHED, "b");
        version(MODEL, "2", "<img src=x onerror=alert(4)>", "<img src=x onerror=alert(5)>\u202e");
        version("<img src=x onerror=alert(6)>", "1", FINISHED, "b");
        version(MODEL, "<img src=x onerror=alert(7)>", FINISHED, "b");
        Files.writeString(
                models().resolve(MODEL).resolve("aliases.json"),
                "{\"versions\":{\"production\":\"1\",\"<img src=x onerror=alert(8)>\":\"2\"}}");
        StudyDefinition definition = StudyDefinition.of(
                List.of(new Objective("validation.loss", Direction.MINIMIZE)),
                SearchSpace.of(
                        Dimension.of("rate", FloatDomain.log(1e-4, 1e-1)),
                        Dimension.of("cell", ChoiceDomain.of("gru", "lstm"))));
        Study.in(Files.createDirectories(studies()).resolve(STUDY), definition, Budget.ofTrials(12))
                .run(trial -> List.of(Math.abs(Math.log10(trial.assignment().number("rate")) + 2)));
    }

    private Path finished(String id, String name, String cell, int hidden) throws IOException {
        Path run = run(
                id,
                name,
                cell,
                hidden,
                "{\"state\":\"finished\",\"started\":\"2026-01-01T00:00:00Z\",\"process\":1,"
                        + "\"host\":\"elsewhere\",\"ended\":\"2026-01-01T00:01:00Z\"}");
        for (int epoch = 1; epoch <= 20; epoch++) {
            epoch(run, epoch, (1.0 + hidden / 100.0) / epoch);
        }
        StringBuilder resources = new StringBuilder();
        for (int i = 1; i < 8; i++) {
            resources.append(String.format(
                    Locale.ROOT,
                    "{\"time\":\"2026-01-01T00:00:%02dZ\",\"seconds\":%d,\"cpu_seconds\":%d,\"gc_seconds\":0.1,\"heap_bytes\":%d}\n",
                    5 * i,
                    5 * i,
                    9 * i,
                    100_000_000 * i));
        }
        Files.writeString(run.resolve("resources.jsonl"), resources);
        Files.writeString(run.resolve("run.log"), "Reading data\nTraining\n");
        Files.writeString(run.resolve("model.onnx"), "stands for a model");
        Files.writeString(run.resolve("proof.json"), "{\"result\":\"passed\",\"summary\":\"equal\",\"opset\":17}");
        contract(run, "b");
        Files.writeString(
                run.resolve("results.json"),
                "{\"best_epoch\":20,\"epochs\":20,\"training\":\"completed\",\"test\":{\"examples\":10,\"scores\":{\"loss\":"
                        + 1.0 / hidden
                        + ",\"metrics\":{\"accuracy\":0.75},\"by_class\":{}}},\"size\":{\"parameters\":7,\"zeros\":0},"
                        + "\"made_from\":{},\"details\":{\"by_step\":{},\"by_series\":{},\"confusion\":{},\"calibration\":{}},"
                        + "\"baselines\":[{\"name\":\"majority\",\"description\":\"the commonest class\",\"figures\":{\"metrics\":"
                        + "{\"accuracy\":0.5},\"by_step\":{},\"by_series\":{}},\"failure\":\"\"}],"
                        + "\"export\":{\"passed\":true,\"largest_difference\":1e-7}}");
        return run;
    }

    private static void contract(Path folder, String label) throws IOException {
        Files.writeString(
                folder.resolve("model.json"),
                ModelFile.write(DataContract.of(
                        new InputEncoding.Text(TextConfig.defaults(), Vocabulary.of(List.of("a"))),
                        new ClassEncoding(
                                Labels.of(List.of("a", label)), ClassEncoding.Form.DISTRIBUTION))));
    }

    /** A version of a model, as somebody else could have made its folder. */
    private void version(String name, String version, String run, String label) throws IOException {
        Path folder = Files.createDirectories(models().resolve(name).resolve(version));
        Files.writeString(
                folder.resolve("lineage.json"),
                "{\"run\":\"" + run + "\",\"promoted\":\"2026-01-0" + (version.length() > 1 ? 3 : version)
                        + "T00:00:00Z\",\"sluice\":\"0.1\",\"commit\":\"0123456789abcdef\",\"dirty\":true,\"data\":\"00ff\"}");
        contract(folder, label);
        Files.writeString(folder.resolve("model.onnx"), "stands for a model");
        Files.writeString(
                folder.resolve("proof.json"),
                "{\"result\":\"passed\",\"summary\":\"equal\",\"opset\":17,\"largest_relative_difference\":1e-7}");
        Files.writeString(folder.resolve("MODEL_CARD.md"), "# " + run + "\n\n</pre><script>alert(9)</script>");
    }

    private void running() throws IOException {
        Path run = run(
                RUNNING,
                "running",
                "gru",
                8,
                "{\"state\":\"running\",\"started\":\"" + Instant.now() + "\",\"process\":"
                        + ProcessHandle.current().pid() + ",\"host\":\""
                        + InetAddress.getLocalHost().getHostName() + "\"}");
        epoch(run, 1, 0.5);
    }

    private Path run(String id, String name, String cell, int hidden, String status) throws IOException {
        Path run = Files.createDirectories(runs().resolve(id));
        Files.writeString(run.resolve("status.json"), status);
        Files.writeString(
                run.resolve("experiment.yaml"),
                "name: \"" + name + "\"\nmodel:\n  encoder:\n    cell: " + cell + "\n    hidden: " + hidden
                        + "\ntrain:\n  epochs: 20\n");
        return run;
    }

    /** Adds an epoch. */
    static void epoch(Path run, int epoch, double loss) throws IOException {
        Files.writeString(
                run.resolve("metrics.jsonl"),
                "{\"epoch\":" + epoch + ",\"training_loss\":" + loss + ",\"validation_loss\":" + 1.1 * loss
                        + ",\"validation_accuracy\":" + 1 / (1 + loss)
                        + ",\"learning_rate\":0.1,\"gradient_norm\":1.0,\"best\":true}\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
