package dev.sluice.cli.dataset;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The season of series as the data show it: of the periods that the step of time suggests, such as a day and a week of hours, one after which the
 * numbers are most like themselves. What changes more slowly than the period is taken off before.
 */
final class Season {
    private static final double HOUR = 3600;
    private static final double DAY = 24 * HOUR;
    /** Correlation from which on numbers are called alike. */
    private static final double ALIKE = 0.3;
    /** A shorter period is taken unless a longer one is better by so much. */
    private static final double BETTER = 0.05;

    private static final int PERIODS = 3;
    private static final int MOST_STEPS = 20_000;
    private static final int MOST_SERIES = 8;

    private Season() {}

    /** Periods in steps that are usual where steps are so many seconds apart, shortest first; those of all usual steps where it is not known. */
    static List<Integer> candidates(double step, boolean months) {
        if (months) {
            return List.of(12);
        }
        if (step <= 0) {
            return List.of(4, 7, 12, 24, 48, 52, 96, 144, 168, 288);
        }
        List<Integer> periods = new ArrayList<>();
        for (double period : new double[] {60, HOUR, DAY, 7 * DAY, 365 * DAY}) {
            double steps = period / step;
            if (steps >= 2 && steps <= MOST_STEPS && Math.abs(steps - Math.rint(steps)) < 0.02 * steps) {
                periods.add((int) Math.rint(steps));
            }
        }
        return periods;
    }

    /**
     * The period that the data show; 0 if they show none.
     *
     * @param series some of them. Not modified.
     */
    static int of(List<double[]> series, List<Integer> candidates) {
        int best = 0;
        double most = ALIKE;
        for (int period : candidates) {
            double alike = series.stream()
                    .filter(each -> each.length >= PERIODS * period)
                    .mapToDouble(each -> correlation(each, period))
                    .filter(Double::isFinite)
                    .average()
                    .orElse(0);
            if (alike > (best == 0 ? ALIKE : most + BETTER)) {
                best = period;
                most = alike;
            }
        }
        return best;
    }

    /** The correlation of numbers with those a period before, less the means of the period around each. */
    private static double correlation(double[] values, int period) {
        double[] rest = withoutSlow(values, period);
        double mean = Arrays.stream(rest).filter(Double::isFinite).average().orElse(0);
        double size = Arrays.stream(values)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
        double product = 0;
        double square = 0;
        double other = 0;
        for (int t = period; t < rest.length; t++) {
            double now = rest[t] - mean;
            double before = rest[t - period] - mean;
            if (Double.isFinite(now) && Double.isFinite(before)) {
                product += now * before;
                square += now * now;
                other += before * before;
            }
        }
        // What rounding leaves of a straight line has no season.
        return Math.sqrt(square / rest.length) < 1e-9 * size ? Double.NaN : product / Math.sqrt(square * other);
    }

    private static double[] withoutSlow(double[] values, int period) {
        double[] sums = new double[values.length + 1];
        int[] counts = new int[values.length + 1];
        for (int t = 0; t < values.length; t++) {
            boolean there = Double.isFinite(values[t]);
            sums[t + 1] = sums[t] + (there ? values[t] : 0);
            counts[t + 1] = counts[t] + (there ? 1 : 0);
        }
        double[] rest = new double[values.length];
        for (int t = 0; t < rest.length; t++) {
            int from = t - period / 2;
            int to = from + period;
            boolean whole = from >= 0 && to <= values.length && counts[Math.max(0, to)] > counts[Math.max(0, from)];
            rest[t] = whole ? values[t] - (sums[to] - sums[from]) / (counts[to] - counts[from]) : Double.NaN;
        }
        return rest;
    }

    /**
     * The first series of a table.
     *
     * @param columns of numbers
     * @param rows whether each row is a series
     */
    static List<double[]> series(Profile.Table table, List<Column> columns, boolean rows) throws IOException {
        int[] places = columns.stream().mapToInt(table.columns()::indexOf).toArray();
        int[] id = table.series().id().stream()
                .mapToInt(name -> table.columns().indexOf(table.column(name).orElseThrow()))
                .toArray();
        List<double[]> read = new ArrayList<>();
        String first = "";
        try (CsvReader<CsvRecord> reader = TableReader.rows(table)) {
            for (CsvRecord row : reader) {
                String here = String.join(
                        "\t", Arrays.stream(id).mapToObj(at -> cell(row, at)).toList());
                first = read.isEmpty() ? here : first;
                if (read.size() == (rows ? MOST_SERIES : MOST_STEPS) || !here.equals(first) && !rows) {
                    break;
                }
                read.add(Arrays.stream(places)
                        .mapToDouble(at -> number(table, cell(row, at)))
                        .toArray());
            }
        }
        return rows
                ? read.stream().map(Season::untilLast).toList()
                : turned(read, Math.min(MOST_SERIES, places.length));
    }

    private static List<double[]> turned(List<double[]> read, int columns) {
        List<double[]> series = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            int column = c;
            series.add(read.stream().mapToDouble(row -> row[column]).toArray());
        }
        return series;
    }

    private static double[] untilLast(double[] row) {
        int length = row.length;
        while (length > 0 && Double.isNaN(row[length - 1])) {
            length--;
        }
        return Arrays.copyOf(row, length);
    }

    private static String cell(CsvRecord row, int at) {
        return at < row.getFieldCount() ? row.getField(at).strip() : "";
    }

    private static double number(Profile.Table table, String cell) {
        return table.numbers().number(cell).orElse(Double.NaN);
    }
}
