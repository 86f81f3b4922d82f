package dev.sluice.export.importer;

import dev.sluice.core.graph.Array64;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxFormatException;
import dev.sluice.export.onnx.proto.StringStringEntryProto;
import dev.sluice.export.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Numbers of a file: checked against what they claim before memory is taken for them. */
final class TensorReader {
    private static final int MAX_RANK = 16;

    private final @Nullable Path folder;

    /**
     * A reader.
     *
     * @param folder of the model, where its external data must lie; null for a model that is not in a file
     */
    TensorReader(@Nullable Path folder) {
        this.folder = folder;
    }

    Value.Known read(TensorProto tensor, String name) throws IOException {
        String place = "the tensor '" + Printable.of(name) + "'";
        int[] sizes = sizes(tensor, place);
        ElementType type = ElementType.ofCode(tensor.getDataType())
                .orElseThrow(
                        () -> new OnnxFormatException(place + " must hold numbers of a known type, but its type is "
                                + tensor.getDataType() + "; convert it to float32 or int64"));
        int elements = count(sizes, place);
        if (tensor.hasSegment()) {
            throw new OnnxFormatException(
                    place + " is stored in segments, which is not supported; save the model again");
        }
        double[] values;
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
            values = decode(external(tensor, (long) elements * type.bytes(), place), type, elements);
        } else if (!tensor.getRawData().isEmpty() || elements == 0) {
            require(tensor.getRawData().size(), (long) elements * type.bytes(), "bytes", place);
            values = decode(tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN), type, elements);
        } else {
            values = typed(tensor, type, elements, place);
        }
        return new Value.Known(name, new Array64(sizes, values), isWhole(type));
    }

    private static boolean isWhole(ElementType type) {
        return switch (type) {
            case FLOAT, FLOAT16, DOUBLE -> false;
            case UINT8, INT8, INT32, INT64, BOOL -> true;
        };
    }

    private static int[] sizes(TensorProto tensor, String place) {
        if (tensor.getDimsCount() > MAX_RANK) {
            throw new OnnxFormatException(
                    place + " must have at most " + MAX_RANK + " axes, but has " + tensor.getDimsCount());
        }
        int[] sizes = new int[tensor.getDimsCount()];
        for (int i = 0; i < sizes.length; i++) {
            long size = tensor.getDims(i);
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw new OnnxFormatException(place + " must have sizes from 0 to 2^31-1, but is "
                        + tensor.getDimsList() + "; the file is corrupt");
            }
            sizes[i] = (int) size;
        }
        return sizes;
    }

    private static int count(int[] sizes, String place) {
        long elements = 1;
        for (int size : sizes) {
            elements *= Math.max(size, 1);
            if (elements > Integer.MAX_VALUE) {
                throw new OnnxFormatException(place + " must have at most 2^31-1 elements, but has more");
            }
        }
        for (int size : sizes) {
            elements = size == 0 ? 0 : elements;
        }
        return (int) elements;
    }

    private static void require(long found, long wanted, String unit, String place) {
        if (found != wanted) {
            throw new OnnxFormatException(place + " needs " + wanted + " " + unit + " for its shape, but has " + found
                    + "; the file is truncated or corrupt");
        }
    }

    private static double[] typed(TensorProto tensor, ElementType type, int elements, String place) {
        return switch (type) {
            case FLOAT -> filled(tensor.getFloatDataCount(), elements, tensor::getFloatData, place);
            case DOUBLE -> filled(tensor.getDoubleDataCount(), elements, tensor::getDoubleData, place);
            case INT64 -> filled(tensor.getInt64DataCount(), elements, i -> (double) tensor.getInt64Data(i), place);
            case INT32, INT8, UINT8, BOOL -> filled(tensor.getInt32DataCount(), elements, tensor::getInt32Data, place);
            case FLOAT16 ->
                filled(
                        tensor.getInt32DataCount(),
                        elements,
                        i -> Float.float16ToFloat((short) tensor.getInt32Data(i)),
                        place);
        };
    }

    private static double[] filled(int found, int elements, IntToDoubleFunction element, String place) {
        require(found, elements, "values", place);
        double[] values = new double[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = element.applyAsDouble(i);
        }
        return values;
    }

    private static double[] decode(ByteBuffer bytes, ElementType type, int elements) {
        int start = bytes.position();
        int step = type.bytes();
        double[] values = new double[elements];
        for (int i = 0; i < elements; i++) {
            int at = start + i * step;
            values[i] = switch (type) {
                case FLOAT -> bytes.getFloat(at);
                case DOUBLE -> bytes.getDouble(at);
                case INT64 -> bytes.getLong(at);
                case INT32 -> bytes.getInt(at);
                case FLOAT16 -> Float.float16ToFloat(bytes.getShort(at));
                case INT8 -> bytes.get(at);
                case UINT8, BOOL -> bytes.get(at) & 0xff;
            };
        }
        return values;
    }

    private ByteBuffer external(TensorProto tensor, long wanted, String place) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        Path file = inside(entries.getOrDefault("location", ""), place);
        long size = Files.size(file);
        long offset = number(entries, "offset", 0, place);
        long length = number(entries, "length", size - Math.min(offset, size), place);
        require(length, wanted, "bytes", place);
        if (offset < 0 || offset > size || length > size - offset || length > Integer.MAX_VALUE - 8) {
            throw new OnnxFormatException(place + " must lie within " + file.getFileName() + " (" + size
                    + " bytes), but claims " + length + " bytes from " + offset);
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(offset);
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes);
            }
        }
        require(bytes.position(), wanted, "bytes", place);
        return bytes.flip();
    }

    /** A file of the model's own folder, however the path is written and whatever links there are. */
    private Path inside(String location, String place) throws IOException {
        String rule = place + " must have its data in a file of the model's folder, but names '"
                + Printable.of(location) + "'; put the data file beside the model";
        if (folder == null || location.isEmpty() || location.indexOf('\0') >= 0) {
            throw new OnnxFormatException(rule);
        }
        Path home = folder.toRealPath();
        Path file = home.resolve(location).normalize();
        if (!file.startsWith(home) || Path.of(location).isAbsolute()) {
            throw new OnnxFormatException(rule);
        }
        if (!Files.isRegularFile(file)) {
            throw new OnnxFormatException(place + " has its data in " + file.getFileName()
                    + ", but there is no such file beside the model; copy it there");
        }
        if (!file.toRealPath().startsWith(home)) {
            throw new OnnxFormatException(rule);
        }
        return file;
    }

    private static long number(Map<String, String> entries, String key, long preset, String place) {
        return Optional.ofNullable(entries.get(key))
                .map(text -> {
                    try {
                        return Long.parseLong(text);
                    } catch (NumberFormatException e) {
                        throw new OnnxFormatException(place + " must have a number as its external " + key
                                + ", but has '" + Printable.of(text) + "'");
                    }
                })
                .orElse(preset);
    }
}
