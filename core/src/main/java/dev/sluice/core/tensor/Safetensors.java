package dev.sluice.core.tensor;

import dev.sluice.core.file.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Named tensors in a file of the safetensors format, which PyTorch and others also read.
 *
 * <pre>
 *   8 bytes      length of the header, little-endian
 *   header       JSON: {"__metadata__": {..}, "name": {"dtype": "F32", "shape": [..], "data_offsets": [from, to]}, ..}
 *   data         the tensors' elements, little-endian, one after the other
 * </pre>
 *
 * <p>Only float32 is accepted. Files are not trusted: whatever one claims, reading it uses no more memory than its length.
 *
 * @param tensors by name, in the order of the file. The tensors are shared, not copied.
 * @param metadata texts by name, in the order of the file
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Safetensors(Tensors tensors, Map<String, String> metadata) {
    private static final int CHUNK_BYTES = 1 << 20;

    /** Keeps the order. */
    public Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Reads a whole file.
     *
     * @throws SafetensorsException if it is truncated, corrupt, or holds anything other than float32
     * @throws IOException if it cannot be read
     */
    public static Safetensors read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            SafetensorsHeader header = SafetensorsHeader.read(channel, file);
            Tensors.Builder tensors = Tensors.builder();
            for (SafetensorsHeader.Entry entry : header.entries()) {
                channel.position(header.dataStart() + entry.from());
                tensors.put(entry.name(), readTensor(channel, entry, file));
            }
            return new Safetensors(tensors.build(), header.metadata());
        }
    }

    private static Tensor readTensor(FileChannel channel, SafetensorsHeader.Entry entry, Path file) throws IOException {
        Tensor tensor = Tensor.zeros(entry.shape());
        float[] array = tensor.array();
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, 4L * array.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        int done = 0;
        while (done < array.length) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), 4L * (array.length - done)));
            SafetensorsHeader.readFully(channel, chunk, file);
            int count = chunk.flip().remaining() / 4;
            chunk.asFloatBuffer().get(array, done, count);
            done += count;
        }
        return tensor;
    }

    /**
     * Writes the file whole or not at all, forced to the disk. The same tensors in the same order give the same bytes.
     *
     * @throws IOException if the folder is missing or not writable, or the disk is full; then {@code file} is as it was
     */
    public void write(Path file) throws IOException {
        WholeFile.write(file, to -> {
            write(to, SafetensorsHeader.bytes(tensors, metadata));
            for (Tensor tensor : tensors.values()) {
                writeTensor(to, tensor);
            }
        });
    }

    private static void writeTensor(OutputStream to, Tensor tensor) throws IOException {
        float[] array = tensor.array();
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, 4L * array.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        int done = 0;
        while (done < array.length) {
            int count = Math.min(chunk.capacity() / 4, array.length - done);
            chunk.clear();
            chunk.asFloatBuffer().put(array, done, count);
            write(to, chunk.limit(4 * count));
            done += count;
        }
    }

    private static void write(OutputStream to, ByteBuffer bytes) throws IOException {
        to.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }
}
