package dev.sluice.core.experiment.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.chart.Picture;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparisonPictureTest {
    private static final int RED = 0xc8552b;

    @TempDir
    private Path folder;

    private Run run(int number, String experiment, String... epochs) throws IOException {
        Path run =
                Files.createDirectory(folder.resolve(String.format(Locale.ROOT, "20260101-000000-names-%04x", number)));
        Files.writeString(run.resolve("status.json"), "{\"state\":\"finished\",\"process\":1}");
        Files.writeString(run.resolve("experiment.yaml"), experiment);
        Files.write(run.resolve("metrics.jsonl"), List.of(epochs));
        return new Run(run);
    }

    private static String epoch(int epoch, Object loss) {
        return "{\"epoch\":" + epoch + ",\"training_loss\":" + loss + ",\"validation_loss\":" + loss
                + ",\"validation_accuracy\":0.5,\"learning_rate\":0.1,\"gradient_norm\":1.0,\"best\":" + (epoch == 1)
                + "}";
    }

    private static BufferedImage image(Picture picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture.png()));
    }

    @Test
    void of_twoRuns_drawsACurveOfEachInEveryChart() throws IOException {
        Run first = run(1, "seed: 1\n", epoch(1, 0.9), epoch(2, 0.5));
        Run second = run(2, "seed: 2\n", epoch(1, 0.8), epoch(2, "\"NaN\""), epoch(3, "\"Infinity\""));

        BufferedImage image = image(ComparisonPicture.of(List.of(first, second)));

        // Three charts, two in a row, at twice the density.
        assertThat(image.getWidth()).isEqualTo(2 * 2 * 620);
        // The names of both runs stand in one row below.
        assertThat(image.getHeight()).isBetween(2 * (2 * 420 + 20), 2 * (2 * 420 + 40));
        assertThat(image(ComparisonPicture.of(List.of(first))).getHeight()).isEqualTo(image.getHeight());
    }

    @Test
    void of_moreRunsThanCurvesCanShow_drawsParallelCoordinates() throws IOException {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            runs.add(run(
                    i,
                    "name: n" + i + "\nseed: 1\nmodel:\n  encoder:\n    cell: "
                            + List.of("gru", "lstm", "mgu").get(i % 3) + "\n    hidden: " + (8 << i % 4) + "\n",
                    epoch(1, i == 7 ? "\"NaN\"" : 0.5 + 0.01 * i)));
        }

        BufferedImage image = image(ComparisonPicture.of(runs));

        assertThat(image.getWidth())
                .as("cell, hidden, loss, but not the seed and the accuracy")
                .isEqualTo(2 * 4 * 150);
        assertThat(reddest(image)).as("the highest loss is red").isLessThan(60);
    }

    /** The distance to red of the pixel that is nearest to it, over the three colors. */
    private static int reddest(BufferedImage image) {
        int best = Integer.MAX_VALUE;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                int distance = 0;
                for (int shift : new int[] {0, 8, 16}) {
                    distance += Math.abs((rgb >> shift & 0xff) - (RED >> shift & 0xff));
                }
                best = Math.min(best, distance);
            }
        }
        return best;
    }

    @Test
    void of_nothingToDraw_saysSo() throws IOException {
        Run empty = run(1, "seed: 1\n");
        assertThatThrownBy(() -> ComparisonPicture.of(List.of(empty)))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("no curves to draw");
    }

    @Test
    void axisScale_numbersWordsAndGaps_havePlaces() {
        assertThat(AxisScale.of(List.of("1", "3", "", "2", "NaN")).places())
                .containsExactly(0.0, 1.0, Double.NaN, 0.5, Double.NaN);
        assertThat(AxisScale.of(List.of("0.001", "1", "1000")).places().get(1))
                .as("by its logarithm")
                .isCloseTo(0.5, within(1e-12));
        assertThat(AxisScale.of(List.of("gru", "lstm", "gru", "")).places()).containsExactly(0.0, 1.0, 0.0, Double.NaN);
    }
}
