package dev.sluice.cluster.training;

import dev.sluice.cluster.connection.SparkConnection;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.ReplicatedTraining;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.TrainingCluster;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.train.Replicas;
import dev.sluice.core.train.TrainingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Milliseconds of an update by hidden units, batch and executors: the median of those after the first ones. Executors are
 * processes of this machine with a core each; 0 executors is the same training without Spark, on one thread.
 */
final class ReplicasBench {
    private static final int UPDATES = 30;
    private static final int WARM = 12;
    private static final double MILLIS = 1e-6;

    private ReplicasBench() {}

    /** Measures; arguments are the largest number of executors, and models as HIDDENxBATCH. */
    public static void main(String[] words) throws IOException {
        int most = Integer.parseInt(words[0]);
        Path folder = Files.createTempDirectory("replicas-bench-");
        System.setProperty("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        System.setProperty("spark.sluice.patience", "300s");
        try (SparkConnection connection = SparkTrainingCluster.connection("local-cluster[" + most + ",1,2048]")) {
            for (String model : Arrays.asList(words).subList(1, words.length)) {
                int hidden = Integer.parseInt(model.split("x")[0]);
                int batch = Integer.parseInt(model.split("x")[1]);
                for (int executors = 0; executors <= most; executors = Math.max(1, 2 * executors)) {
                    System.out.printf(
                            Locale.ROOT,
                            "hidden %d batch %d executors %d: %.1f ms%n",
                            hidden,
                            batch,
                            executors,
                            millis(experiment(folder, hidden, batch), connection, executors));
                }
            }
        }
    }

    private static Experiment experiment(Path folder, int hidden, int batch) throws IOException {
        Path file = Files.writeString(folder.resolve("bench.yaml"), """
                name: bench
                data: {source: {name: adding-problem, options: {length: 50, examples: %d}}}
                model: {encoder: {cell: gru, hidden: %d}}
                train: {epochs: 1, batch_size: %d, loss: mean-squared-error, parallel: {shards: 8}, threads: 1}
                pictures: false
                export: none
                """.formatted(batch * 60, hidden, batch));
        return Experiment.load(file).withRuns(folder.resolve("runs"));
    }

    private static double millis(Experiment experiment, SparkConnection connection, int executors) {
        List<Long> ends = new ArrayList<>();
        Thread self = Thread.currentThread();
        Experiment observed = experiment.withObserver(new RunObserver() {
            @Override
            public void training(TrainingEvent event) {
                if (event instanceof TrainingEvent.BatchEnded) {
                    ends.add(System.nanoTime());
                    if (ends.size() == UPDATES) {
                        self.interrupt();
                    }
                }
            }
        });
        try {
            (executors == 0 ? observed : observed.on(only(connection, executors))).run();
        } catch (RunException e) {
            // It ends after so many updates.
            Thread.interrupted();
        }
        List<Long> lasted = new ArrayList<>();
        for (int i = WARM; i < ends.size(); i++) {
            lasted.add(ends.get(i) - ends.get(i - 1));
        }
        lasted.sort(null);
        return lasted.get(lasted.size() / 2) * MILLIS;
    }

    private static TrainingCluster.Connection only(SparkConnection connection, int executors) {
        return new TrainingCluster.Connection() {
            @Override
            public Replicas replicas(ReplicatedTraining training, Consumer<String> notes) {
                try {
                    return new SparkReplicas(connection, training, executors, notes);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void close() {
                // The connection is that of all measurements.
            }
        };
    }
}
