package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.importer.file.FileGraph;
import dev.sluice.export.importer.file.FileNode;
import dev.sluice.export.importer.file.StoredArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code Loop} with one iteration per step, as tf2onnx writes Keras loops: a counter selects the step that {@code Gather}
 * takes from an outer sequence, and the iterations' outputs are stacked.
 */
final class LoopReader implements NodeReader {
    /** Body inputs before the loop-carried values: the iteration number and the condition. */
    private static final int BEFORE = 2;

    private static final Set<String> PASSING = Set.of("Identity", "Cast", "Unsqueeze", "Squeeze", "Reshape");

    @Override
    public List<Value> read(Operands operands) {
        operands.tracer().requireNoLoopAround();
        FileGraph body = operands.tracer().graph(operands.node(), "body");
        int passed = operands.count() - BEFORE;
        if (passed < 0
                || body.inputs().size() != operands.count()
                || body.outputs().size() < passed + 1) {
            throw new UnsupportedPartException(
                    "its body must have an input for each of the node's, and an output for each value that it passes on");
        }
        Names names = new Names(body, operands.tracer());
        Map<String, Value> fixed = new HashMap<>();
        fixed.put(names.input(0), new StepNumber(0, true));
        fixed.put(names.input(1), yes("condition"));
        List<Integer> states = new ArrayList<>();
        for (int i = BEFORE; i < operands.count(); i++) {
            String name = names.input(i);
            String next = body.outputs().get(i - 1);
            if (names.source(next).equals(name)) {
                fixed.put(name, operands.value(i));
            } else if (names.isCounted(next, name) && operands.value(i) instanceof Value.Known first) {
                fixed.put(
                        name,
                        new StepNumber((long) first.single(), first.array().rank() == 0));
            } else {
                states.add(i);
            }
        }
        Map<String, Flow> sequences = sequences(operands, body, names, fixed);
        boolean bounded = rounds(operands);
        List<Value> results = run(operands, body, fixed, states, sequences, bounded);
        return arranged(operands, fixed, names, states, results);
    }

    private static Value.Known yes(String name) {
        return new Value.Known(name, new Array64(new int[0], new double[] {1}), true);
    }

    /** Returns whether the iteration count is the number of steps; otherwise the condition must ensure it. */
    private static boolean rounds(Operands operands) {
        if (operands.has(1) && !(operands.value(1) instanceof Value.Known begins && begins.single() != 0)) {
            throw new UnsupportedPartException("whether its first round is run depends on the inputs");
        }
        return switch (operands.value(0)) {
            case Value.Absent absent -> false;
            case Value.Sizes sizes when StepNumber.isTime(sizes.sizes()) -> true;
            case Value.Known known -> {
                OptionalLong written = operands.tracer().axes().written(Dim.TIME);
                boolean all = written.isPresent() && known.single() == written.getAsLong();
                if (!all && known.single() < Integer.MAX_VALUE) {
                    throw new UnsupportedPartException(
                            "it runs " + (long) known.single() + " rounds, and not one for each step");
                }
                yield all;
            }
            default -> throw new UnsupportedPartException("its number of rounds must be that of steps");
        };
    }

    /** The outer sequences from which iterations take a step, by name and axis, with time first. */
    private static Map<String, Flow> sequences(
            Operands operands, FileGraph body, Names names, Map<String, Value> fixed) {
        Map<String, Flow> sequences = new LinkedHashMap<>();
        for (FileNode node : body.nodes()) {
            boolean takes =
                    node.operator().equals("Gather") && fixed.get(names.source(node.input(1))) instanceof StepNumber;
            if (!takes) {
                continue;
            }
            String name = node.input(0);
            String source = names.source(name);
            Value value = fixed.containsKey(source)
                    ? fixed.get(source)
                    : operands.tracer().value(name).orElse(null);
            if (!(value instanceof Flow sequence)) {
                throw new UnsupportedPartException(
                        "a round takes a step of '" + name + "', which is no sequence outside");
            }
            int axis = sequence.index(node.integer("axis", 0));
            operands.tracer().axes().require(sequence, axis, Dim.TIME, "a sequence of a loop");
            List<List<Dim>> axes = new ArrayList<>(sequence.axes());
            axes.addFirst(axes.remove(axis));
            sequences.put(LoopRounds.key(name, axis), sequence.with(sequence.expr(), axes));
        }
        if (sequences.isEmpty()) {
            throw new UnsupportedPartException(
                    "its rounds take no steps of a sequence", "give the sequence to a GRU, LSTM, RNN or Scan operator");
        }
        return sequences;
    }

    private static List<Value> run(
            Operands operands,
            FileGraph body,
            Map<String, Value> fixed,
            List<Integer> states,
            Map<String, Flow> sequences,
            boolean bounded) {
        Tracer tracer = operands.tracer();
        int passed = operands.count() - BEFORE;
        List<String> names =
                body.inputs().stream().map(input -> input.getName()).toList();
        List<String> keys = List.copyOf(sequences.keySet());
        LoopBody loop = new LoopBody(
                tracer, operands.node().label(), states.stream().map(names::get).toList(), false, (steps, values) -> {
                    Map<String, Value> given = new LinkedHashMap<>(fixed);
                    for (int i = 0; i < values.size(); i++) {
                        given.put(names.get(states.get(i)), values.get(i));
                    }
                    Map<String, Value> taken = new HashMap<>();
                    for (int i = 0; i < keys.size(); i++) {
                        taken.put(keys.get(i), steps.get(i));
                    }
                    List<Value> results = tracer.rounds().read(tracer, body, given, taken, bounded);
                    List<Value> next =
                            states.stream().map(i -> results.get(i - 1)).toList();
                    return new LoopBody.Step(next, results.subList(passed + 1, results.size()));
                });
        List<Flow> initial = states.stream().map(operands::flow).toList();
        return loop.build(initial, List.copyOf(sequences.values()));
    }

    /** The node's results in order: states, counters and unchanged values, then the stacked outputs. */
    private static List<Value> arranged(
            Operands operands, Map<String, Value> fixed, Names names, List<Integer> states, List<Value> results) {
        List<Value> all = new ArrayList<>();
        for (int i = BEFORE; i < operands.count(); i++) {
            int state = states.indexOf(i);
            if (state >= 0) {
                all.add(results.get(state));
            } else if (fixed.get(names.input(i)) instanceof StepNumber first) {
                all.add(
                        first.offset() == 0
                                ? new Value.Sizes(List.of(new Size(1, List.of(Dim.TIME))), first.scalar())
                                : new Value.Unavailable());
            } else {
                all.add(Objects.requireNonNull(fixed.get(names.input(i))));
            }
        }
        all.addAll(results.subList(states.size(), results.size()));
        return all;
    }

    /** The origins of names in a body. */
    private static final class Names {
        private final FileGraph body;
        private final Tracer tracer;
        private final Map<String, FileNode> makers = new HashMap<>();

        Names(FileGraph body, Tracer tracer) {
            this.body = body;
            this.tracer = tracer;
            for (FileNode node : body.nodes()) {
                node.proto().getOutputList().forEach(output -> makers.put(output, node));
            }
        }

        String input(int index) {
            return body.inputs().get(index).getName();
        }

        /** The source of a value, found by skipping nodes that change only its shape or type. */
        String source(String name) {
            String at = name;
            Set<String> seen = new HashSet<>();
            FileNode maker = makers.get(at);
            while (maker != null && PASSING.contains(maker.operator()) && seen.add(at)) {
                at = maker.input(0);
                maker = makers.get(at);
            }
            return at;
        }

        /** Returns whether a value is another one plus 1. */
        boolean isCounted(String next, String name) {
            FileNode maker = makers.get(source(next));
            if (maker == null || !maker.operator().equals("Add")) {
                return false;
            }
            boolean first = source(maker.input(0)).equals(name);
            return (first || source(maker.input(1)).equals(name)) && isOne(source(maker.input(first ? 1 : 0)));
        }

        private boolean isOne(String name) {
            StoredArray own = body.constants().get(name);
            if (own != null) {
                return own.array().data().length == 1 && own.array().data()[0] == 1;
            }
            return tracer.value(name).orElse(null) instanceof Value.Known known
                    && known.isSingle()
                    && known.single() == 1;
        }
    }
}
