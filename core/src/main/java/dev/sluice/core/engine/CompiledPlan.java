package dev.sluice.core.engine;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Op;
import java.util.List;
import java.util.Map;

/**
 * A compiled graph: instructions in order, on numbered slots.
 *
 * @param leaves the slots of inputs, parameters and constants
 * @param outputs the slots of the results, by name
 * @param outputDims their shapes
 * @param entries the instructions in order
 * @param dims the shape of each slot
 * @param fixedLength the length of slots that hold packed weights
 */
record CompiledPlan(
        Map<Op.Leaf, Integer> leaves,
        Map<String, Integer> outputs,
        Map<String, Dims> outputDims,
        List<Entry> entries,
        List<Dims> dims,
        Map<Integer, Integer> fixedLength) {

    /** An instruction with the slots that it reads and writes. */
    record Entry(Instruction instruction, List<Integer> reads, List<Integer> writes) {}
}
