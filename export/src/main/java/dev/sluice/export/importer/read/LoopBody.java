package dev.sluice.export.importer.read;

import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.model.RecurrentStack;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Converts a loop of a file: its body is read with placeholders for the states and for the values of one step. The cell
 * is not identified here; the exporter recognizes it by algebra, as it does for every cell. If the file has no lengths, a
 * row's states stop at its end, as in recurrent operators.
 *
 * @param label the node's label
 * @param stateNames names in the file
 * @param body maps the values of one step and the states to next states and outputs
 */
record LoopBody(
        Tracer tracer,
        String label,
        List<String> stateNames,
        boolean reverse,
        BiFunction<List<Value>, List<Value>, Step> body) {
    /** The results of one step. */
    record Step(List<Value> next, List<Value> outputs) {}

    /**
     * Builds the loop.
     *
     * @param initial initial value of each state
     * @param sequences time first, at least one
     * @return final states, then outputs with time first
     */
    List<Value> build(List<Flow> initial, List<Flow> sequences) {
        boolean reversed = sequences.getFirst().reversed();
        if (sequences.stream().anyMatch(sequence -> sequence.reversed() != reversed)) {
            throw new UnsupportedPartException("its sequences have opposite orders of steps");
        }
        String name = RecurrentResults.ENCODER + ".l" + tracer.layers().size();
        ScanBuilder scan = new ScanBuilder(reverse != reversed);
        Expr valid = tracer.ragged()
                ? null
                : scan.input(
                        "valid",
                        Exprs.validSteps(new TimeSteps(tracer)
                                .lengths(sequences.getFirst().expr())));
        List<Value> given = new ArrayList<>();
        for (Flow sequence : sequences) {
            // A step is [batch, features], even if the file has no feature axis.
            Expr placeholder = scan.input("x" + given.size(), withFeatures(sequence.expr()));
            List<List<Dim>> axes = sequence.axes().subList(1, sequence.rank());
            given.add(new Flow(Flow.reshaped(placeholder, Flow.canonical(axes)), axes, false, sequence.whole()));
        }
        List<Flow> begun = initial.stream().map(this::withBatch).toList();
        Map<String, Expr> placeholders = new LinkedHashMap<>();
        List<Value> states = new ArrayList<>();
        for (int i = 0; i < begun.size(); i++) {
            Flow first = begun.get(i);
            String full = name + "." + stateName(i);
            Expr placeholder = scan.state(full, began(full, first));
            placeholders.put(full, placeholder);
            states.add(new Flow(Flow.reshaped(placeholder, first.expr().shape()), first.axes(), false, first.whole()));
        }
        Step step = body.apply(given, states);
        List<Value> results = new ArrayList<>();
        List<Expr> keys = List.copyOf(placeholders.values());
        List<Flow> outputs = new ArrayList<>();
        for (int i = 0; i < begun.size(); i++) {
            Flow next = flow(step.next().get(i), "the state '" + Printable.of(stateNames.get(i)) + "'");
            Flow first = begun.get(i);
            if (!next.axes().equals(first.axes())) {
                throw new UnsupportedPartException("the state '" + Printable.of(stateNames.get(i)) + "' begins as "
                        + first.describe() + " and goes on as " + next.describe());
            }
            Expr ends = Flow.reshaped(next.expr(), keys.get(i).shape());
            scan.next(keys.get(i), valid == null ? ends : Exprs.select(valid, ends, keys.get(i)));
        }
        List<Integer> numbers = new ArrayList<>();
        for (Value value : step.outputs()) {
            Flow output = flow(value, "an output");
            outputs.add(output);
            numbers.add(scan.output(shown(valid, withFeatures(output.expr()))));
        }
        ScanBuilder.Result loop = scan.build();
        Map<String, Expr> ends = new LinkedHashMap<>();
        List<String> names = List.copyOf(placeholders.keySet());
        for (int i = 0; i < begun.size(); i++) {
            Expr end = loop.last(keys.get(i));
            ends.put(names.get(i), end);
            results.add(new Flow(
                    Flow.reshaped(end, begun.get(i).expr().shape()),
                    begun.get(i).axes(),
                    false,
                    false));
        }
        for (int i = 0; i < outputs.size(); i++) {
            List<List<Dim>> axes = new ArrayList<>(outputs.get(i).axes());
            axes.addFirst(List.of(Dim.TIME));
            Expr steps = Flow.reshaped(loop.output(numbers.get(i)), Flow.canonical(axes));
            results.add(new Flow(steps, axes, reversed, outputs.get(i).whole()));
        }
        note(name, sequences, results.subList(begun.size(), results.size()), ends);
        return results;
    }

    /** An output of a step, zero past the row's end. */
    private static Expr shown(@Nullable Expr valid, Expr output) {
        return valid == null || !output.shape().axis(0).equals(Dim.BATCH)
                ? output
                : Exprs.select(rowsOf(valid, output), output, Exprs.constant(0));
    }

    /** A mask {@code [B, 1]} for a value {@code [B, ..]}. */
    private static Expr rowsOf(Expr valid, Expr value) {
        List<Dim> dims = new ArrayList<>(List.of(Dim.BATCH));
        while (dims.size() < value.shape().rank()) {
            dims.add(Dim.of(1));
        }
        return Flow.reshaped(valid, new Dims(dims));
    }

    private static Expr withFeatures(Expr value) {
        boolean features = value.shape().axes().stream().anyMatch(Dim.Fixed.class::isInstance);
        if (features) {
            return value;
        }
        List<Dim> dims = new ArrayList<>(value.shape().axes());
        dims.add(Dim.of(1));
        return Flow.reshaped(value, new Dims(dims));
    }

    /** The initial value of a state, as set by the binding, which may connect it to another state. */
    private Expr began(String full, Flow first) {
        Dims dims = Dims.of(Dim.BATCH, features(first));
        Expr inFile = Flow.reshaped(first.expr(), dims);
        boolean zero = RecurrentReader.isZero(first.expr());
        if (!zero) {
            tracer.start(full, inFile);
        }
        return tracer.binding().initial(full, dims, zero ? null : inFile);
    }

    private String stateName(int index) {
        return Printable.of(stateNames.get(index)).replace('.', '_');
    }

    private Flow withBatch(Flow first) {
        tracer.axes().requireRows(first);
        if (first.has(Dim.BATCH) || first.has(Dim.TIME)) {
            return first;
        }
        if (first.rank() < 1 || !first.axes().getFirst().isEmpty()) {
            throw new UnsupportedPartException("a state must be [batch, features], but is " + first.describe());
        }
        List<List<Dim>> axes = new ArrayList<>(first.axes());
        axes.set(0, List.of(Dim.BATCH));
        return new Flow(Expr.of(new BroadcastTo(Flow.canonical(axes)), first.expr()), axes, false, first.whole());
    }

    private static int features(Flow flow) {
        int features = 1;
        for (Dim dim : flow.expr().shape().axes()) {
            features *= dim instanceof Dim.Fixed(int size) ? size : 1;
        }
        return features;
    }

    private static Flow flow(Value value, String what) {
        if (value instanceof Flow flow) {
            return flow;
        }
        throw new UnsupportedPartException(what + " of its body cannot be taken");
    }

    /** Records a layer, for attaching a new head: its outputs at each step, concatenated. */
    private void note(String name, List<Flow> sequences, List<Value> outputs, Map<String, Expr> ends) {
        List<Expr> steps = new ArrayList<>();
        for (Value value : outputs) {
            if (value instanceof Flow flow && flow.has(Dim.BATCH)) {
                steps.add(Flow.reshaped(flow.expr(), Dims.of(Dim.TIME, Dim.BATCH, features(flow))));
            }
        }
        if (!steps.isEmpty() || !ends.isEmpty()) {
            Expr state = Exprs.concat(-1, List.copyOf(ends.values()));
            // A loop without outputs at its steps is represented by its last states.
            Expr sequence = steps.isEmpty()
                    ? Expr.of(new BroadcastTo(state.shape().prepend(Dim.TIME)), state)
                    : Exprs.concat(-1, steps);
            Expr last = steps.isEmpty() ? state : new TimeSteps(tracer).last(sequence);
            tracer.add(new Tracer.Layer(
                    name,
                    label,
                    (reverse ? "reverse" : "forward") + " loop",
                    Exprs.concat(
                            -1,
                            sequences.stream()
                                    .filter(each -> each.has(Dim.BATCH))
                                    .map(each ->
                                            Flow.reshaped(each.expr(), Dims.of(Dim.TIME, Dim.BATCH, features(each))))
                                    .toList()),
                    new RecurrentStack.Result(sequence, last, ends, List.of())));
        }
    }
}
