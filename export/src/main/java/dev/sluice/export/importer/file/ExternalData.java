package dev.sluice.export.importer.file;

import com.google.protobuf.ByteString;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.onnx.OnnxFormatException;
import dev.sluice.export.onnx.proto.StringStringEntryProto;
import dev.sluice.export.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tensor data stored in other files of the model's folder. No file outside the folder is opened, and overlapping tensors
 * are refused, so no file supplies more bytes than it has.
 */
final class ExternalData {
    /** The size limit of protobuf and of JVM arrays. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

    private final Path folder;
    private final Map<Path, Long> taken = new HashMap<>();

    /** External data in a folder. */
    ExternalData(Path folder) {
        this.folder = folder;
    }

    static boolean isExternal(TensorProto tensor) {
        return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0;
    }

    /**
     * The bytes of a tensor.
     *
     * @param wanted number of bytes that the tensor's shape needs
     * @param place the tensor's description, for messages
     * @throws OnnxFormatException if they are not in a file of the folder, or exceed that file
     */
    ByteString read(TensorProto tensor, long wanted, String place) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        Path file = inside(folder, entries.getOrDefault("location", ""), place);
        long size = Files.size(file);
        long offset = number(entries, "offset", 0, place);
        long length = number(entries, "length", size - Math.clamp(offset, 0, size), place);
        TensorReader.require(length, wanted, "bytes", place);
        if (offset < 0 || offset > size || length > size - offset || length > MOST_BYTES) {
            throw new OnnxFormatException(place + " must lie within " + file.getFileName() + " (" + size
                    + " bytes), but claims " + length + " bytes from " + offset);
        }
        if (taken.merge(file, length, Long::sum) > size) {
            throw new OnnxFormatException(place + " overlaps other tensors: together they claim more than the " + size
                    + " bytes of " + file.getFileName() + "; the file is corrupt");
        }
        if (taken.values().stream().mapToLong(Long::longValue).sum() > MOST_BYTES) {
            throw new OnnxFormatException(
                    "a model to import must have at most 2 GB of weights, but " + place + " brings it above that");
        }
        return read(file, offset, (int) length, place);
    }

    private static ByteString read(Path file, long offset, int length, String place) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(offset);
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes);
            }
        }
        TensorReader.require(bytes.position(), length, "bytes", place);
        return ByteString.copyFrom(bytes.flip());
    }

    /** Resolves a location to a file inside the folder; symbolic links are followed before the check. */
    static Path inside(Path folder, String location, String place) throws IOException {
        OnnxFormatException rule = new OnnxFormatException(place
                + " must have its data in a file of the model's folder, but names '" + Printable.of(location)
                + "'; put the data file beside the model");
        if (location.isEmpty()) {
            throw rule;
        }
        Path home = folder.toRealPath();
        Path file;
        try {
            file = home.resolve(location).normalize();
        } catch (InvalidPathException e) {
            rule.addSuppressed(e);
            throw rule;
        }
        if (!file.startsWith(home) || Path.of(location).isAbsolute()) {
            throw rule;
        }
        if (!Files.isRegularFile(file)) {
            throw new OnnxFormatException(place + " has its data in " + file.getFileName()
                    + ", but there is no such file beside the model; copy it there");
        }
        if (!file.toRealPath().startsWith(home)) {
            throw rule;
        }
        return file;
    }

    private static long number(Map<String, String> entries, String key, long preset, String place) {
        String text = entries.get(key);
        try {
            return text == null ? preset : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new OnnxFormatException(
                    place + " must have a number as its external " + key + ", but has '" + Printable.of(text) + "'", e);
        }
    }
}
