package dev.sluice.core.engine;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Op;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
    record Entry(Instruction instruction, List<Integer> reads, List<Integer> writes) {
        /** An entry in this one's place that reads and writes more. */
        Entry with(Instruction instruction, Collection<Integer> reads, Collection<Integer> writes) {
            return new Entry(instruction, both(this.reads, reads), both(this.writes, writes));
        }

        private static List<Integer> both(Collection<Integer> some, Collection<Integer> others) {
            return Stream.concat(some.stream(), others.stream()).distinct().toList();
        }
    }
}
