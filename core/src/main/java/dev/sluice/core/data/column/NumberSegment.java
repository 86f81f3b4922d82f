package dev.sluice.core.data.column;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some thousand numbers of a column in the fewest bytes that give back the same float64, and NaN for those that are missing.
 *
 * <p>Numbers with few decimals are whole numbers of one to four bytes: {@code (base + i) / 10^decimals} is the float64 nearest to the
 * decimal, because both sides of the division are exact (Clinger, 1990). Others are float32 if all of them are, and float64 if not.
 * Whole numbers that go up or down by the same step need no bytes at all.
 */
final class NumberSegment {
    /** The forms. */
    enum Form {
        STEPS('s', 0),
        INT8('b', 1),
        INT16('h', 2),
        INT32('i', 4),
        FLOAT32('f', 4),
        FLOAT64('d', 8);

        private final char code;
        private final int bytes;

        Form(char code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }

        /** Its letter in a file. */
        char code() {
            return code;
        }

        /** The form of a letter. */
        static Form of(int code) {
            return Arrays.stream(values())
                    .filter(form -> form.code == code)
                    .findFirst()
                    .orElseThrow();
        }

        int bytes() {
            return bytes;
        }
    }

    private static final int MOST_DECIMALS = 9;
    /** Whole numbers up to here are exact in float64. */
    private static final double EXACT = 0x1p53;

    private static final double[] POWERS = powers();

    private final Layout layout;
    private final double scale;
    private final ByteBuffer data;

    /**
     * All of a segment but its bytes.
     *
     * @param form of each number
     * @param decimals of whole numbers
     * @param base added to whole numbers
     * @param step between whole numbers that need no bytes
     */
    record Layout(Form form, int decimals, long base, long step) {}

    NumberSegment(Layout layout, ByteBuffer data) {
        this.layout = layout;
        this.data = data.order(ByteOrder.LITTLE_ENDIAN);
        scale = POWERS[layout.decimals()];
    }

    private static double[] powers() {
        double[] powers = new double[MOST_DECIMALS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    Layout layout() {
        return layout;
    }

    /** Its bytes, from 0 to the limit. */
    ByteBuffer data() {
        return data.duplicate().rewind();
    }

    double get(int at) {
        return switch (layout.form()) {
            case STEPS -> (layout.base() + layout.step() * at) / scale;
            case INT8 -> number(data.get(at), Byte.MIN_VALUE);
            case INT16 -> number(data.getShort(2 * at), Short.MIN_VALUE);
            case INT32 -> number(data.getInt(4 * at), Integer.MIN_VALUE);
            case FLOAT32 -> data.getFloat(4 * at);
            case FLOAT64 -> data.getDouble(8 * at);
        };
    }

    /**
     * Numbers from {@code from} up to {@code to}, which is not among them.
     *
     * @param into place for them. Modified.
     * @param offset place of the first
     * @param stride from one to the next
     */
    void copy(int from, int to, double[] into, int offset, int stride) {
        int place = offset;
        switch (layout.form()) {
            case INT16 -> {
                for (int at = from; at < to; at++, place += stride) {
                    into[place] = number(data.getShort(2 * at), Short.MIN_VALUE);
                }
            }
            case INT32 -> {
                for (int at = from; at < to; at++, place += stride) {
                    into[place] = number(data.getInt(4 * at), Integer.MIN_VALUE);
                }
            }
            case FLOAT32 -> {
                for (int at = from; at < to; at++, place += stride) {
                    into[place] = data.getFloat(4 * at);
                }
            }
            case FLOAT64 -> {
                for (int at = from; at < to; at++, place += stride) {
                    into[place] = data.getDouble(8 * at);
                }
            }
            case STEPS, INT8 -> {
                for (int at = from; at < to; at++, place += stride) {
                    into[place] = get(at);
                }
            }
        }
    }

    /** The number of a whole one, the least two of which are what has none: missing, and zero with a minus. */
    private double number(int whole, int least) {
        return whole > least + 1 ? (layout.base() + whole) / scale : whole == least ? Double.NaN : -0.0;
    }

    /**
     * Packs numbers.
     *
     * @param numbers the first {@code count} of them. Not modified.
     */
    static NumberSegment pack(double[] numbers, int count) {
        int decimals = decimals(numbers, count);
        NumberSegment whole = decimals < 0 ? null : whole(numbers, count, decimals);
        if (whole != null) {
            return whole;
        }
        boolean narrow = true;
        for (int i = 0; i < count && narrow; i++) {
            narrow = (float) numbers[i] == numbers[i] || Double.isNaN(numbers[i]);
        }
        Form form = narrow ? Form.FLOAT32 : Form.FLOAT64;
        ByteBuffer data = bytes(form, count);
        for (int i = 0; i < count; i++) {
            if (narrow) {
                data.putFloat(4 * i, (float) numbers[i]);
            } else {
                data.putDouble(8 * i, numbers[i]);
            }
        }
        return new NumberSegment(new Layout(form, 0, 0, 0), data);
    }

    /** The fewest decimals that all numbers can be written with; -1 if they are too many. */
    private static int decimals(double[] numbers, int count) {
        int decimals = 0;
        double power = 1;
        for (int i = 0; i < count; i++) {
            double number = numbers[i];
            while (!Double.isNaN(number) && !isWhole(number, power)) {
                if (++decimals > MOST_DECIMALS) {
                    return -1;
                }
                power = POWERS[decimals];
            }
        }
        return decimals;
    }

    /** Returns whether a number is a whole one divided by a power of ten. */
    private static boolean isWhole(double number, double power) {
        double whole = Math.rint(number * power);
        return Math.abs(whole) < EXACT && whole / power == number;
    }

    /** Numbers as whole ones; null if they are too far apart. */
    private static @Nullable NumberSegment whole(double[] numbers, int count, int decimals) {
        double power = POWERS[decimals];
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double whole = Math.rint(numbers[i] * power);
            if (Math.abs(whole) >= EXACT) {
                return null;
            }
            least = Math.min(least, Double.isNaN(whole) ? least : whole);
            most = Math.max(most, Double.isNaN(whole) ? most : whole);
        }
        if (least > most) {
            least = 0;
            most = 0;
        }
        long first = count == 0 ? 0 : (long) Math.rint(numbers[0] * power);
        long step = count < 2 ? 0 : (long) Math.rint(numbers[1] * power) - first;
        if (isSteps(numbers, count, power, first, step)) {
            return new NumberSegment(new Layout(Form.STEPS, decimals, first, step), bytes(Form.STEPS, count));
        }
        double range = most - least;
        Form form = range < 0xfe ? Form.INT8 : range < 0xfffe ? Form.INT16 : range < 0xfffffffeL ? Form.INT32 : null;
        if (form == null) {
            return null;
        }
        int lowest = (int) (-1L << (8 * form.bytes() - 1));
        long base = (long) least - lowest - 2;
        ByteBuffer data = bytes(form, count);
        for (int i = 0; i < count; i++) {
            double whole = Math.rint(numbers[i] * power);
            int offset =
                    Double.isNaN(whole) ? lowest : isMinusZero(numbers[i]) ? lowest + 1 : (int) ((long) whole - base);
            switch (form) {
                case INT8 -> data.put(i, (byte) offset);
                case INT16 -> data.putShort(2 * i, (short) offset);
                default -> data.putInt(4 * i, offset);
            }
        }
        return new NumberSegment(new Layout(form, decimals, base, 0), data);
    }

    private static boolean isSteps(double[] numbers, int count, double power, long first, long step) {
        for (int i = 0; i < count; i++) {
            double whole = Math.rint(numbers[i] * power);
            if (Double.isNaN(whole) || isMinusZero(numbers[i]) || (long) whole != first + step * i) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMinusZero(double number) {
        return number == 0 && Double.doubleToRawLongBits(number) != 0;
    }

    private static ByteBuffer bytes(Form form, int count) {
        return ByteBuffer.allocate(form.bytes() * count).order(ByteOrder.LITTLE_ENDIAN);
    }
}
