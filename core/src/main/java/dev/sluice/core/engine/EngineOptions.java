package dev.sluice.core.engine;

import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.kernel.choice.KernelChoice;
import org.apiguardian.api.API;

/**
 * The threads and kernels of a plan, which affect its speed only: results have the same bits for every choice.
 *
 * @param threads number of threads for one run, at least 1
 * @param kernels the arithmetic
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record EngineOptions(
        int threads, @API(status = API.Status.INTERNAL) Kernels kernels) {
    /** Checks the number of threads. */
    @API(status = API.Status.INTERNAL)
    public EngineOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("there must be at least 1 thread, but were " + threads);
        }
    }

    /** All processors and the best kernels of this machine. */
    public static EngineOptions defaults() {
        return new EngineOptions(Runtime.getRuntime().availableProcessors(), KernelChoice.best());
    }

    /** These options with another number of threads. */
    public EngineOptions withThreads(int number) {
        return new EngineOptions(number, kernels);
    }
}
