package dev.sluice.bench.work;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.csv.CsvOptions;
import dev.sluice.core.data.csv.CsvSource;
import dev.sluice.core.tensor.Matrix;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A file with one series, which is deleted when it is closed. */
record SeriesFile(Path path, int rows) implements AutoCloseable {
    static final List<String> COLUMNS = List.of("a", "b", "c", "d", "e", "f", "g");

    /** The form of its numbers. */
    enum Digits {
        /** As sensors give them. */
        THREE_DECIMALS("numbers with 3 decimals"),
        /** As programs print float64. */
        ALL("numbers with 17 digits");

        private final String title;

        Digits(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    static SeriesFile write(Digits digits, int rows) {
        try {
            Path file = Files.createTempFile("sluice-series-", ".csv");
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                out.write(String.join(",", COLUMNS) + "\n");
                for (int row = 0; row < rows; row++) {
                    for (int c = 0; c < COLUMNS.size(); c++) {
                        double number = 40 * Math.sin(row * 0.37 + c);
                        out.write(
                                digits == Digits.ALL
                                        ? Double.toString(number)
                                        : Double.toString(Math.rint(number * 1000) / 1000));
                        out.write(c + 1 < COLUMNS.size() ? ',' : '\n');
                    }
                }
            }
            return new SeriesFile(file, rows);
        } catch (IOException e) {
            throw new UncheckedIOException("no file can be written: " + e.getMessage(), e);
        }
    }

    long bytes() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Example> load() {
        try {
            return new CsvSource(CsvOptions.series(path.toString(), COLUMNS)).load(Reading.of(path.resolveSibling("")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Matrix values(Example example) {
        return ((Sequence.Series) example.sequence()).values();
    }

    /** The bytes of its numbers as float32. */
    double float32() {
        return (double) rows * COLUMNS.size() * Float.BYTES;
    }

    /** Bytes that are in use when nothing else is left to be thrown away. */
    static double used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** How many numbers there are, for a label. */
    static String count(int rows) {
        return String.format(Locale.ROOT, "%,d", (long) rows * COLUMNS.size());
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
