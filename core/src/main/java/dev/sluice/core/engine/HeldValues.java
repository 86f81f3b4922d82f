package dev.sluice.core.engine;

import dev.sluice.core.graph.Op;
import dev.sluice.core.tensor.Tensors;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Values that stay the same from run to run, and the weights already packed from them. */
final class HeldValues {
    private final Map<Integer, String> packs = new HashMap<>();
    private final Set<Integer> ready = new HashSet<>();
    private Tensors values = Tensors.of();

    HeldValues(CompiledPlan compiled) {
        Map<Integer, String> names = new HashMap<>();
        for (Map.Entry<Op.Leaf, Integer> leaf : compiled.leaves().entrySet()) {
            names.put(leaf.getValue(), leaf.getKey().label());
        }
        for (CompiledPlan.Entry entry : compiled.entries()) {
            if (entry.instruction() instanceof Instruction.Pack pack) {
                String name = names.get(pack.source());
                if (name != null) {
                    packs.put(pack.result(), name);
                }
            }
        }
    }

    /** Replaces the held values. */
    void take(Tensors held) {
        values = held;
        ready.clear();
    }

    Tensors values() {
        return values;
    }

    /** Returns whether a slot keeps its contents from run to run. */
    boolean keeps(int slot) {
        return ready.contains(slot);
    }

    /** Returns whether an instruction's result is available from an earlier run. */
    boolean has(Instruction instruction) {
        return instruction instanceof Instruction.Pack pack && ready.contains(pack.result());
    }

    /** Records that an instruction ran. */
    void ran(Instruction instruction) {
        if (instruction instanceof Instruction.Pack pack) {
            String name = packs.get(pack.result());
            if (name != null && values.contains(name)) {
                ready.add(pack.result());
            }
        }
    }
}
