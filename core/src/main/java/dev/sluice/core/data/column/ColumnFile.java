package dev.sluice.core.data.column;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Columns in a file: the parts, then the directory, then a trailer of 24 bytes.
 *
 * <pre>
 *   parts         bytes of segments; none stands across a multiple of 2^30, so that each is in one mapping
 *   directory     key, rows, words, and form and place of each part
 *   trailer       length of the directory, CRC-32C of all before it and the length, the word SLUICEC1
 * </pre>
 */
final class ColumnFile implements AutoCloseable {
    /** Bytes of a mapping. */
    private static final long CHUNK = 1L << 30;

    private static final long MAGIC = 0x534c554943454331L;
    private static final int TRAILER = 3 * Long.BYTES;

    private final Path file;
    private final Path unfinished;
    private final FileChannel channel;
    private final CRC32C sum = new CRC32C();
    private long size;
    private boolean finished;

    private ColumnFile(Path file, Path unfinished, FileChannel channel) {
        this.file = file;
        this.unfinished = unfinished;
        this.channel = channel;
    }

    /** A file to write, which gets its name when it is finished. */
    static ColumnFile create(Path file) throws IOException {
        Path folder = Files.createDirectories(
                Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow());
        Path unfinished = Files.createTempFile(folder, "unfinished-", ".columns");
        return new ColumnFile(file, unfinished, FileChannel.open(unfinished, StandardOpenOption.WRITE));
    }

    /** Writes a part, whose bytes need not be in memory any longer. */
    void add(Part part, ByteBuffer bytes) throws IOException {
        long left = CHUNK - size % CHUNK;
        if (part.length > left) {
            for (long padding = left; padding > 0; padding -= Columns.MASK) {
                write(ByteBuffer.allocate((int) Math.min(padding, Columns.MASK)));
            }
        }
        part.offset = size;
        part.bytes = null;
        write(bytes);
    }

    private void write(ByteBuffer bytes) throws IOException {
        sum.update(bytes.duplicate());
        size += bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Writes the directory and gives the file its name. */
    void finish(String key, int rows, List<String> words, Directory directory) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Directory.write(out, key);
            out.writeInt(rows);
            out.writeInt(words.size());
            for (String word : words) {
                Directory.write(out, word);
            }
            directory.write(out);
        }
        write(ByteBuffer.wrap(bytes.toByteArray()));
        write(ByteBuffer.allocate(Long.BYTES).putLong(0, bytes.size()));
        write(ByteBuffer.allocate(2 * Long.BYTES).putLong(0, sum.getValue()).putLong(Long.BYTES, MAGIC));
        channel.force(true);
        channel.close();
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        finished = true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!finished) {
            Files.deleteIfExists(unfinished);
        }
    }

    /** The columns in a file, mapped into memory; empty if it is not there, not whole, or of another key. */
    static Optional<Columns> open(Path file, String key) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) < TRAILER) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            List<MappedByteBuffer> chunks = new ArrayList<>();
            for (long from = 0; from < channel.size(); from += CHUNK) {
                chunks.add(channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(CHUNK, channel.size() - from)));
            }
            byte[] content = content(channel, chunks);
            if (content == null) {
                return Optional.empty();
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
            if (!Directory.text(in).equals(key)) {
                return Optional.empty();
            }
            int rows = in.readInt();
            List<String> words = new ArrayList<>();
            for (int count = in.readInt(); count > 0; count--) {
                words.add(Directory.text(in));
            }
            PartReader reader =
                    part -> chunks.get((int) (part.offset / CHUNK)).slice((int) (part.offset % CHUNK), part.length);
            return Optional.of(new Columns(rows, words, Directory.read(in), reader));
        }
    }

    /** The directory's bytes, if the sum is right. */
    private static byte @Nullable [] content(FileChannel channel, List<MappedByteBuffer> chunks) throws IOException {
        long size = channel.size();
        ByteBuffer trailer = read(channel, size - TRAILER, TRAILER);
        long length = trailer.getLong(0);
        if (trailer.getLong(2 * Long.BYTES) != MAGIC || length < 0 || length > size - TRAILER) {
            return null;
        }
        CRC32C sum = new CRC32C();
        long left = size - 2 * Long.BYTES;
        for (MappedByteBuffer chunk : chunks) {
            int bytes = (int) Math.min(left, chunk.capacity());
            sum.update(chunk.slice(0, bytes));
            left -= bytes;
        }
        return sum.getValue() == trailer.getLong(Long.BYTES)
                ? read(channel, size - TRAILER - length, Math.toIntExact(length))
                        .array()
                : null;
    }

    private static ByteBuffer read(FileChannel channel, long from, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new IOException("the column file became shorter while it was read");
            }
        }
        return buffer;
    }
}
