package dev.sluice.core.data.numpy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.error.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the format of {@code np.save}: a magic word, a version, a header that is a Python dictionary, the elements.
 * (NumPy's reference, numpy.lib.format, versions 1.0 to 3.0.)
 */
final class NumpyReader {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    /** Overhead of a Java array beside its elements. */
    private static final int ARRAY_HEADER = 64;

    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-zA-Z])(\\d{0,9})'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,]*)\\)");
    private static final Map<String, NumpyArray.Kind> KINDS = Map.of(
            "f", NumpyArray.Kind.FLOAT,
            "i", NumpyArray.Kind.SIGNED,
            "u", NumpyArray.Kind.UNSIGNED,
            "b", NumpyArray.Kind.TRUTH,
            "U", NumpyArray.Kind.TEXT,
            "S", NumpyArray.Kind.BYTES);

    private final InputStream in;
    private final String name;
    /** The file, if its elements can stay there. */
    private final @Nullable FileChannel file;

    private NumpyReader(InputStream in, String name, @Nullable FileChannel file) {
        this.in = in;
        this.name = name;
        this.file = file;
    }

    /**
     * The array in a file, whose elements are mapped into memory: it may be larger than that.
     *
     * @param file at its beginning
     * @throws DataException if it is no array of numbers or texts, or is cut off
     */
    static NumpyArray map(FileChannel file, String name) throws IOException {
        try {
            return new NumpyReader(Channels.newInputStream(file), name, file).array();
        } catch (EOFException e) {
            throw new DataException(name + " is cut off; save it again");
        }
    }

    /**
     * The array in a stream.
     *
     * @param name for messages
     * @throws DataException if it is no array of numbers or texts, or is cut off
     */
    static NumpyArray read(InputStream in, String name) throws IOException {
        try {
            return new NumpyReader(in, name, null).array();
        } catch (EOFException e) {
            throw new DataException(name + " is cut off; save it again");
        }
    }

    private NumpyArray array() throws IOException {
        if (!Arrays.equals(exactly(MAGIC.length), MAGIC)) {
            throw new DataException(name + " is not a NumPy array; write it with np.save or np.savez");
        }
        int version = exactly(2)[0];
        int bytes = version == 1 ? little(2).getShort() & 0xffff : little(4).getInt();
        if (version < 1 || version > 3 || bytes < 0 || bytes > LONGEST_HEADER) {
            throw new DataException(
                    name + " must be of version 1 to 3 of NumPy's format, but is of version " + version);
        }
        String header = new String(exactly(bytes), StandardCharsets.UTF_8);
        Matcher type = TYPE.matcher(header);
        Matcher order = ORDER.matcher(header);
        Matcher sizes = SHAPE.matcher(header);
        if (!type.find() || !order.find() || !sizes.find()) {
            throw new DataException(
                    name + " must hold plain numbers or texts, but its header is " + Printable.word(header.strip()));
        }
        return elements(type, order.group(1).equals("True"), shape(sizes.group(1)));
    }

    private NumpyArray elements(Matcher type, boolean columnsFirst, int[] shape) throws IOException {
        NumpyArray.Kind kind = KINDS.get(type.group(2));
        int item = type.group(3).isEmpty() ? 0 : Integer.parseInt(type.group(3));
        int itemBytes = kind == NumpyArray.Kind.TEXT ? 4 * Math.min(item, Integer.MAX_VALUE / 4) : item;
        if (kind == null || !isKnown(kind, itemBytes)) {
            throw new DataException(name + " must hold numbers, truth values or texts, but its type is '"
                    + type.group(2) + type.group(3) + "'"
                    + (type.group(2).equals("O")
                            ? " (Python objects): for sequences of different lengths, pad them to one array"
                            : ""));
        }
        long total = itemBytes;
        for (int size : shape) {
            total *= size;
            if (total > Integer.MAX_VALUE - ARRAY_HEADER) {
                throw new DataException(name + " must be below 2 GB, but is larger; store it as float32");
            }
        }
        ByteBuffer data = data((int) total, shape);
        data.order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        return new NumpyArray(name, shape, kind, itemBytes, columnsFirst, data);
    }

    private ByteBuffer data(int bytes, int... shape) throws IOException {
        if (file == null) {
            requireMemory(bytes, shape);
            return ByteBuffer.wrap(exactly(bytes));
        }
        if (file.size() - file.position() < bytes) {
            throw new EOFException();
        }
        return file.map(FileChannel.MapMode.READ_ONLY, file.position(), bytes);
    }

    /** Before anything is read: a small compressed file may hold gigabytes of zeros. */
    private void requireMemory(long needed, int... shape) {
        long elements = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
        long memory = Runtime.getRuntime().maxMemory();
        if (needed > memory) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s has shape %s, %,d elements, which need %,d MB, but there are %,d MB of memory;"
                            + " save it by itself with np.save, as .npy: that is read where it is; or give more with"
                            + " SLUICE_JAVA_OPTS=-Xmx…",
                    name,
                    Arrays.toString(shape),
                    elements,
                    needed >> 20,
                    memory >> 20));
        }
    }

    private static boolean isKnown(NumpyArray.Kind kind, int bytes) {
        return switch (kind) {
            case FLOAT -> bytes == 2 || bytes == 4 || bytes == 8;
            case SIGNED, UNSIGNED -> bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
            case TRUTH -> bytes == 1;
            case TEXT, BYTES -> bytes > 0;
        };
    }

    private int[] shape(String words) {
        try {
            return Arrays.stream(words.split(","))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new DataException(name + " must have sizes below 2^31, but its shape is (" + words + ")");
        }
    }

    private ByteBuffer little(int bytes) throws IOException {
        return ByteBuffer.wrap(exactly(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Grows with what is there: a header may lie about it. */
    private byte[] exactly(int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException();
        }
        return read;
    }
}
