package dev.sluice.core.graph;

/**
 * The steps that a kernel over time reads: at step {@code t} those at {@code t · stride + k · dilation - lead}, for {@code k}
 * from 0 to {@code size - 1}.
 *
 * @param size steps that it reads
 * @param stride steps from one place of the kernel to the next
 * @param dilation steps between two that it reads
 * @param lead steps before the sequence at which it begins
 */
public record TimeKernel(int size, int stride, int dilation, int lead) {
    /** Checks the numbers. */
    public TimeKernel {
        if (size < 1 || stride < 1 || dilation < 1) {
            throw new IllegalArgumentException("a kernel's size, stride and dilation must be at least 1, but they are "
                    + size + ", " + stride + " and " + dilation);
        }
        if (lead < 0 || lead > Math.multiplyExact(dilation, size - 1)) {
            throw new IllegalArgumentException("a kernel must begin at most " + dilation * (size - 1)
                    + " steps before the sequence, or it would read nothing of it, but its lead is " + lead);
        }
    }

    /** A kernel over steps side by side, placed at every step. */
    public static TimeKernel of(int size, int lead) {
        return new TimeKernel(size, 1, 1, lead);
    }

    /** Steps from the first that it reads to the last, less one. */
    public int span() {
        return Math.multiplyExact(dilation, size - 1);
    }

    /** The places of the kernel on a sequence: as many as steps of it that are {@code stride} apart. */
    public int places(int steps) {
        return Math.ceilDiv(steps, stride);
    }

    /** The step that element {@code k} reads at step {@code t}; negative before the sequence. */
    public int source(int t, int k) {
        return t * stride + k * dilation - lead;
    }

    /** The step at which element {@code k} reads {@code source}; -1 if there is none. */
    public int place(int source, int k) {
        int at = source + lead - k * dilation;
        return at < 0 || at % stride != 0 ? -1 : at / stride;
    }

    /** Returns whether it reads no step after its own and has one place for each step. */
    public boolean looksBack() {
        return stride == 1 && lead == span();
    }
}
