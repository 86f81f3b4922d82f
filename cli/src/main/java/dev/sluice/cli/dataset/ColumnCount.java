package dev.sluice.cli.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Counts the cells of a column, one after another. */
final class ColumnCount {
    static final int MOST_DISTINCT = 10_000;

    /** A number that is the date of a day: yyyyMMdd. */
    private static final Pattern DAY = Pattern.compile("(19|20)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])");
    /** Of so many cells one may be no number in a column of numbers; of fewer it would be too large a part to call it odd. */
    private static final int CELLS_FOR_ODD = 20;

    private static final int CELLS_FOR_EACH_ODD = 100;
    /** Different words that are taken for marks of missing numbers; more are a text. */
    private static final int MOST_MARKS = 5;

    private final String name;
    private final NumberForm form;
    private final Map<String, Long> values = new LinkedHashMap<>();
    private final OddValues marks = new OddValues();
    private final OddValues words = new OddValues();
    private final Range range = new Range();
    private final Thumbnail thumbnail = new Thumbnail();
    /** The forms in which all cells so far may be dates. */
    private final List<TimeCount> times;

    private long cells;
    private long missing;
    private long firstMissing;
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

    void add(String cell, long line) {
        String value = cell.strip();
        if (value.isEmpty() || OddValue.isUsualMark(value)) {
            missing++;
            firstMissing = firstMissing == 0 ? line : firstMissing;
            if (!value.isEmpty()) {
                marks.add(value, line);
            }
            thumbnail.add(Double.NaN);
            return;
        }
        cells++;
        if (values.size() < MOST_DISTINCT || values.containsKey(value)) {
            values.merge(value, 1L, Long::sum);
        }
        // What is too large for a network is no number to a run.
        Optional<Double> number = form.number(value).filter(each -> Float.isFinite(each.floatValue()));
        if (number.isPresent()) {
            range.add(number.get());
            fractions += number.get() == Math.rint(number.get()) ? 0 : 1;
        } else {
            words.add(value, line);
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
        Column.Kind kind = kind();
        List<OddValue> odd = kind == Column.Kind.NUMBER ? words.sorted() : List.of();
        odd.forEach(value -> values.remove(value.text()));
        boolean meanMissing = odd.size() <= MOST_MARKS && odd.stream().allMatch(OddValue::mayBeMark);
        return new Column(
                name,
                kind,
                fractions == 0,
                meanMissing ? missing + odd.stream().mapToLong(OddValue::count).sum() : missing,
                firstMissing,
                meanMissing
                        ? Stream.concat(marks.sorted().stream(), odd.stream()).toList()
                        : marks.sorted(),
                meanMissing ? List.of() : odd,
                values.size(),
                values,
                range,
                cells > 0 ? TimeCount.best(times) : Optional.empty(),
                thumbnail);
    }

    private Column.Kind kind() {
        if (cells == 0) {
            return Column.Kind.EMPTY;
        }
        if (!times.isEmpty()) {
            return Column.Kind.TIME;
        }
        if (words.count() == 0 || areNumbersButForFew()) {
            return Column.Kind.NUMBER;
        }
        return values.size() <= Math.max(2, Math.min(200, cells / 5)) ? Column.Kind.CATEGORY : Column.Kind.TEXT;
    }

    /** Names of things may well be numbers but for a few. */
    private boolean areNumbersButForFew() {
        return cells >= CELLS_FOR_ODD
                && words.count() <= Math.max(1, cells / CELLS_FOR_EACH_ODD)
                && !TableSeries.namesThings(name);
    }
}
