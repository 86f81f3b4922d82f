package dev.sluice.export.variant;

import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.preparation.RawInputs;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The inputs of a file that takes data as they are read, for some rows; what lies behind a row's steps is nonsense. */
final class RawArrays {
    private RawArrays() {}

    /** The arrays by the names of inputs. */
    static Map<String, OnnxArray> of(RawInputs raw, List<RawRow> rows) {
        int steps = rows.stream().mapToInt(RawRow::steps).max().orElse(1);
        int columns = raw.columns().size();
        Map<String, OnnxArray> arrays = new LinkedHashMap<>();
        double[] numbers = new double[rows.size() * steps * columns];
        Arrays.fill(numbers, 1e6);
        double[] times = new double[rows.size() * steps];
        for (int row = 0; row < rows.size(); row++) {
            RawRow from = rows.get(row);
            System.arraycopy(from.numbers, 0, numbers, row * steps * columns, from.numbers.length);
            System.arraycopy(from.times, 0, times, row * steps, from.times.length);
        }
        if (columns > 0) {
            arrays.put(raw.series(), OnnxArray.doubles(numbers, rows.size(), steps, columns));
        }
        if (!raw.time().isEmpty()) {
            arrays.put(raw.time(), OnnxArray.doubles(times, rows.size(), steps));
        }
        raw.words().forEach((name, known) -> {
            long[] ids = new long[rows.size() * steps];
            for (int row = 0; row < rows.size(); row++) {
                List<String> words = Objects.requireNonNull(rows.get(row).words.get(name));
                for (int t = 0; t < words.size(); t++) {
                    ids[row * steps + t] = RawInputs.number(words.get(t), known);
                }
            }
            arrays.put(name, OnnxArray.longs(ids, rows.size(), steps));
        });
        if (!raw.fixedColumns().isEmpty()) {
            double[] fixed = new double[rows.size() * raw.fixedColumns().size()];
            for (int row = 0; row < rows.size(); row++) {
                System.arraycopy(
                        rows.get(row).fixed,
                        0,
                        fixed,
                        row * raw.fixedColumns().size(),
                        raw.fixedColumns().size());
            }
            arrays.put(
                    raw.fixed(),
                    OnnxArray.doubles(fixed, rows.size(), raw.fixedColumns().size()));
        }
        raw.fixedWords().forEach((name, known) -> {
            long[] ids = rows.stream()
                    .mapToLong(row -> RawInputs.number(Objects.requireNonNull(row.fixedWords.get(name)), known))
                    .toArray();
            arrays.put(name, OnnxArray.longs(ids, ids.length, 1));
        });
        return arrays;
    }
}
