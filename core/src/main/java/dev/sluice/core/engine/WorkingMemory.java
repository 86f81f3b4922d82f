package dev.sluice.core.engine;

import java.util.List;
import java.util.stream.Stream;

/**
 * The memory of plans of which one runs at a time.
 *
 * @param pool arrays of values. Modified by runs.
 * @param frames scratch memory of each thread. Modified by runs.
 */
record WorkingMemory(MemoryPool pool, List<TileFrame> frames) {
    /** Memory that is empty until a plan runs. */
    static WorkingMemory of(EngineOptions options) {
        List<TileFrame> frames = Stream.generate(() -> new TileFrame(options.kernels()))
                .limit(options.threads())
                .toList();
        return new WorkingMemory(new MemoryPool(), frames);
    }
}
