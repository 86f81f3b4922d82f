package dev.sluice.core.data.ts;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.PlainNumber;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Times;
import dev.sluice.core.error.Printable;
import dev.sluice.core.tensor.Matrix;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dimensions and the target of one line.
 *
 * @param series {@code [T, F]}; a step that a dimension has no value for is NaN there
 * @param target as it is written; empty if there is none
 */
record TsRow(Sequence.Series series, String target) {
    private static final String MISSING = "?";

    /** A value with its time, {@code (time,value)}; the time may be a date with colons. */
    private static final Pattern STAMPED = Pattern.compile("\\(([^()]*),([^,()]*)\\)");

    /** Values of one dimension. Without time stamps the times are empty. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Dimension(double[] times, double[] values) {}

    int dimensions() {
        return series.values().columns();
    }

    /**
     * Reads a line.
     *
     * @param wrong makes the error of a message, with the place
     */
    static TsRow of(String text, boolean timeStamps, boolean hasTarget, Function<String, DataException> wrong) {
        List<String> parts = parts(text, timeStamps);
        if (parts.size() < (hasTarget ? 2 : 1)) {
            throw wrong.apply("a case must be its values" + (hasTarget ? ", a ':' and its target" : "")
                    + ", but this one has no ':'");
        }
        String target = hasTarget ? parts.removeLast() : "";
        List<Dimension> dimensions = new ArrayList<>();
        for (String part : parts) {
            String name = "dimension " + (dimensions.size() + 1);
            dimensions.add(timeStamps ? stamped(part, name, wrong) : plain(part, name, wrong));
        }
        return new TsRow(timeStamps ? aligned(dimensions) : together(dimensions, wrong), target);
    }

    /** Cut at colons, but not at those inside parentheses, where dates have them. */
    private static List<String> parts(String text, boolean timeStamps) {
        if (!timeStamps) {
            return new ArrayList<>(Arrays.asList(text.split(":", -1)));
        }
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            depth += at == '(' ? 1 : at == ')' ? -1 : 0;
            if (at == ':' && depth == 0) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static Dimension plain(String text, String name, Function<String, DataException> wrong) {
        if (text.isBlank()) {
            throw wrong.apply(name + " has no values; a series must have at least one step");
        }
        String[] cells = text.split(",", -1);
        double[] values = new double[cells.length];
        for (int t = 0; t < values.length; t++) {
            String cell = cells[t].strip();
            values[t] = cell.equals(MISSING) || cell.equalsIgnoreCase("nan")
                    ? Double.NaN
                    : number(cell, name + ", step " + (t + 1), wrong);
        }
        return new Dimension(new double[0], values);
    }

    private static Dimension stamped(String text, String name, Function<String, DataException> wrong) {
        List<double[]> found = new ArrayList<>();
        Matcher matcher = STAMPED.matcher(text);
        int end = 0;
        while (matcher.find()) {
            requireComma(text.substring(end, matcher.start()), name, wrong);
            end = matcher.end();
            String place = name + ", step " + (found.size() + 1);
            String cell = matcher.group(2).strip();
            found.add(new double[] {
                time(matcher.group(1).strip(), place, wrong),
                cell.equals(MISSING) ? Double.NaN : number(cell, place, wrong)
            });
        }
        requireComma(text.substring(end), name, wrong);
        for (int t = 1; t < found.size(); t++) {
            if (found.get(t)[0] <= found.get(t - 1)[0]) {
                throw wrong.apply(name + ", step " + (t + 1)
                        + ": time stamps must increase, but this one does not; sort the values by time and keep one of"
                        + " each time");
            }
        }
        return new Dimension(
                found.stream().mapToDouble(each -> each[0]).toArray(),
                found.stream().mapToDouble(each -> each[1]).toArray());
    }

    private static void requireComma(String between, String name, Function<String, DataException> wrong) {
        if (!between.isBlank() && !between.strip().equals(",")) {
            throw wrong.apply(name + " must be (time,value),(time,value),…, but holds '"
                    + Printable.word(between.strip()) + "'; set @timeStamps false if values have no times");
        }
    }

    /** A number in any unit, or a date as seconds from 1970. */
    private static double time(String text, String place, Function<String, DataException> wrong) {
        if (PlainNumber.matches(text)) {
            return Double.parseDouble(text);
        }
        try {
            String date = text.length() == 10 ? text + "T00:00:00" : text.replace(' ', 'T');
            return LocalDateTime.parse(date).toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeParseException other) {
            throw wrong.apply(place + ": a time must be a number or a date like 2020-01-31 23:59:00, but was '"
                    + Printable.word(text) + "'");
        }
    }

    static double number(String text, String place, Function<String, DataException> wrong) {
        double value = PlainNumber.read(text).orElse(Double.NaN);
        if (!Float.isFinite((float) value)) {
            throw wrong.apply(place + ": '" + Printable.word(text)
                    + "' is not a finite float32 number; write ? for a missing one");
        }
        return value;
    }

    private static Sequence.Series together(List<Dimension> dimensions, Function<String, DataException> wrong) {
        int steps = dimensions.getFirst().values().length;
        int columns = dimensions.size();
        double[] values = new double[steps * columns];
        for (int column = 0; column < columns; column++) {
            double[] dimension = dimensions.get(column).values();
            if (dimension.length != steps) {
                throw wrong.apply("all dimensions of a case must have the same number of steps, but dimension 1 has "
                        + steps + " and dimension " + (column + 1) + " has " + dimension.length
                        + "; write ? for missing values");
            }
            for (int t = 0; t < steps; t++) {
                values[t * columns + column] = dimension[t];
            }
        }
        return new Sequence.Series(Matrix.wrap(steps, columns, values));
    }

    /** One step for each time that any dimension has. */
    private static Sequence.Series aligned(List<Dimension> dimensions) {
        double[] steps = dimensions.stream()
                .flatMapToDouble(each -> Arrays.stream(each.times()))
                .sorted()
                .distinct()
                .toArray();
        double[] values = new double[steps.length * dimensions.size()];
        Arrays.fill(values, Double.NaN);
        for (int column = 0; column < dimensions.size(); column++) {
            Dimension dimension = dimensions.get(column);
            int t = 0;
            for (int i = 0; i < dimension.times().length; i++) {
                while (steps[t] < dimension.times()[i]) {
                    t++;
                }
                values[t * dimensions.size() + column] = dimension.values()[i];
            }
        }
        return new Sequence.Series(Matrix.wrap(steps.length, dimensions.size(), values), Times.of(steps));
    }
}
