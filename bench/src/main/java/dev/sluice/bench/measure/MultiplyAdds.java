package dev.sluice.bench.measure;

import dev.sluice.core.kernel.choice.KernelChoice;

/** Fused multiply-adds from registers to registers: what no real program exceeds. */
interface MultiplyAdds {
    /** Does {@code steps} rounds. */
    void run(int steps);

    /** Operations in so many rounds; one multiply-add counts as two. */
    double operations(int steps);

    /** On vectors where the kernels use them. */
    static MultiplyAdds best() {
        return KernelChoice.best().name().startsWith("vector") ? new VectorMultiplyAdds() : new ScalarMultiplyAdds();
    }
}
