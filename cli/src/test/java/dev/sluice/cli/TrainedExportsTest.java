package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.RunResult;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.model.Cell;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.train.TrainingDivergedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks of all cells, trained as users train them on series that need memory: each export must pass its proof. More of them, or
 * others: {@code -Dsluice.trained=500 -Dsluice.trained.from=1000}.
 */
@Tag("slow")
class TrainedExportsTest {
    private static final long FROM = Long.getLong("sluice.trained.from", 0);
    private static final long COUNT = Long.getLong("sluice.trained", 6);
    /** Networks whose results jump with the rounding: few samples of it are not enough to see that. */
    private static final long[] HARD = {1217, 1304};

    private static final int EXAMPLES = 80;
    private static final Registry COMPONENTS = Plugins.load();

    @TempDir
    private Path folder;

    @Test
    void export_trainedNetworks_areAllProven() throws IOException {
        List<String> refused = new ArrayList<>();
        long[] seeds = LongStream.concat(LongStream.range(FROM, FROM + COUNT), LongStream.of(HARD))
                .toArray();
        for (long seed : seeds) {
            SplittableRandom random = new SplittableRandom(seed);
            Path mine = Files.createDirectories(folder.resolve(Long.toString(seed)));
            steps(mine.resolve("steps.csv"), random.split(), 5 + random.nextInt(random.nextBoolean() ? 15 : 110));
            String experiment = experiment(seed, random);
            Path file = Files.writeString(mine.resolve("experiment.yaml"), experiment);
            try {
                RunResult result = Experiment.load(file)
                        .withRegistry(COMPONENTS)
                        .withRuns(mine.resolve("runs"))
                        .run();
                assertThat(result.export().orElseThrow().passed()).isTrue();
            } catch (ExportException e) {
                refused.add(seed + ": " + e.getMessage() + "\n" + experiment);
            } catch (TrainingDivergedException e) {
                // Some of these learning rates are too large; there is nothing to export then.
            }
        }
        assertThat(refused).as("refused of " + seeds.length).isEmpty();
    }

    private static String experiment(long seed, SplittableRandom random) {
        List<String> cells = COMPONENTS.ids(Cell.class);
        String cell = cells.get((int) (seed % cells.size()));
        boolean graph = cell.equals("ggnn");
        // The layer above has no mask of its size.
        boolean single = graph || cell.equals("gru-d");
        String options = switch (cell) {
            case "ggnn" -> ", options: {nodes: 3, rounds: " + (1 + random.nextInt(2)) + "}";
            // Divides every hidden size.
            case "mlstm" -> ", options: {heads: 1}";
            default -> "";
        };
        String[] directions = {"forward", "forward", "backward", "bidirectional"};
        String[] poolings = {"last", "last", "mean", "max", "attention"};
        boolean amounts = random.nextInt(3) == 0;
        String series = "features: [x, y, z]";
        String inputs = graph
                ? "inputs: {features: {" + series + "}, adjacency: {static_features: [a, b, c, d, e, f, g, h, i]}}"
                : series;
        return String.format(
                Locale.ROOT,
                """
                name: trained
                seed: %d
                data:
                  source: {name: csv, options: {file: steps.csv, id: id, time: t, %s, %s}}
                model:
                  encoder: {cell: {name: %s%s}, hidden: %d, layers: %d, direction: %s}
                  pooling: %s
                train:
                  epochs: %d
                  batch_size: 16
                  loss: %s
                  optimizer: {name: adam, options: {learning_rate: %s}}
                """,
                seed,
                inputs,
                amounts ? "targets: [amount]" : "labels: [label]",
                cell,
                options,
                3 + random.nextInt(20),
                single ? 1 : 1 + random.nextInt(2),
                directions[random.nextInt(directions.length)],
                poolings[random.nextInt(poolings.length)],
                5 + random.nextInt(20),
                amounts ? "mean-squared-error" : "cross-entropy",
                String.format(Locale.ROOT, "%.4f", Math.exp(random.nextDouble(Math.log(0.003), Math.log(0.05)))));
    }

    /** Two marks in noise; their order is the label, their distance tells the amount. */
    private static void steps(Path file, SplittableRandom random, int longest) throws IOException {
        StringBuilder text = new StringBuilder("id,t,x,y,z,a,b,c,d,e,f,g,h,i,label,amount\n");
        for (int row = 0; row < EXAMPLES; row++) {
            int length = 3 + random.nextInt(longest);
            int first = random.nextInt(length);
            int second = random.nextInt(length);
            StringBuilder edges = new StringBuilder();
            for (int edge = 0; edge < 9; edge++) {
                edges.append(',').append(random.nextInt(2));
            }
            double time = 0;
            for (int step = 0; step < length; step++) {
                time += 0.1 + random.nextDouble();
                text.append(String.format(
                        Locale.ROOT,
                        "r%d,%.3f,%d,%d,%.4f%s,%s,%.1f%n",
                        row,
                        time,
                        step == first ? 1 : 0,
                        step == second ? 1 : 0,
                        5000 + 30 * random.nextGaussian(),
                        edges,
                        first < second ? "rising" : first == second ? "same" : "falling",
                        1e5 + 10.0 * (second - first)));
            }
        }
        Files.writeString(file, text.toString());
    }
}
