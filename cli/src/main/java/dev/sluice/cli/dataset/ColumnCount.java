package dev.sluice.cli.dataset;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    private static final Pattern DATE =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}([ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?.*)?");
    private static final int MOST_STEPS = 1000;

    private final String name;
    private final char decimal;
    private final Map<String, Long> values = new LinkedHashMap<>();
    private final Set<String> marks = new TreeSet<>();
    private final Range range = new Range();
    private final Thumbnail thumbnail = new Thumbnail();
    private final Map<Double, Long> steps = new HashMap<>();
    private long cells;
    private long missing;
    private long words;
    private long dates;
    private long fractions;
    private String first = "";
    private String last = "";
    private double before = Double.NaN;

    ColumnCount(String name, char decimal) {
        this.name = name;
        this.decimal = decimal;
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
        Optional<Double> number = number(value);
        if (number.isPresent()) {
            range.add(number.get());
            fractions += number.get() == Math.rint(number.get()) ? 0 : 1;
        } else {
            words++;
            date(value).ifPresent(seconds -> step(value, seconds));
        }
        thumbnail.add(number.orElse(Double.NaN));
    }

    private void step(String value, double seconds) {
        first = dates == 0 ? value : first;
        last = value;
        dates++;
        double step = seconds - before;
        before = seconds;
        if (!Double.isNaN(step) && (steps.size() < MOST_STEPS || steps.containsKey(step))) {
            steps.merge(step, 1L, Long::sum);
        }
    }

    private Optional<Double> number(String value) {
        char start = value.charAt(value.length() > 1 && (value.charAt(0) == '-' || value.charAt(0) == '+') ? 1 : 0);
        if (!Character.isDigit(start) && start != decimal) {
            return Optional.empty();
        }
        try {
            double number = Double.parseDouble(decimal == ',' ? value.replace(',', '.') : value);
            return Character.isLetter(value.charAt(value.length() - 1)) ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Double> date(String value) {
        if (!DATE.matcher(value).matches()) {
            return Optional.empty();
        }
        try {
            if (value.length() == 10) {
                return Optional.of((double) LocalDate.parse(value).toEpochDay() * 86_400);
            }
            String iso = value.replace(' ', 'T');
            try {
                return Optional.of((double) LocalDateTime.parse(iso).toEpochSecond(ZoneOffset.UTC));
            } catch (DateTimeParseException e) {
                return Optional.of((double) OffsetDateTime.parse(iso, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                        .toEpochSecond());
            }
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
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
                dates > 0 && dates == cells ? Optional.of(timeSteps()) : Optional.empty(),
                thumbnail);
    }

    private Column.Kind kind() {
        if (cells == 0) {
            return Column.Kind.EMPTY;
        }
        if (words == 0) {
            return Column.Kind.NUMBER;
        }
        if (dates == cells) {
            return Column.Kind.TIME;
        }
        return values.size() <= Math.max(2, Math.min(200, cells / 5)) ? Column.Kind.CATEGORY : Column.Kind.TEXT;
    }

    private Column.TimeSteps timeSteps() {
        double usual = steps.entrySet().stream()
                .filter(step -> step.getKey() > 0)
                .max(Map.Entry.<Double, Long>comparingByValue()
                        .thenComparing(Map.Entry.<Double, Long>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse(0.0);
        long unusual = 0;
        long backwards = 0;
        for (Map.Entry<Double, Long> step : steps.entrySet()) {
            unusual += step.getKey() > 0 && step.getKey() != usual ? step.getValue() : 0;
            backwards += step.getKey() < 0 ? step.getValue() : 0;
        }
        return new Column.TimeSteps(first, last, usual, unusual, steps.getOrDefault(0.0, 0L), backwards);
    }
}
