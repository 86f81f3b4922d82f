package dev.sluice.bench.work;

import dev.sluice.bench.measure.Side;
import dev.sluice.core.experiment.comparison.RunFacts;
import dev.sluice.core.experiment.comparison.RunTable;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.Runs;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A list of runs with all their facts.
 *
 * @param runs in the folder
 * @param points epochs of each
 */
public record ListingWork(int runs, int points) implements Work {
    private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

    @Override
    public Group group() {
        return Group.LISTS;
    }

    @Override
    public List<String> labels() {
        return List.of(Integer.toString(runs), Integer.toString(points));
    }

    @Override
    public double operations() {
        return 0;
    }

    @Override
    public Side ours(int threads) {
        try {
            return new Listing(this, Files.createTempDirectory("sluice-runs-"));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder of runs can be made: " + e.getMessage(), e);
        }
    }

    private static final class Listing implements Side {
        private final ListingWork work;
        private final Path folder;
        private RunTable table = new RunTable(List.of());

        Listing(ListingWork work, Path folder) throws IOException {
            this.work = work;
            this.folder = folder;
            // One log for all: that it is read for each run is what counts.
            Path log = Files.writeString(folder.resolve("log"), log(work.points));
            settle(log);
            for (int i = 0; i < work.runs; i++) {
                write(i, log);
            }
        }

        private void write(int number, Path log) throws IOException {
            Path run = Files.createDirectory(folder.resolve(String.format(
                    Locale.ROOT,
                    "20260102-%02d%02d%02d-listed-%04x",
                    number / 3600 % 24,
                    number / 60 % 60,
                    number % 60,
                    number & 0xffff)));
            Instant started = LONG_AGO.plusSeconds(number);
            text(
                    run,
                    RunFile.STATUS,
                    "{\"state\":\"finished\",\"process\":1,\"host\":\"bench\",\"started\":\"" + started
                            + "\",\"ended\":\"" + started.plusSeconds(90) + "\"}");
            text(run, RunFile.EXPERIMENT, experiment(number));
            text(
                    run,
                    RunFile.RESULTS,
                    String.format(
                            Locale.ROOT,
                            "{\"best_epoch\":%d,\"epochs\":%d,\"training\":\"completed\",\"test\":{\"examples\":1000,\"scores\":"
                                    + "{\"loss\":%f,\"metrics\":{\"accuracy\":%f},\"by_class\":{}}},"
                                    + "\"size\":{\"parameters\":%d,\"zeros\":0},\"made_from\":{},\"details\":{\"by_step\":{},\"by_series\":{},\"confusion\":{},\"calibration\":{}},\"baselines\":[],"
                                    + "\"export\":{\"passed\":true,\"largest_difference\":1e-7}}",
                            work.points,
                            work.points,
                            1.0 / (1 + number % 97),
                            0.5 + number % 97 / 200.0,
                            1000 + number));
            Files.createLink(RunFile.METRICS.in(run), log);
            settle(run);
        }

        private static String experiment(int number) {
            StringBuilder yaml =
                    new StringBuilder("name: listed\nseed: " + number + "\nmodel:\n  encoder:\n    cell: gru\n");
            yaml.append("    hidden: ")
                    .append(16 + number % 64)
                    .append("\n    layers: 2\ntrain:\n  epochs: 1000\n  batch_size: 32\n");
            for (int i = 0; i < 60; i++) {
                yaml.append("  option_").append(i).append(": ").append(i).append('\n');
            }
            return yaml.toString();
        }

        private static String log(int points) {
            StringBuilder lines = new StringBuilder();
            for (int epoch = 1; epoch <= points; epoch++) {
                lines.append(String.format(
                        Locale.ROOT,
                        "{\"epoch\":%d,\"training_loss\":%f,\"validation_loss\":%f,\"validation_accuracy\":%f,"
                                + "\"learning_rate\":0.001,\"gradient_norm\":1.5,\"best\":true}\n",
                        epoch,
                        1.0 / epoch,
                        1.1 / epoch,
                        1 - 1.0 / epoch));
            }
            return lines.toString();
        }

        private static void text(Path run, RunFile file, String text) throws IOException {
            Files.writeString(file.in(run), text);
            settle(file.in(run));
        }

        /** The index leaves out what has just been written. */
        private static void settle(Path file) throws IOException {
            Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
        }

        @Override
        public void run() {
            table = RunTable.of(new Runs(folder));
        }

        @Override
        public Tensors results() {
            float[] figures = new float[table.rows().size()];
            for (int i = 0; i < figures.length; i++) {
                RunFacts row = table.rows().get(i);
                figures[i] = row.value("test.loss").map(Float::parseFloat).orElse(Float.NaN);
            }
            return Tensors.of("test.loss", Tensor.wrap(Shape.of(figures.length), figures));
        }

        @Override
        public void close() {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the folder " + folder + " cannot be removed: " + e.getMessage(), e);
            }
        }
    }
}
