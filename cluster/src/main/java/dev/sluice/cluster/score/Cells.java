package dev.sluice.cluster.score;

import dev.sluice.core.data.DataException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Values of Spark's rows as numbers, texts and times of sequences. */
final class Cells {
    private static final double NANOSECONDS = 1e-9;

    private Cells() {}

    /** The elements of an array. */
    static List<?> list(Row row, int column, String name) {
        if (row.isNullAt(column)) {
            throw new DataException("the input '" + name + "' is missing (null)");
        }
        return row.getList(column);
    }

    static List<?> java(scala.collection.Seq<?> values) {
        return scala.jdk.javaapi.CollectionConverters.asJava(values);
    }

    /** A value, or the first one of an array: what holds for all steps of a sequence stands in each of them. */
    static @Nullable Object single(@Nullable Object value) {
        if (value instanceof scala.collection.Seq<?> values) {
            return values.isEmpty() ? null : values.head();
        }
        return value;
    }

    static double[] numbers(List<?> values) {
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(values.get(i));
        }
        return numbers;
    }

    /** A number; dates and times in seconds since 1970. A missing number is NaN, which the contract fills as in training. */
    static double number(@Nullable Object value) {
        return switch (value) {
            case null -> Double.NaN;
            case Number number -> number.doubleValue();
            case Boolean truth -> truth ? 1 : 0;
            case java.sql.Timestamp time -> seconds(time.toInstant());
            case java.sql.Date date -> date.toLocalDate().toEpochDay() * 86_400.0;
            case Instant time -> seconds(time);
            case LocalDate date -> date.toEpochDay() * 86_400.0;
            case LocalDateTime time -> seconds(time.toInstant(ZoneOffset.UTC));
            default ->
                throw new DataException("a number is needed, but there is '" + value + "', "
                        + value.getClass().getSimpleName());
        };
    }

    private static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() * NANOSECONDS;
    }

    static String text(@Nullable Object value, String name) {
        if (value == null) {
            throw new DataException("the input '" + name + "' is missing (null)");
        }
        return value.toString();
    }
}
