package dev.sluice.bench.search;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.study.Budget;
import dev.sluice.tuning.study.Study;
import dev.sluice.tuning.study.StudyDefinition;
import dev.sluice.tuning.study.StudyObserver;
import dev.sluice.tuning.study.StudyProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice bench study}. */
@Command(
        name = "study",
        description = {
            "Run a study of trials that take no time, to measure the cost of the study itself.",
            "Prints the time and the memory in use after each tenth."
        },
        mixinStandardHelpOptions = true)
public final class StudyCommand implements Callable<Integer> {
    private static final int PARTS = 10;
    private static final double MEGABYTE = 1e6;
    private static final double NANOS = 1e9;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--trials", paramLabel = "N", description = "Trials (default: ${DEFAULT-VALUE}).")
    private int trials = 10_000;

    @Option(names = "--sampler", paramLabel = "NAME", description = "Sampler (default: ${DEFAULT-VALUE}).")
    private String sampler = "random";

    @Option(names = "--workers", paramLabel = "N", description = "Concurrent trials (default: ${DEFAULT-VALUE}).")
    private int workers = 1;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Quality.samplers().contains(sampler)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--sampler must be one of " + String.join(", ", Quality.samplers()) + ", but is '" + sampler + "'"
                            + Suggestions.question(sampler, Quality.samplers()));
        }
        PrintWriter out = spec.commandLine().getOut();
        TestFunction function = TestFunctions.branin();
        Path folder = Files.createTempDirectory("study");
        out.println("trials   seconds   heap MB");
        Study.in(
                        folder.resolve("branin"),
                        StudyDefinition.minimize("branin", function.space()).withSampler(Quality.sampler(sampler)),
                        Budget.ofTrials(trials))
                .withWorkers(workers)
                .withObserver(new Tenths(trials, out))
                .run(trial -> function.values().apply(trial.assignment()));
        delete(folder);
        return 0;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }

    /** Prints a row for each tenth of the trials. */
    private static final class Tenths implements StudyObserver {
        private final int trials;
        private final PrintWriter out;
        private final long begun = System.nanoTime();
        private int ended;

        Tenths(int trials, PrintWriter out) {
            this.trials = trials;
            this.out = out;
        }

        @Override
        public synchronized void ended(Trial trial, Supplier<StudyProgress> progress) {
            ended++;
            if (ended % Math.max(1, trials / PARTS) == 0) {
                double seconds = (System.nanoTime() - begun) / NANOS;
                out.println(String.format(Locale.ROOT, "%6d  %8.2f  %8.1f", ended, seconds, heap()));
                out.flush();
            }
        }

        /** The reachable memory, in megabytes. */
        private static double heap() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
        }
    }
}
