package dev.sluice.core.data.column;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes of a segment: in memory, or at a place in a file. Mutable while columns are written. */
final class Part {
    final NumberSegment.Layout layout;
    final int length;
    long offset;
    /** None once it is in the file. */
    @Nullable ByteBuffer bytes;

    Part(NumberSegment.Layout layout, int length, long offset, @Nullable ByteBuffer bytes) {
        this.layout = layout;
        this.length = length;
        this.offset = offset;
        this.bytes = bytes;
    }
}
