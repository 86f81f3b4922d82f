package dev.sluice.export.lowering;

import java.util.ArrayList;
import java.util.List;

/** Collects the operator of each loop, in the file's order. Mutable. */
final class LoopReport {
    private final List<LoweredLoop> loops = new ArrayList<>();

    void add(String layer, String operator) {
        loops.add(new LoweredLoop(layer, operator));
    }

    List<LoweredLoop> loops() {
        return List.copyOf(loops);
    }
}
