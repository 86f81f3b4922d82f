package dev.sluice.core.engine;

/**
 * The memory of plans of which one runs at a time.
 *
 * @param pool arrays of values. Modified by runs.
 * @param frames scratch memory of each thread. Modified by runs.
 */
record WorkingMemory(MemoryPool pool, TileFrame[] frames) {
    /** Memory that is empty until a plan runs. */
    static WorkingMemory of(EngineOptions options) {
        TileFrame[] frames = new TileFrame[options.threads()];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new TileFrame(options.kernels());
        }
        return new WorkingMemory(new MemoryPool(), frames);
    }
}
