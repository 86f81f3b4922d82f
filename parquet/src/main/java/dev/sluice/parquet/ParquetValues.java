package dev.sluice.parquet;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.column.ColumnsWriter;
import dev.sluice.core.data.table.Role;
import dev.sluice.core.data.table.TableOptions;
import dev.sluice.core.data.table.TimeReader;
import dev.sluice.core.error.Printable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** Values of a Parquet file as the numbers, times and texts of a table. A message without its place is added to by the caller. */
final class ParquetValues {
    private static final String MISSING = "a value is missing; fill it or remove the row";
    private static final double SECONDS_OF_DAY = 86_400;
    /** The day 1970-01-01, counted from the beginning of the Julian calendar. */
    private static final int JULIAN_EPOCH = 2_440_588;

    private final TimeReader times;
    private final boolean local;
    private final Set<Double> marks;
    private final Set<String> words;
    private long dates;

    ParquetValues(TableOptions options) {
        times = new TimeReader(options.timeFormat());
        local = !options.times().timeZone().isEmpty();
        words = Set.copyOf(options.missing());
        marks = options.missing().stream()
                .filter(mark -> mark.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?"))
                .map(Double::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Dates that were read. */
    long dates() {
        return dates + times.read();
    }

    /** The number that stands for none. */
    double missing(Role role) {
        if (role != Role.NUMBER_OR_MISSING) {
            throw new DataException(MISSING);
        }
        return Double.NaN;
    }

    /** Writes a text. Modified: writer. */
    void text(Role role, String text, int place, ColumnsWriter writer) {
        if (role == Role.TEXT && text.isBlank()) {
            throw new DataException(MISSING);
        }
        writer.text(place, text.toCharArray(), 0, text.length());
    }

    /** A value as a text, as the type says. */
    static String text(PrimitiveType type, ColumnReader value) {
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> Boolean.toString(value.getBoolean());
            case INT32 -> type.stringifier().stringify(value.getInteger());
            case INT64 -> type.stringifier().stringify(value.getLong());
            case FLOAT -> Float.toString(value.getFloat());
            case DOUBLE -> Double.toString(value.getDouble());
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 ->
                type.getLogicalTypeAnnotation() == null
                        ? value.getBinary().toStringUsingUTF8()
                        : type.stringifier().stringify(value.getBinary());
        };
    }

    /** A value as a number. */
    double number(Role role, PrimitiveType type, ColumnReader value) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        double number = switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> value.getBoolean() ? 1 : 0;
            case INT32 ->
                logical instanceof DateLogicalTypeAnnotation
                        ? day(value.getInteger())
                        : scaled(logical, BigInteger.valueOf(value.getInteger()));
            case INT64 ->
                logical instanceof TimestampLogicalTypeAnnotation stamp
                        ? time(stamp, value.getLong())
                        : scaled(logical, BigInteger.valueOf(value.getLong()));
            case FLOAT -> shortest(value.getFloat());
            case DOUBLE -> value.getDouble();
            case INT96 -> julian(value.getBinary());
            case BINARY, FIXED_LEN_BYTE_ARRAY ->
                logical instanceof DecimalLogicalTypeAnnotation
                        ? scaled(logical, new BigInteger(value.getBinary().getBytes()))
                        : number(role, text(type, value));
        };
        if (role == Role.NUMBER_OR_MISSING && (Double.isNaN(number) || marks.contains(number))) {
            return Double.NaN;
        }
        if (!Float.isFinite((float) number)) {
            throw new DataException("'" + number + "' is not a finite float32 number; correct it or remove the row");
        }
        return number;
    }

    /** A text as a number or a date. */
    double number(Role role, String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || (role == Role.NUMBER_OR_MISSING && words.contains(stripped))) {
            return missing(role);
        }
        char[] cell = stripped.toCharArray();
        if (role == Role.TIME && (times.readCommon(cell, 0, cell.length) || times.read(cell, 0, cell.length))) {
            return times.value();
        }
        try {
            return Double.parseDouble(stripped);
        } catch (NumberFormatException e) {
            throw new DataException("'" + Printable.word(text) + "' is a text, but a "
                    + (role == Role.TIME
                            ? "time is meant; for dates in a form of their own give time_format"
                            : "number is meant; name columns of texts with categories, labels or text"));
        }
    }

    /** The float64 that is written with the same digits, as in a file of texts. */
    private static double shortest(float value) {
        return Double.parseDouble(Float.toString(value));
    }

    private static double scaled(LogicalTypeAnnotation logical, BigInteger unscaled) {
        return logical instanceof DecimalLogicalTypeAnnotation decimal
                ? new BigDecimal(unscaled, decimal.getScale()).doubleValue()
                : unscaled.doubleValue();
    }

    private double day(int days) {
        return local(days * SECONDS_OF_DAY, (long) days * (long) SECONDS_OF_DAY, 0, false);
    }

    private double time(TimestampLogicalTypeAnnotation stamp, long value) {
        long unit = switch (stamp.getUnit()) {
            case MILLIS -> 1_000L;
            case MICROS -> 1_000_000L;
            case NANOS -> 1_000_000_000L;
        };
        long seconds = Math.floorDiv(value, unit);
        long rest = Math.floorMod(value, unit);
        return local(
                seconds + (double) rest / unit,
                seconds,
                (int) (rest * (1_000_000_000L / unit)),
                stamp.isAdjustedToUTC());
    }

    private double julian(Binary value) {
        var bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long nanos = bytes.getLong();
        int day = bytes.getInt();
        dates++;
        return (day - JULIAN_EPOCH) * SECONDS_OF_DAY + nanos * 1e-9;
    }

    /** What a clock showed, as seconds since 1970: in the zone of the options, where there is one. */
    private double local(double seconds, long whole, int nanos, boolean utc) {
        if (utc || !local) {
            dates++;
            return seconds;
        }
        times.readLocal(LocalDateTime.ofEpochSecond(whole, nanos, ZoneOffset.UTC));
        return times.value();
    }
}
