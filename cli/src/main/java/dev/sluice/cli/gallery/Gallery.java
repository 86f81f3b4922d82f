package dev.sluice.cli.gallery;

import dev.sluice.core.model.Cell;
import dev.sluice.testkit.StepTiming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Measures cells: all trainings first, some at a time; then the times, one cell at a time on an otherwise idle machine. */
public final class Gallery {
    private final List<Task> tasks;
    private final int sideBySide;
    private final Consumer<String> progress;

    /**
     * A gallery.
     *
     * @param sideBySide trainings that run at the same time, each on one thread
     * @param progress hears a line for each cell
     */
    public Gallery(List<Task> tasks, int sideBySide, Consumer<String> progress) {
        this.tasks = List.copyOf(tasks);
        this.sideBySide = sideBySide;
        this.progress = progress;
    }

    /**
     * A cell to show.
     *
     * @param entry what is known of it
     * @param cell to be timed
     */
    public record Exhibit(CellEntry entry, Cell cell) {}

    /**
     * Measures.
     *
     * @param reference the cell that others are timed beside
     * @throws IOException if a run's files cannot be written
     */
    public List<Row> measure(List<Exhibit> exhibits, Cell reference) throws IOException {
        Path runs = Files.createTempDirectory("sluice-gallery");
        List<List<Outcome>> outcomes;
        try {
            outcomes = train(exhibits, runs);
        } finally {
            delete(runs);
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < exhibits.size(); i++) {
            CellEntry entry = exhibits.get(i).entry();
            StepTiming timing = StepTiming.measure(exhibits.get(i).cell(), reference, StepTiming.Load.defaults());
            progress.accept(String.format(
                    Locale.ROOT,
                    "  %-18s  %.0f µs a step, %.2f times the reference",
                    entry.id(),
                    timing.cellMicros(),
                    timing.ratio()));
            rows.add(new Row(entry, outcomes.get(i), timing));
        }
        return rows;
    }

    private List<List<Outcome>> train(List<Exhibit> exhibits, Path runs) {
        try (ExecutorService threads = Executors.newFixedThreadPool(sideBySide)) {
            try {
                List<Future<List<Outcome>>> waiting = new ArrayList<>();
                for (Exhibit exhibit : exhibits) {
                    waiting.add(threads.submit((Callable<List<Outcome>>) () -> train(exhibit.entry(), runs)));
                }
                List<List<Outcome>> outcomes = new ArrayList<>();
                for (Future<List<Outcome>> each : waiting) {
                    outcomes.add(each.get());
                }
                return outcomes;
            } catch (ExecutionException e) {
                threads.shutdownNow();
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException("a training failed: " + e.getCause(), e);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while cells are trained", e);
            }
        }
    }

    private List<Outcome> train(CellEntry cell, Path runs) {
        List<Outcome> outcomes = new ArrayList<>();
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-18s", cell.id()));
        for (Task task : tasks) {
            Outcome outcome = task.train(cell, runs);
            outcomes.add(outcome);
            line.append("  ").append(task.name()).append(' ').append(GalleryPage.words(outcome));
        }
        progress.accept(line.toString());
        return outcomes;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(folder)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
