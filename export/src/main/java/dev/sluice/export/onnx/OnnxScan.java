package dev.sluice.export.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code Scan} node under construction: a body that runs once for each step of axis 0.
 *
 * <p>Declare states and slices, add nodes to {@link #body()} (which may use values from outside the loop), set the next
 * states and outputs, then call {@link #add}. Every output of the body is copied by an {@code Identity}: ONNX Runtime
 * refuses an output that is an input, and silently gives wrong results if one value is two outputs.
 */
public final class OnnxScan {
    private final OnnxGraph outer;
    private final OnnxGraph body;
    private final String name;
    private final List<OnnxValue> initial = new ArrayList<>();
    private final List<OnnxValue> sequences = new ArrayList<>();
    private final Map<OnnxValue, OnnxValue> next = new LinkedHashMap<>();
    private final List<OnnxValue> states = new ArrayList<>();
    private final Map<String, OnnxValue> outputs = new LinkedHashMap<>();

    /**
     * The outputs of the node.
     *
     * @param states the final states, in the order of their declaration
     * @param outputs the outputs of all steps, stacked on a new axis 0 in the order of the inputs
     */
    public record Results(List<OnnxValue> states, List<OnnxValue> outputs) {
        /** Copies the lists. */
        public Results {
            states = List.copyOf(states);
            outputs = List.copyOf(outputs);
        }
    }

    /** Begins a loop in a graph. */
    public OnnxScan(OnnxGraph graph, String name) {
        this.outer = graph;
        this.name = name;
        this.body = graph.body(name);
    }

    /** The graph that is run at each step. */
    public OnnxGraph body() {
        return body;
    }

    /**
     * Declares a state.
     *
     * @param first value before the first step
     * @return its value in the body
     */
    public OnnxValue state(String wish, OnnxValue first) {
        if (!sequences.isEmpty()) {
            throw new IllegalStateException("states must be declared before slices, but '" + wish + "' came after one");
        }
        OnnxValue state = body.placeholder(wish, first.type(), first.shape());
        initial.add(first);
        states.add(state);
        return state;
    }

    /**
     * Declares a sequence to iterate over.
     *
     * @param sequence {@code [T, ..]}
     * @return the current step's slice in the body, {@code [..]}
     */
    public OnnxValue slice(String wish, OnnxValue sequence) {
        OnnxValue slice =
                body.placeholder(wish, sequence.type(), sequence.shape().without(0));
        sequences.add(sequence);
        return slice;
    }

    /**
     * Sets a state's value at the next step.
     *
     * @throws IllegalArgumentException if the type or shape differs
     */
    public OnnxScan next(OnnxValue state, OnnxValue value) {
        if (!states.contains(state)) {
            throw new IllegalArgumentException(state.describe() + " is no state of loop '" + name + "'");
        }
        if (state.type() != value.type() || !state.shape().agreesWith(value.shape())) {
            throw new IllegalArgumentException("a state must keep its type and shape, but " + state.describe()
                    + " would become " + value.describe());
        }
        next.put(state, value);
        return this;
    }

    /** Adds an output of each step. */
    public OnnxScan output(String label, OnnxValue value) {
        if (outputs.putIfAbsent(label, value) != null) {
            throw new IllegalArgumentException("loop '" + name + "' already has an output '" + label + "'");
        }
        return this;
    }

    /**
     * Completes the loop.
     *
     * @param reverse whether to start at the last step; outputs keep the order of the inputs either way
     * @throws IllegalStateException if there is no sequence, or a state has no next value
     */
    public Results add(boolean reverse) {
        if (sequences.isEmpty()) {
            throw new IllegalStateException("loop '" + name + "' needs at least one sequence to iterate over");
        }
        OnnxNode node = outer.node("Scan").named(name);
        initial.forEach(node::inputs);
        sequences.forEach(node::inputs);
        for (int i = 0; i < states.size(); i++) {
            OnnxValue value = next.get(states.get(i));
            if (value == null) {
                throw new IllegalStateException(
                        "state " + states.get(i).describe() + " of loop '" + name + "' has no next value");
            }
            give(value);
            node.result("state_" + i, value.type(), initial.get(i).shape());
        }
        OnnxDim steps = sequences.getFirst().shape().dim(0);
        outputs.forEach((label, value) -> {
            give(value);
            node.result(label, value.type(), value.shape().prepend(steps));
        });
        node.attribute("num_scan_inputs", sequences.size()).attribute("body", body);
        if (reverse) {
            node.longs("scan_input_directions", ones(sequences.size()));
            if (!outputs.isEmpty()) {
                node.longs("scan_output_directions", ones(outputs.size()));
            }
        }
        List<OnnxValue> results = node.addAll();
        return new Results(results.subList(0, states.size()), results.subList(states.size(), results.size()));
    }

    /**
     * Declares an output of the body, copied because runtimes fail or give wrong results if it is an input or is returned
     * twice.
     */
    private void give(OnnxValue value) {
        OnnxValue output = body.canGive(value) ? value : new OnnxMath(body).identity(value);
        body.output(output.name(), output);
    }

    private static long[] ones(int count) {
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
