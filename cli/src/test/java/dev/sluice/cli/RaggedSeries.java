package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Thirty series of one to six steps with two features, a tag at every step and an amount for the whole, as a file of steps and as arrays
 * that are padded in front, behind or at both ends. One number in five is 0, as padding is, but never a whole step.
 */
final class RaggedSeries {
    static final int ROWS = 30;
    static final int LONGEST = 6;

    private RaggedSeries() {}

    static int length(int row) {
        return row == 0 ? LONGEST : 1 + row * 5 % LONGEST;
    }

    static double value(int row, int step, int feature) {
        int number = (row * 7 + step * 3 + feature * 2) % 5;
        return number * 0.25 * (feature == 0 ? 1 : -1) + (row % 3 == 0 ? 0 : feature * 0.6);
    }

    static boolean tag(int row, int step) {
        return value(row, step, 0) > 0.4;
    }

    static double amount(int row) {
        return 100 + row % 4;
    }

    static void writeSteps(Path file) throws IOException {
        StringBuilder csv = new StringBuilder("id,x,y,tag,amount\n");
        for (int row = 0; row < ROWS; row++) {
            for (int step = 0; step < length(row); step++) {
                csv.append(String.format(
                        Locale.ROOT,
                        "%d,%s,%s,%s,%s%n",
                        row,
                        value(row, step, 0),
                        value(row, step, 1),
                        tag(row, step),
                        amount(row)));
            }
        }
        Files.writeString(file, csv.toString().replace("\r", ""));
    }

    /** The start of a row, as a share of its padding: from 0 for all behind to 2 for all in front. */
    private static int begin(int row, int halves) {
        return (LONGEST - length(row)) * halves / 2;
    }

    /** Arrays with padding behind (0), at both ends (1) or in front (2). */
    static void writeArrays(Path file, int halves, double padding) throws IOException {
        double[] x = new double[ROWS * LONGEST * 2];
        long[] tags = new long[ROWS * LONGEST];
        double[] amounts = new double[ROWS];
        long[] lengths = new long[ROWS];
        Arrays.fill(x, padding);
        Arrays.fill(tags, 1);
        for (int row = 0; row < ROWS; row++) {
            lengths[row] = length(row);
            amounts[row] = amount(row);
            for (int step = 0; step < length(row); step++) {
                int at = row * LONGEST + begin(row, halves) + step;
                x[2 * at] = value(row, step, 0);
                x[2 * at + 1] = value(row, step, 1);
                tags[at] = tag(row, step) ? 1 : 0;
            }
        }
        byte[] truth = new byte[tags.length];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = (byte) tags[i];
        }
        Npy.write(
                file,
                Map.of(
                        "x", Npy.doubles(x, ROWS, LONGEST, 2),
                        "tags", new Npy("|b1", new int[] {ROWS, LONGEST}, truth),
                        "amounts", Npy.doubles(amounts, ROWS),
                        "lengths", Npy.longs(lengths, ROWS)));
    }

    /** One series as an array of {@code steps}, all but its last ones padding. */
    static Npy paddedInFront(int row, int steps, double padding) {
        double[] x = new double[steps * 2];
        Arrays.fill(x, padding);
        int first = steps - length(row);
        for (int step = 0; step < length(row); step++) {
            x[2 * (first + step)] = value(row, step, 0);
            x[2 * (first + step) + 1] = value(row, step, 1);
        }
        return Npy.doubles(x, 1, steps, 2);
    }

    /** One series, a step in each line. */
    static String lines(int row) {
        StringBuilder lines = new StringBuilder();
        for (int step = 0; step < length(row); step++) {
            lines.append(value(row, step, 0))
                    .append(',')
                    .append(value(row, step, 1))
                    .append('\n');
        }
        return lines.toString();
    }

    static final String STEPS =
            "{name: csv, options: {file: steps.csv, id: id, features: [x, y], targets_by_name: {tag: {labels:"
                    + " [tag], per_step: true}, amount: {numbers: [amount]}}}}";

    static String arrays(String more) {
        return "{name: numpy, options: {file: arrays.npz, features: x, " + more
                + ", targets_by_name: {tag: {labels: tags, per_step: true}, amount: {numbers: amounts}}}}";
    }

    static Path experiment(Path folder, String name, String source) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                name: %s
                data:
                  source: %s
                  split: {validation: 0.2, test: 0.2}
                model:
                  encoder: {cell: gru, hidden: 6, direction: bidirectional}
                  heads: {tag: {at: every_step}, amount: {}}
                train:
                  epochs: 2
                  batch_size: 5
                  heads:
                    tag: {loss: cross-entropy, metrics: [accuracy]}
                    amount: {loss: mean-squared-error}
                export: onnx
                """.formatted(name, source));
    }
}
