package dev.sluice.bench.record;

import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.train.TrainingEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice bench recording}. */
@Command(
        name = "recording",
        description = {
            "Train the same model without a record of its resources and without checkpoints, and with each of them, in turns:",
            "what they cost a whole training. The defaults take about half an hour; --hidden and --updates make it shorter."
        },
        mixinStandardHelpOptions = true)
public final class RecordingCommand implements Callable<Integer> {
    private static final String SECONDS = "sluice.resources.seconds";
    private static final double MEGABYTE = 1e6;
    private static final double NANOS = 1e9;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--hidden",
            paramLabel = "N",
            description = "Units of each of two layers; ${DEFAULT-VALUE} unless given.")
    private int hidden = 1650;

    @Option(
            names = "--updates",
            paramLabel = "N",
            description = "Updates of a training; ${DEFAULT-VALUE} unless given.")
    private int updates = 200;

    @Option(
            names = "--every",
            paramLabel = "N",
            description = "Updates between two checkpoints; ${DEFAULT-VALUE} unless given.")
    private int every = 100;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Trainings of each kind, in turns; ${DEFAULT-VALUE} unless given.")
    private int rounds = 3;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the training; ${DEFAULT-VALUE} unless given.")
    private int threads = 1;

    /** What is recorded beside a training. */
    private enum Kind {
        NOTHING("neither", 0, false),
        RESOURCES("resources every 5 s", 5, false),
        CHECKPOINTS("checkpoints", 0, true);

        private final String words;
        private final int seconds;
        private final boolean saves;

        Kind(String words, int seconds, boolean saves) {
            this.words = words;
            this.seconds = seconds;
            this.saves = saves;
        }
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("sluice-recording-");
        Map<Kind, List<Double>> seconds = new EnumMap<>(Kind.class);
        Arrays.stream(Kind.values()).forEach(kind -> seconds.put(kind, new ArrayList<>()));
        PrintWriter out = spec.commandLine().getOut();
        // The first training warms the program up, and is not counted.
        Run first = train(folder, Kind.NOTHING, new Timed());
        out.printf(Locale.ROOT, "%.0f MB of weights%n", Files.size(first.file(RunFile.WEIGHTS)) / MEGABYTE);
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < Kind.values().length; turn++) {
                // Each kind is first as often as last.
                Kind kind = Kind.values()[(turn + round) % Kind.values().length];
                Timed timed = new Timed();
                train(folder, kind, timed);
                Objects.requireNonNull(seconds.get(kind)).add(timed.seconds());
            }
        }
        double bare = median(Objects.requireNonNull(seconds.get(Kind.NOTHING)));
        seconds.forEach((kind, all) -> out.printf(
                Locale.ROOT,
                "%-20s %.2f s, %+.2f %% (%s)%n",
                kind.words,
                median(all),
                100 * (median(all) / bare - 1),
                String.join(
                        ", ",
                        all.stream()
                                .map(each -> String.format(Locale.ROOT, "%.2f", each))
                                .toList())));
        out.flush();
        return 0;
    }

    private Run train(Path folder, Kind kind, Timed timed) {
        String before = System.setProperty(SECONDS, String.valueOf(kind.seconds));
        try {
            return new LargeTraining(hidden, updates, threads)
                    .experiment(folder, kind.saves ? every : 0)
                    .withObserver(timed)
                    .run()
                    .run();
        } finally {
            if (before == null) {
                System.clearProperty(SECONDS);
            } else {
                System.setProperty(SECONDS, before);
            }
        }
    }

    private static double median(List<Double> seconds) {
        List<Double> sorted = seconds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Takes the time from the first update to the last, with what is saved between them and at the end. */
    private static final class Timed implements RunObserver {
        private long began;
        private long ended;

        @Override
        public void training(TrainingEvent event) {
            ended = System.nanoTime();
            if (began == 0 && event instanceof TrainingEvent.BatchEnded) {
                began = ended;
            }
        }

        double seconds() {
            return (ended - began) / NANOS;
        }
    }
}
