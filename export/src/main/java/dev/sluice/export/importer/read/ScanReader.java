package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.importer.file.FileGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** {@code Scan} since operator set 9: a loop over time, whose body becomes a step. */
final class ScanReader implements NodeReader {
    private static final int FIRST_OPSET = 9;

    @Override
    public List<Value> read(Operands operands) {
        if (operands.node().opset() < FIRST_OPSET) {
            throw new UnsupportedPartException(
                    "before operator set 9 it was a different operator", "convert the model to a newer operator set");
        }
        operands.tracer().requireNoLoopAround();
        FileGraph body = operands.tracer().graph(operands.node(), "body");
        int scanned = (int) operands.node().integer("num_scan_inputs", 0);
        int states = operands.count() - scanned;
        if (scanned < 1
                || states < 0
                || body.inputs().size() != operands.count()
                || body.outputs().size() < states) {
            throw new UnsupportedPartException(
                    "its body must have an input for each of the node's, and an output for each state");
        }
        boolean reverse = direction(operands, body.outputs().size() - states, scanned);
        List<Flow> sequences = new ArrayList<>();
        for (int i = 0; i < scanned; i++) {
            Flow sequence = operands.flow(states + i);
            int axis = axis(operands, "scan_input_axes", i, sequence.rank());
            operands.tracer().axes().require(sequence, axis, Dim.TIME, "a sequence of a loop");
            sequences.add(timeFirst(sequence, axis));
        }
        List<Flow> initial = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            initial.add(operands.flow(i));
        }
        List<String> names =
                body.inputs().stream().map(input -> input.getName()).toList();
        LoopBody loop = new LoopBody(
                operands.tracer(), operands.node().label(), names.subList(0, states), reverse, (steps, values) -> {
                    Map<String, Value> given = new java.util.LinkedHashMap<>();
                    for (int i = 0; i < names.size(); i++) {
                        given.put(names.get(i), i < states ? values.get(i) : steps.get(i - states));
                    }
                    List<Value> results = operands.tracer().body(body, given);
                    return new LoopBody.Step(results.subList(0, states), results.subList(states, results.size()));
                });
        List<Value> results = new ArrayList<>(loop.build(initial, sequences));
        for (int i = states; i < results.size(); i++) {
            Flow output = (Flow) results.get(i);
            results.set(i, moved(output, axis(operands, "scan_output_axes", i - states, output.rank())));
        }
        return results;
    }

    /** Returns the common direction of all inputs and outputs; mixed directions are not supported. */
    private static boolean direction(Operands operands, int outputs, int scanned) {
        long[] in = operands.node().integers("scan_input_directions").orElseGet(() -> new long[scanned]);
        long[] out = operands.node().integers("scan_output_directions").orElseGet(() -> new long[outputs]);
        long first = in.length > 0 ? in[0] : 0;
        if (Arrays.stream(in).anyMatch(way -> way != first)
                || Arrays.stream(out).anyMatch(way -> way != first)) {
            throw new UnsupportedPartException("all its inputs and outputs must have the same direction");
        }
        return first == 1;
    }

    private static int axis(Operands operands, String attribute, int index, int rank) {
        long axis = operands.node().integers(attribute).map(axes -> axes[index]).orElse(0L);
        return Flow.index(axis, rank);
    }

    private static Flow timeFirst(Flow x, int axis) {
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        axes.addFirst(axes.remove(axis));
        return x.with(x.expr(), axes);
    }

    private static Flow moved(Flow x, int axis) {
        List<List<Dim>> axes = new ArrayList<>(x.axes());
        axes.add(axis, axes.removeFirst());
        return x.with(x.expr(), axes);
    }
}
