package dev.sluice.export.lowering;

import java.util.ArrayList;
import java.util.List;

/** Which operator each loop has become, in the order of the file. Mutable while a model is lowered. */
final class LoopReport {
    private final List<LoweredLoop> loops = new ArrayList<>();

    void add(String layer, String operator) {
        loops.add(new LoweredLoop(layer, operator));
    }

    List<LoweredLoop> loops() {
        return List.copyOf(loops);
    }
}
