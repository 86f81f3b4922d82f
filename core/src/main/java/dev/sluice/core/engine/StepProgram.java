package dev.sluice.core.engine;

import java.util.List;

/**
 * The compiled step of a scan, as it runs on a shard of the batch.
 *
 * @param load initial states into the tile
 * @param once values that are the same in every step
 * @param body one step
 * @param advance next states into the places of the states
 * @param store final states into memory
 * @param room scratch memory of the rows
 * @param inPlace results that may overwrite sequences
 */
record StepProgram(
        List<TileInstruction> load,
        List<TileInstruction> once,
        List<TileInstruction> body,
        List<TileInstruction> advance,
        List<TileInstruction> store,
        TileFrame.Room room,
        List<InPlace.Pair> inPlace) {
    StepProgram {
        load = List.copyOf(load);
        once = List.copyOf(once);
        body = List.copyOf(JointProducts.join(body));
        advance = List.copyOf(advance);
        store = List.copyOf(store);
        inPlace = List.copyOf(inPlace);
    }

    /**
     * Runs all steps for the rows of the frame, without waiting for other threads.
     *
     * @param window steps whose leading products are computed together; all, if they are there already
     */
    void run(TileFrame frame, int steps, boolean reverse, LeadingProducts leading, int window) {
        frame.step = 0;
        run(load, frame);
        run(once, frame);
        for (int i = 0; i < steps; i++) {
            if (window < steps && i % window == 0) {
                int count = Math.min(window, steps - i);
                leading.run(frame, reverse ? steps - i - count : i, count);
            }
            frame.step = reverse ? steps - 1 - i : i;
            run(body, frame);
            run(advance, frame);
        }
        run(store, frame);
        frame.step = 0;
    }

    static void run(List<TileInstruction> instructions, TileFrame frame) {
        Profile profile = frame.profile;
        if (profile != null) {
            for (TileInstruction instruction : instructions) {
                long start = System.nanoTime();
                instruction.run(frame);
                profile.add(Profile.STEP + instruction.label(), System.nanoTime() - start);
            }
            return;
        }
        for (int i = 0; i < instructions.size(); i++) {
            instructions.get(i).run(frame);
        }
    }
}
