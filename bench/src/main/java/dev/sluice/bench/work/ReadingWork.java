package dev.sluice.bench.work;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.sluice.bench.measure.Side;
import dev.sluice.core.data.Example;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/** Reading a file of numbers, beside the parser alone and beside it with Java's parser of numbers. */
record ReadingWork(SeriesFile.Digits digits) implements Work {
    private static final int ROWS = 200_000;

    @Override
    public Group group() {
        return Group.DATA;
    }

    @Override
    public List<String> labels() {
        return List.of("a file of " + digits.title(), SeriesFile.count(ROWS));
    }

    @Override
    public double operations() {
        return 0;
    }

    @Override
    public double bytes() {
        try (SeriesFile file = SeriesFile.write(digits, ROWS)) {
            return file.bytes();
        }
    }

    @Override
    public double memory() {
        try (SeriesFile file = SeriesFile.write(digits, ROWS)) {
            double before = SeriesFile.used();
            List<Example> held = file.load();
            double after = SeriesFile.used();
            Objects.requireNonNull(held);
            return (after - before) / file.float32();
        }
    }

    @Override
    public Side ours(int threads) {
        return new OfFile() {
            @Override
            public void run() {
                Matrix values = SeriesFile.values(file.load().getFirst());
                take(column -> values.get(ROWS - 1, column));
            }
        };
    }

    @Override
    public Map<String, Side> beside(int threads) {
        return Map.of("FastCSV with parseDouble", new OfFile() {
            @Override
            public void run() {
                double[][] columns = new double[SeriesFile.COLUMNS.size()][ROWS];
                int row = -1;
                try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(file.path())) {
                    for (CsvRecord each : records) {
                        for (int c = 0; c < columns.length && row >= 0; c++) {
                            columns[c][row] = Double.parseDouble(each.getField(c));
                        }
                        row++;
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                take(column -> columns[column][ROWS - 1]);
            }
        });
    }

    /** A way to read the file; its result is the last row. */
    private abstract class OfFile implements Side {
        final SeriesFile file = SeriesFile.write(digits, ROWS);
        private final float[] last = new float[SeriesFile.COLUMNS.size()];

        void take(IntToDoubleFunction column) {
            for (int c = 0; c < last.length; c++) {
                last[c] = (float) column.applyAsDouble(c);
            }
        }

        @Override
        public Tensors results() {
            return Tensors.of("last row", Tensor.copyOf(Shape.of(last.length), last));
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
