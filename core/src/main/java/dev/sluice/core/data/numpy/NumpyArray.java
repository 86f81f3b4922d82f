package dev.sluice.core.data.numpy;

import dev.sluice.core.data.DataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** An array as NumPy saves it: numbers, truth values or texts, addressed in row-major order. */
public final class NumpyArray {
    private static final int WIDE = 4;

    private final String name;
    private final int[] shape;
    private final Kind kind;
    private final int itemBytes;
    private final boolean columnsFirst;
    private final ByteBuffer data;

    /** Kinds of elements. */
    enum Kind {
        FLOAT,
        SIGNED,
        UNSIGNED,
        TRUTH,
        /** Four bytes for each character. */
        TEXT,
        /** Texts of one byte for each character. */
        BYTES
    }

    /**
     * Elements in a buffer.
     *
     * @param name for messages
     * @param columnsFirst whether the first index runs fastest
     * @param data as many bytes as the shape asks for, in its own order. Not copied.
     */
    NumpyArray(String name, int[] shape, Kind kind, int itemBytes, boolean columnsFirst, ByteBuffer data) {
        this.name = name;
        this.shape = shape.clone();
        this.kind = kind;
        this.itemBytes = itemBytes;
        this.columnsFirst = columnsFirst;
        this.data = data;
    }

    /** Its name in messages. */
    public String name() {
        return name;
    }

    /** The number of axes. */
    public int rank() {
        return shape.length;
    }

    /** The size of an axis. */
    public int size(int axis) {
        return shape[axis];
    }

    /** The number of elements. */
    public int elements() {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    /** Returns whether its elements are texts. */
    public boolean isText() {
        return kind == Kind.TEXT || kind == Kind.BYTES;
    }

    /**
     * An element as a number.
     *
     * @throws DataException if the elements are texts
     */
    public double number(int index) {
        int at = place(index);
        return switch (kind) {
            case FLOAT ->
                switch (itemBytes) {
                    case 2 -> Float.float16ToFloat(data.getShort(at));
                    case 4 -> data.getFloat(at);
                    default -> data.getDouble(at);
                };
            case SIGNED -> signed(at);
            case UNSIGNED -> itemBytes == Long.BYTES ? unsignedLong(data.getLong(at)) : unsigned(at);
            case TRUTH -> data.get(at) == 0 ? 0 : 1;
            case TEXT, BYTES ->
                throw new DataException(name + " must hold numbers, but holds texts; take it as labels"
                        + " or tokens, or convert it with astype(float)");
        };
    }

    /**
     * An element as a word: a text, or a whole number in digits.
     *
     * @throws DataException if it is a number that is not whole
     */
    public String word(int index) {
        int at = place(index);
        return switch (kind) {
            case TEXT -> wideText(at);
            case BYTES -> bytesText(at);
            case SIGNED -> Long.toString(signed(at));
            case UNSIGNED ->
                itemBytes == Long.BYTES ? Long.toUnsignedString(data.getLong(at)) : Long.toString(unsigned(at));
            case TRUTH -> data.get(at) == 0 ? "false" : "true";
            case FLOAT -> {
                double number = number(index);
                if (number != Math.rint(number) || Math.abs(number) > 1L << 53) {
                    throw new DataException(name + " must hold texts or whole numbers to be names, but its element "
                            + index + " is " + number + "; take it as features or targets");
                }
                yield Long.toString((long) number);
            }
        };
    }

    private long signed(int at) {
        return switch (itemBytes) {
            case 1 -> data.get(at);
            case 2 -> data.getShort(at);
            case 4 -> data.getInt(at);
            default -> data.getLong(at);
        };
    }

    private long unsigned(int at) {
        return switch (itemBytes) {
            case 1 -> Byte.toUnsignedLong(data.get(at));
            case 2 -> Short.toUnsignedLong(data.getShort(at));
            default -> Integer.toUnsignedLong(data.getInt(at));
        };
    }

    private static double unsignedLong(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    /** Texts are filled up with zeros. */
    private String wideText(int at) {
        StringBuilder text = new StringBuilder();
        for (int i = at; i < at + itemBytes; i += WIDE) {
            int codePoint = data.getInt(i);
            if (codePoint == 0) {
                break;
            }
            // Half of a surrogate pair is no character either.
            boolean character =
                    Character.isValidCodePoint(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
            text.append(character ? Character.toString(codePoint) : "\uFFFD");
        }
        return text.toString();
    }

    private String bytesText(int at) {
        int length = 0;
        while (length < itemBytes && data.get(at + length) != 0) {
            length++;
        }
        byte[] bytes = new byte[length];
        data.get(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The offset of an element's bytes. */
    private int place(int index) {
        int element = index;
        if (columnsFirst) {
            int rest = index;
            int stride = elements();
            element = 0;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                stride /= Math.max(1, shape[axis]);
                element += rest % shape[axis] * stride;
                rest /= shape[axis];
            }
        }
        return element * itemBytes;
    }

    /** For messages. */
    @Override
    public String toString() {
        List<String> sizes = Arrays.stream(shape).mapToObj(Integer::toString).toList();
        return name + " [" + String.join(", ", sizes) + "] of "
                + switch (kind) {
                    case TEXT, BYTES -> "texts";
                    case TRUTH -> "truth values";
                    default -> kind.name().toLowerCase(Locale.ROOT) + " numbers";
                };
    }

    /** The same elements without the first axis, which must have size 1. */
    public NumpyArray first() {
        return new NumpyArray(name, Arrays.copyOfRange(shape, 1, shape.length), kind, itemBytes, columnsFirst, data);
    }
}
