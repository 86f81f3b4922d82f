package dev.sluice.core.kernel;

/**
 * Where arrays are best read and written by vectors: a vector that lies across two cache lines takes twice as long, and with
 * vectors as long as a line each would.
 */
public final class CacheLine {
    /**
     * The index of the first float of an array from which vectors lie in one line each, where objects begin at lines: the
     * array's header has 16 bytes, and these 48. HotSpot aligns objects to 8 bytes, but for {@code
     * -XX:ObjectAlignmentInBytes=64}, with which the {@code sluice} program runs.
     */
    public static final int START = 12;

    private CacheLine() {}
}
