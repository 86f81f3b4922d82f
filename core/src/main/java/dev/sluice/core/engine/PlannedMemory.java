package dev.sluice.core.engine;

import dev.sluice.core.graph.Dims;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The memory that a run will take from the {@link MemoryPool}, found by walking through the plan with lengths instead of
 * arrays. */
final class PlannedMemory {
    private final TreeMap<Integer, Deque<Integer>> free = new TreeMap<>();
    private final Map<Integer, Integer> held = new HashMap<>();
    private long floats;

    private PlannedMemory() {}

    /**
     * Bytes of all arrays of a plan for one size of batch, without inputs, parameters and constants.
     *
     * @param dead the slots that are given back after each instruction
     * @param writtenOver results that overwrite an operand
     * @param threads that the plan uses
     * @throws ArithmeticException if a value has more elements than an array can hold
     */
    static long bytes(
            CompiledPlan plan,
            List<Set<Integer>> dead,
            Map<Integer, Integer> writtenOver,
            Map<String, Integer> sizes,
            int threads) {
        PlannedMemory memory = new PlannedMemory();
        Set<Integer> external = Set.copyOf(plan.leaves().values());
        long within = 0;
        for (int i = 0; i < plan.entries().size(); i++) {
            CompiledPlan.Entry entry = plan.entries().get(i);
            Map<Integer, Integer> windows = entry.instruction().windows(sizes, threads);
            for (int slot : entry.writes()) {
                Integer place = writtenOver.get(slot);
                Integer taken = place == null || windows.containsKey(place) ? null : memory.held.remove(place);
                if (taken != null) {
                    memory.held.put(slot, taken);
                } else if (!memory.held.containsKey(slot) && !external.contains(slot)) {
                    memory.held.put(slot, memory.take(plan, slot, windows.get(slot), sizes));
                }
            }
            if (entry.instruction() instanceof SegmentLoop loop) {
                within += loop.bytes(sizes);
            }
            windows.keySet().stream().sorted().forEach(memory::give);
            dead.get(i).forEach(memory::give);
        }
        return memory.floats * Float.BYTES + within;
    }

    private void give(int slot) {
        Integer length = held.remove(slot);
        if (length != null) {
            free.computeIfAbsent(length, l -> new ArrayDeque<>()).push(length);
        }
    }

    private int take(CompiledPlan plan, int slot, @Nullable Integer window, Map<String, Integer> sizes) {
        Integer fixed = window != null ? window : plan.fixedLength().get(slot);
        int length = fixed != null ? fixed : elements(plan.dims().get(slot), sizes);
        if (fixed == null && plan.outputs().containsValue(slot)) {
            floats += length;
            return length;
        }
        int rounded = MemoryPool.rounded(length);
        Map.Entry<Integer, Deque<Integer>> fitting = free.ceilingEntry(rounded);
        while (fitting != null && fitting.getKey() / 2 <= rounded) {
            if (!fitting.getValue().isEmpty()) {
                return fitting.getValue().pop();
            }
            fitting = free.higherEntry(fitting.getKey());
        }
        floats += rounded;
        return rounded;
    }

    static int elements(Dims dims, Map<String, Integer> sizes) {
        int elements = 1;
        for (int size : dims.sizes(sizes)) {
            elements = Math.multiplyExact(elements, size);
        }
        return elements;
    }
}
