package dev.sluice.cli.dataset;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The series in a table whose rows are steps: what tells them apart, how long they are, and which columns say one thing of a whole
 * series.
 *
 * @param id columns that tell series apart; none where all rows are one series
 * @param time column of times
 * @param sorted whether the rows of each series are in the order of their times
 * @param series number of series
 * @param shortest steps of the shortest
 * @param median steps
 * @param longest steps of the longest
 * @param usual most frequent distance of two times within a series, in seconds; 0 without times
 * @param regular share of the distances that are the usual one
 * @param repeated rows that have the time of another row of their series
 * @param fixed columns, beside the id, that have one value in each series
 */
public record TableSeries(
        List<String> id,
        Optional<Column> time,
        boolean sorted,
        int series,
        int shortest,
        int median,
        int longest,
        double usual,
        double regular,
        RepeatedTimes repeated,
        Set<String> fixed) {
    private static final int MOST_ROWS = 1_000_000;
    private static final int MOST_CELLS = 20_000_000;
    private static final int JUDGED_ROWS = 100_000;
    private static final int MOST_CANDIDATES = 8;
    private static final int MOST_COLUMNS = 3;
    private static final double TOLERATED = 0.001;
    /** Share of the rows with odd times from which on they speak for several series. */
    private static final double MANY = 0.05;

    private static final int SECONDS_OF_DAY = 86_400;
    private static final Pattern OFFSET = Pattern.compile(".*:.*(Z|[+-][0-9:]+)");
    private static final int FEWEST_STEPS = 3;
    private static final Pattern NAMES_THINGS = Pattern.compile(
            "(?i)(.*[^a-z])?(id|nr|key|code|unit|subject|patient|person|user|customer|client|device|sensor|machine|engine|series"
                    + "|sequence|session|recording|record|rec|trial|run|episode|trip|store|shop|item|product|symbol|ticker|station|site|household|meter|vehicle)([^a-z].*)?"
                    + "|.*[a-z]Id|.*ID");

    /** Copies the collections. */
    public TableSeries {
        id = List.copyOf(id);
        fixed = Set.copyOf(fixed);
    }

    /** Of a table that was not looked at. */
    static TableSeries none() {
        return new TableSeries(List.of(), Optional.empty(), true, 1, 0, 0, 0, 0, 0, RepeatedTimes.none(), Set.of());
    }

    /** Returns whether times are at equal distances, but for gaps. */
    public boolean isRegular() {
        return regular > 0.5;
    }

    /** Returns whether there are several series. */
    public boolean several() {
        return series > 1;
    }

    /**
     * Finds the series of a table, of whose rows the first million count.
     *
     * @param wishes what the user knows of them
     */
    public static TableSeries of(Profile.Table table, Wishes wishes) throws IOException {
        return new Search(table, wishes).find();
    }

    /** Returns whether the name of a column is one that usually tells things apart, such as {@code customer_id}. */
    static boolean namesThings(String column) {
        return NAMES_THINGS.matcher(column).matches();
    }

    /** One search. */
    private static final class Search {
        private final Profile.Table table;
        private final Wishes wishes;
        private final Optional<Column> time;
        private final int columns;
        private int[][] codes = new int[0][];
        private double[] times = new double[0];
        private long[] lines = new long[0];
        private int rows;

        Search(Profile.Table table, Wishes wishes) {
            this.table = table;
            this.wishes = wishes;
            time = wishes.time()
                    .flatMap(table::column)
                    .or(() -> table.columns().stream()
                            .filter(column -> column.kind() == Column.Kind.TIME)
                            .findFirst());
            columns = table.columns().size();
        }

        TableSeries find() throws IOException {
            read();
            List<Integer> id = wishes.id().isEmpty()
                    ? found()
                    : wishes.id().stream().map(this::index).toList();
            return facts(id, series(id, rows));
        }

        private int index(String name) {
            return table.columns().indexOf(table.column(name).orElseThrow());
        }

        /** Reads all cells as numbers of their values, and the times in seconds. */
        private void read() throws IOException {
            int most = (int) Math.min(Math.min(MOST_ROWS, MOST_CELLS / columns), table.rows());
            codes = new int[columns][most];
            times = new double[time.isPresent() ? most : 0];
            lines = new long[times.length];
            int at = time.map(column -> table.columns().indexOf(column)).orElse(-1);
            Optional<TimeForm> form = time.flatMap(Column::steps)
                    .flatMap(steps -> TimeForm.all().stream()
                            .filter(each -> each.pattern().equals(steps.form()))
                            .findFirst());
            List<Map<String, Integer>> seen = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                seen.add(new HashMap<>());
            }
            try (CsvReader<CsvRecord> reader = TableReader.rows(table)) {
                for (CsvRecord row : reader) {
                    if (rows == most) {
                        break;
                    }
                    for (int c = 0; c < columns; c++) {
                        String cell = c < row.getFieldCount() ? row.getField(c).strip() : "";
                        Map<String, Integer> values = seen.get(c);
                        Integer code = values.get(cell);
                        if (code == null) {
                            code = values.size();
                            values.put(cell, code);
                        }
                        codes[c][rows] = code;
                        if (c == at) {
                            lines[rows] = row.getStartingLineNumber();
                            times[rows] = form.map(each -> each.seconds(cell).orElse(Double.NaN))
                                    .orElseGet(() -> number(cell));
                        }
                    }
                    rows++;
                }
            }
        }

        private double number(String cell) {
            return table.numbers().number(cell).orElse(Double.NaN);
        }

        /** The fewest columns within whose series time goes forward; of equally many those whose names tell things apart. */
        private List<Integer> found() {
            int judged = Math.min(rows, JUDGED_ROWS);
            if (time.isEmpty()) {
                return candidates().stream()
                        .filter(c -> namesThings(table.columns().get(c).name()) && areBlocks(c, judged))
                        .findFirst()
                        .map(List::of)
                        .orElse(List.of());
            }
            int[] one = series(List.of(), judged);
            long late = late(one, judged);
            if (late <= TOLERATED * judged || isPutBack(judged)) {
                return List.of();
            }
            for (boolean sorted : new boolean[] {true, false}) {
                // Few odd times are faults of one series, unless a name says otherwise; and without equal times every
                // column would do.
                boolean many = (sorted ? late : repeated(one, judged)) >= MANY * judged;
                List<Integer> candidates = candidates().stream()
                        .filter(c -> namesThings(table.columns().get(c).name())
                                || (many && !ComingRound.test(codes[c], times, judged)))
                        .toList();
                for (int size = 1; size <= MOST_COLUMNS; size++) {
                    Optional<List<Integer>> fits = subsets(candidates, size).stream()
                            .filter(subset -> fits(subset, judged, sorted))
                            .findFirst();
                    if (fits.isPresent()) {
                        return fits.get();
                    }
                }
            }
            return List.of();
        }

        /** Returns whether the rows are one series, whose times go back only where a clock was put back. */
        private boolean isPutBack(int count) {
            Map<Double, Long> steps = new HashMap<>();
            List<Double> late = new ArrayList<>();
            double latest = times[0];
            for (int row = 1; row < count; row++) {
                steps.merge(times[row] - times[row - 1], 1L, Long::sum);
                if (times[row] <= latest) {
                    late.add(times[row]);
                }
                latest = Math.max(latest, times[row]);
            }
            return isLocal(TimeCount.usual(steps)) && RepeatedTimes.zone(late).isPresent();
        }

        private boolean fits(List<Integer> subset, int judged, boolean sorted) {
            int[] series = series(subset, judged);
            boolean several = FEWEST_STEPS * (1 + Arrays.stream(series).max().orElse(0)) <= judged;
            long wrong = sorted ? late(series, judged) : repeated(series, judged);
            return several && wrong <= TOLERATED * judged;
        }

        /** Columns that may tell series apart: names of things first, then words, then whole numbers. */
        private List<Integer> candidates() {
            List<Integer> named = new ArrayList<>();
            List<Integer> words = new ArrayList<>();
            List<Integer> numbers = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                Column column = table.columns().get(c);
                boolean repeats = column.distinct() >= 2 && column.distinct() * (long) FEWEST_STEPS <= table.rows();
                boolean isWord = column.kind() == Column.Kind.CATEGORY || column.kind() == Column.Kind.TEXT;
                boolean whole = column.kind() == Column.Kind.NUMBER && column.whole();
                if (!repeats || !(isWord || whole) || column.missing() > 0) {
                    continue;
                }
                (namesThings(column.name()) ? named : isWord ? words : numbers).add(c);
            }
            List<Integer> all = new ArrayList<>(named);
            all.addAll(words);
            all.addAll(numbers);
            return all.subList(0, Math.min(MOST_CANDIDATES, all.size()));
        }

        private static List<List<Integer>> subsets(List<Integer> of, int size) {
            if (size == 0) {
                return List.of(List.of());
            }
            List<List<Integer>> all = new ArrayList<>();
            for (int i = 0; i < of.size(); i++) {
                for (List<Integer> rest : subsets(of.subList(i + 1, of.size()), size - 1)) {
                    List<Integer> subset = new ArrayList<>(List.of(of.get(i)));
                    subset.addAll(rest);
                    all.add(subset);
                }
            }
            return all;
        }

        /** The number of the series of each row, counted in the order in which they begin. */
        private int[] series(List<Integer> id, int count) {
            int[] series = new int[count];
            for (int column : id) {
                Map<Long, Integer> seen = new HashMap<>();
                for (int row = 0; row < count; row++) {
                    long pair = ((long) series[row] << Integer.SIZE) | codes[column][row];
                    Integer number = seen.get(pair);
                    if (number == null) {
                        number = seen.size();
                        seen.put(pair, number);
                    }
                    series[row] = number;
                }
            }
            return series;
        }

        /**
         * Rows whose time is not after those of all rows before in the same series. Few are gaps in order; a second series makes them
         * many.
         */
        private long late(int[] series, int count) {
            if (times.length == 0) {
                return 0;
            }
            double[] latest =
                    new double[1 + Arrays.stream(series).limit(count).max().orElse(0)];
            Arrays.fill(latest, Double.NEGATIVE_INFINITY);
            long late = 0;
            for (int row = 0; row < count; row++) {
                late += times[row] <= latest[series[row]] ? 1 : 0;
                latest[series[row]] = Math.max(latest[series[row]], times[row]);
            }
            return late;
        }

        /** Rows with a time that an earlier row of the same series has. */
        private long repeated(int[] series, int count) {
            Set<List<Number>> seen = new HashSet<>();
            long repeated = 0;
            for (int row = 0; row < count; row++) {
                repeated += seen.add(List.of(series[row], times[row])) ? 0 : 1;
            }
            return repeated;
        }

        /** Returns whether equal values of a column stand together, several rows long. */
        private boolean areBlocks(int column, int count) {
            int blocks = 0;
            for (int row = 0; row < count; row++) {
                blocks += row == 0 || codes[column][row] != codes[column][row - 1] ? 1 : 0;
            }
            long distinct = Arrays.stream(codes[column]).limit(count).distinct().count();
            return blocks == distinct && blocks * (long) FEWEST_STEPS <= count;
        }

        /** Returns whether times are what a clock showed: dates with a time of day and without an offset, less than a day apart. */
        private boolean isLocal(double usual) {
            return usual < SECONDS_OF_DAY
                    && time.flatMap(Column::steps)
                            .filter(steps -> steps.last().indexOf(':') >= 0
                                    && !OFFSET.matcher(steps.last()).matches())
                            .isPresent();
        }

        private TableSeries facts(List<Integer> id, int[] series) {
            int count = 1 + Arrays.stream(series).max().orElse(0);
            int[] lengths = new int[count];
            int[][] first = new int[columns][count];
            boolean[] changes = new boolean[columns];
            double[] before = new double[count];
            Arrays.fill(before, Double.NaN);
            Map<Double, Long> steps = new HashMap<>();
            boolean sorted = true;
            boolean repeats = false;
            for (int row = 0; row < rows; row++) {
                int s = series[row];
                for (int c = 0; c < columns; c++) {
                    if (lengths[s] == 0) {
                        first[c][s] = codes[c][row];
                    }
                    changes[c] |= first[c][s] != codes[c][row];
                }
                if (times.length > 0 && lengths[s] > 0) {
                    steps.merge(times[row] - before[s], 1L, Long::sum);
                }
                if (times.length > 0) {
                    sorted &= !(times[row] < before[s]);
                    repeats |= times[row] == before[s];
                    before[s] = times[row];
                }
                lengths[s]++;
            }
            double usual = TimeCount.usual(steps);
            Set<String> fixed = new TreeSet<>();
            for (int c = 0; c < columns; c++) {
                if (count > 1 && !changes[c] && !id.contains(c)) {
                    fixed.add(table.columns().get(c).name());
                }
            }
            Arrays.sort(lengths);
            return new TableSeries(
                    id.stream().map(c -> table.columns().get(c).name()).toList(),
                    time,
                    sorted,
                    count,
                    lengths[0],
                    lengths[count / 2],
                    lengths[count - 1],
                    usual,
                    steps.getOrDefault(usual, 0L) / (double) Math.max(1, rows - count),
                    sorted && !repeats
                            ? RepeatedTimes.none()
                            : RepeatedTimes.of(series, times, codes, lines, isLocal(usual)),
                    fixed);
        }
    }

    /** The series in words, such as {@code 400 series of 3 to 25 steps by 'customer_id'}. */
    String words() {
        return String.format(
                Locale.ROOT,
                "%,d series of %s steps by %s",
                series,
                shortest == longest
                        ? String.format(Locale.ROOT, "%,d", shortest)
                        : String.format(Locale.ROOT, "%,d to %,d", shortest, longest),
                String.join(" and ", id.stream().map(name -> "'" + name + "'").toList()));
    }
}
