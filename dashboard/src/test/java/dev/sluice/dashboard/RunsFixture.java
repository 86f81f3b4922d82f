package dev.sluice.dashboard;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Folders of runs as another program could have written them. */
final class RunsFixture {
    private static final String JSON = "\"started\":\"%s\",\"process\":%d,\"host\":\"%s\"";

    private final Path runs;

    RunsFixture(Path runs) {
        this.runs = runs;
    }

    /** A run that has ended, with two epochs. */
    Path finished(String id, String name) throws IOException {
        Path run = run(
                id,
                name,
                "{\"state\":\"finished\",\"ended\":\"2026-01-01T00:01:00Z\","
                        + JSON.formatted("2026-01-01T00:00:00Z", 1, "elsewhere") + "}");
        epoch(run, 1, "0.9");
        epoch(run, 2, "0.5");
        Files.writeString(
                run.resolve("results.json"),
                "{\"best_epoch\":2,\"epochs\":2,\"training\":\"completed\",\"test\":{\"examples\":10,\"scores\":{\"loss\":0.25,"
                        + "\"metrics\":{\"accuracy\":0.75},\"by_class\":{}}},\"size\":{\"parameters\":7,\"zeros\":0},"
                        + "\"made_from\":{},\"details\":{\"by_step\":{},\"by_series\":{},\"confusion\":{},\"calibration\":{}},\"baselines\":[],\"export\":{\"passed\":true,\"largest_difference\":1e-7}}");
        return run;
    }

    /** A run of this process, which trains as long as the test lives. */
    Path running(String id) throws IOException {
        return run(
                id,
                "running",
                "{\"state\":\"running\","
                        + JSON.formatted(
                                Instant.now(),
                                ProcessHandle.current().pid(),
                                InetAddress.getLocalHost().getHostName())
                        + "}");
    }

    private Path run(String id, String name, String status) throws IOException {
        Path run = Files.createDirectories(runs.resolve(id));
        Files.writeString(run.resolve("status.json"), status);
        Files.writeString(
                run.resolve("experiment.yaml"),
                "name: \"" + name.replace("\\", "\\\\").replace("\"", "\\\"")
                        + "\"\nmodel:\n  encoder:\n    cell: gru\ntrain:\n  epochs: 4\n");
        return run;
    }

    /** Adds an epoch. */
    static void epoch(Path run, int epoch, String loss) throws IOException {
        metrics(
                run,
                "{\"epoch\":" + epoch + ",\"training_loss\":" + loss + ",\"validation_loss\":" + loss
                        + ",\"learning_rate\":0.1,\"gradient_norm\":1.0,\"best\":true}\n");
    }

    /** Adds text to the log of figures. */
    static void metrics(Path run, String text) throws IOException {
        Files.writeString(run.resolve("metrics.jsonl"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
