package dev.sluice.parquet;

import dev.sluice.core.data.table.CellValues;
import dev.sluice.core.data.table.Role;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** Values of a Parquet file as its types say. */
final class ParquetValues {
    private static final double SECONDS_OF_DAY = 86_400;
    /** The day 1970-01-01, counted from the beginning of the Julian calendar. */
    private static final int JULIAN_EPOCH = 2_440_588;

    private ParquetValues() {}

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
    static double number(CellValues cells, Role role, PrimitiveType type, ColumnReader value) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return cells.number(
                role,
                switch (type.getPrimitiveTypeName()) {
                    case BOOLEAN -> value.getBoolean() ? 1 : 0;
                    case INT32 ->
                        logical instanceof DateLogicalTypeAnnotation
                                ? cells.day(value.getInteger())
                                : scaled(logical, whole(logical, value.getInteger(), Integer.SIZE));
                    case INT64 ->
                        logical instanceof TimestampLogicalTypeAnnotation stamp
                                ? time(cells, stamp, value.getLong())
                                : scaled(logical, whole(logical, value.getLong(), Long.SIZE));
                    case FLOAT -> CellValues.shortest(value.getFloat());
                    case DOUBLE -> value.getDouble();
                    case INT96 -> cells.counted(julian(value.getBinary()));
                    case BINARY, FIXED_LEN_BYTE_ARRAY ->
                        logical instanceof DecimalLogicalTypeAnnotation
                                ? scaled(
                                        logical,
                                        new BigInteger(value.getBinary().getBytes()))
                                : cells.number(role, text(type, value));
                });
    }

    private static BigInteger whole(@Nullable LogicalTypeAnnotation logical, long bits, int size) {
        BigInteger signed = BigInteger.valueOf(bits);
        boolean negative = !(logical instanceof IntLogicalTypeAnnotation type) || type.isSigned();
        return negative || signed.signum() >= 0 ? signed : signed.add(BigInteger.ONE.shiftLeft(size));
    }

    private static double scaled(LogicalTypeAnnotation logical, BigInteger unscaled) {
        return logical instanceof DecimalLogicalTypeAnnotation decimal
                ? new BigDecimal(unscaled, decimal.getScale()).doubleValue()
                : unscaled.doubleValue();
    }

    private static double time(CellValues cells, TimestampLogicalTypeAnnotation stamp, long value) {
        long unit = switch (stamp.getUnit()) {
            case MILLIS -> 1_000L;
            case MICROS -> 1_000_000L;
            case NANOS -> 1_000_000_000L;
        };
        return cells.time(value, unit, stamp.isAdjustedToUTC());
    }

    private static double julian(Binary value) {
        var bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long nanos = bytes.getLong();
        int day = bytes.getInt();
        return (day - JULIAN_EPOCH) * SECONDS_OF_DAY + nanos * 1e-9;
    }
}
