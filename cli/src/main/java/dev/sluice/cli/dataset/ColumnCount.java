package dev.sluice.cli.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Counts the cells of a column, one after another. */
final class ColumnCount {
    static final int MOST_DISTINCT = 10_000;

    private static final Set<String> MARKS =
            Set.of("NA", "N/A", "na", "NaN", "nan", "NAN", "null", "NULL", "None", "none", "?", "-", "--");
    /** A number that is the date of a day: yyyyMMdd. */
    private static final Pattern DAY = Pattern.compile("(19|20)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])");

    private final String name;
    private final NumberForm form;
    private final Map<String, Long> values = new LinkedHashMap<>();
    private final Set<String> marks = new TreeSet<>();
    private final Range range = new Range();
    private final Thumbnail thumbnail = new Thumbnail();
    /** The forms in which all cells so far may be dates. */
    private final List<TimeCount> times;

    private long cells;
    private long missing;
    private long words;
    private long fractions;

    /**
     * Nothing counted yet.
     *
     * @param forms in which its cells may be dates
     */
    ColumnCount(String name, NumberForm form, List<TimeForm> forms) {
        this.name = name;
        this.form = form;
        times = new ArrayList<>(forms.stream().map(TimeCount::new).toList());
    }

    void add(String cell) {
        String value = cell.strip();
        if (value.isEmpty() || MARKS.contains(value)) {
            missing++;
            if (!value.isEmpty()) {
                marks.add(value);
            }
            thumbnail.add(Double.NaN);
            return;
        }
        cells++;
        if (values.size() < MOST_DISTINCT || values.containsKey(value)) {
            values.merge(value, 1L, Long::sum);
        }
        Optional<Double> number = form.number(value);
        if (number.isPresent()) {
            range.add(number.get());
            fractions += number.get() == Math.rint(number.get()) ? 0 : 1;
        } else {
            words++;
        }
        if (!times.isEmpty()) {
            if (number.isPresent() && !DAY.matcher(value).matches()) {
                times.clear();
            } else {
                times.removeIf(time -> !time.add(value));
            }
        }
        thumbnail.add(number.orElse(Double.NaN));
    }

    Column column() {
        return new Column(
                name,
                kind(),
                fractions == 0,
                missing,
                Set.copyOf(marks),
                values.size(),
                values,
                range,
                cells > 0
                        ? times.stream()
                                .max(Comparator.comparingLong(TimeCount::regular))
                                .map(TimeCount::steps)
                        : Optional.empty(),
                thumbnail);
    }

    private Column.Kind kind() {
        if (cells == 0) {
            return Column.Kind.EMPTY;
        }
        if (!times.isEmpty()) {
            return Column.Kind.TIME;
        }
        if (words == 0) {
            return Column.Kind.NUMBER;
        }
        return values.size() <= Math.max(2, Math.min(200, cells / 5)) ? Column.Kind.CATEGORY : Column.Kind.TEXT;
    }
}
