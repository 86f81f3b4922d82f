package dev.sluice.core.experiment.record;

import dev.sluice.core.tensor.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32C;

/** CRC-32C checksums of tensors, to detect damage. CRC-32C is fast, as processors have an instruction for it. */
public final class Checksum {
    private static final int CHUNK = 1 << 14;

    private Checksum() {}

    /** The checksum of a text and of the tensors' names, shapes and elements, in their order, in hexadecimal. */
    public static String of(String text, Tensors tensors) {
        CRC32C sum = new CRC32C();
        add(sum, text);
        byte[] chunk = new byte[CHUNK * Float.BYTES];
        tensors.forEach((name, tensor) -> {
            add(sum, name);
            add(sum, tensor.shape().toString());
            add(sum, tensor.array(), chunk);
        });
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    private static void add(CRC32C sum, String text) {
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        sum.update(0);
    }

    private static void add(CRC32C sum, float[] elements, byte[] chunk) {
        FloatBuffer floats =
                ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        for (int done = 0; done < elements.length; done += CHUNK) {
            int count = Math.min(CHUNK, elements.length - done);
            floats.clear().put(elements, done, count);
            sum.update(chunk, 0, count * Float.BYTES);
        }
    }
}
