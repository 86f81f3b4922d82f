package dev.sluice.trackers.tensorboard;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The bytes of a TensorBoard event file: records of TFRecord, each an {@code Event} of tensorflow/core/util/event.proto.
 *
 * <pre>
 *   uint64  length          little-endian
 *   uint32  masked crc32c of the length
 *   bytes   Event           wall_time = 1 (double), step = 2, file_version = 3, summary = 5
 *   uint32  masked crc32c of the event
 * </pre>
 */
final class EventFile {
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;

    private static final int MASK_DELTA = 0xa282ead8;
    private static final int MASK_ROTATION = 15;
    private static final double NANOS = 1e9;

    private EventFile() {}

    /** The record that a file begins with. */
    static byte[] beginning(Instant time) {
        return record(message(event -> {
            event.writeDouble(WALL_TIME, seconds(time));
            event.writeString(FILE_VERSION, "brain.Event:2");
        }));
    }

    /** The record of figures at a step. */
    static byte[] figures(Instant time, long step, Map<String, Double> figures) {
        byte[] summary = message(values -> {
            for (Map.Entry<String, Double> figure : figures.entrySet()) {
                values.writeByteArray(VALUE, message(value -> {
                    value.writeString(TAG, figure.getKey());
                    value.writeFloat(SIMPLE_VALUE, figure.getValue().floatValue());
                }));
            }
        });
        return record(message(event -> {
            event.writeDouble(WALL_TIME, seconds(time));
            event.writeInt64(STEP, step);
            event.writeByteArray(SUMMARY, summary);
        }));
    }

    private static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / NANOS;
    }

    /** Writes the fields of a message. */
    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] record(byte[] event) {
        byte[] length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(event.length)
                .array();
        return ByteBuffer.allocate(length.length + event.length + 2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(length)
                .putInt(masked(length))
                .put(event)
                .putInt(masked(event))
                .array();
    }

    /** The checksum of checksummed data would be 0; TFRecord's mask avoids that. */
    private static int masked(byte... bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), MASK_ROTATION) + MASK_DELTA;
    }
}
