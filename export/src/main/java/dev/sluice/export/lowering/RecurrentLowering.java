package dev.sluice.export.lowering;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Pick;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxRecurrent;
import dev.sluice.export.onnx.OnnxRecurrent.Direction;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import dev.sluice.export.onnx.RecurrentKind;
import dev.sluice.export.recognition.Recurrence;
import dev.sluice.export.recognition.RecurrentWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lowers loops to recurrent operators.
 *
 * <p>Both directions of a layer become one node. A row without valid steps keeps its initial state in Sluice, but
 * runtimes return zeros; a {@code Where} on the lengths restores it.
 */
final class RecurrentLowering {
    private final Scope main;
    private final Weights weights;
    private final RecurrentLayers layers;
    private final TargetForms forms;
    private final LoopReport report;
    private final Map<RecurrentLayers.Layer, Lowered> done = new HashMap<>();
    private final Map<Expr, OnnxValue> nonEmpty = new HashMap<>();

    RecurrentLowering(Scope main, Weights weights, RecurrentLayers layers, TargetForms forms, LoopReport report) {
        this.main = main;
        this.weights = weights;
        this.layers = layers;
        this.forms = forms;
        this.report = report;
    }

    /** A node's results: the outputs of both directions as they are, and the results of each loop. */
    private record Lowered(OnnxRecurrent.Results node, Map<Expr, List<OnnxValue>> byLoop) {}

    /** The results of a loop, states first; empty if it is not an operator. */
    Optional<List<OnnxValue>> lower(Expr loop, GraphLowering graph) {
        RecurrentLayers.Layer layer = layers.byLoop().get(loop);
        if (layer == null) {
            return Optional.empty();
        }
        return Optional.of(Objects.requireNonNull(lowered(layer, graph).byLoop().get(loop)));
    }

    /**
     * The concatenated outputs of both directions, {@code [T, B, 2H]}, without splitting them first; empty if the
     * expression is something else.
     */
    Optional<OnnxValue> joined(Expr expr, GraphLowering graph) {
        if (!(expr.op() instanceof Concat concat)
                || concat.axis() != -1
                || expr.operands().size() != 2) {
            return Optional.empty();
        }
        RecurrentLayers.Layer layer = sequenceOf(expr.operand(0), 0);
        if (layer == null || !layer.equals(sequenceOf(expr.operand(1), 1))) {
            return Optional.empty();
        }
        OnnxValue sequence = lowered(layer, graph).node().sequence();
        OnnxValue sideBySide = main.shaping().transpose(sequence, 0, 2, 1, 3);
        OnnxShape shape = OnnxShape.of(
                sequence.shape().dim(0),
                sequence.shape().dim(2),
                OnnxDim.of(2L * layer.first().hiddenSize()));
        return Optional.of(main.shaping().reshape(sideBySide, shape));
    }

    /** The bidirectional layer whose outputs over time in the given direction an expression is; null if there is none. */
    private RecurrentLayers.@Nullable Layer sequenceOf(Expr expr, int direction) {
        if (!(expr.op() instanceof Pick pick)) {
            return null;
        }
        RecurrentLayers.Layer layer = layers.byLoop().get(expr.operand(0));
        boolean fits = layer != null
                && layer.bidirectional()
                && layer.directions().get(direction).loop().equals(expr.operand(0))
                && layer.first().result(pick.index()) == Recurrence.Result.SEQUENCE;
        return fits ? layer : null;
    }

    private Lowered lowered(RecurrentLayers.Layer layer, GraphLowering graph) {
        Lowered lowered = done.get(layer);
        if (lowered == null) {
            lowered = write(layer, graph);
            done.put(layer, lowered);
        }
        return lowered;
    }

    private Lowered write(RecurrentLayers.Layer layer, GraphLowering graph) {
        Recurrence first = layer.first();
        String name = LayerNames.of(first.loop());
        OnnxGraph part = main.graph().in(name);
        OnnxValue x = main.as(graph.lower(first.input()), ElementType.FLOAT);
        OnnxValue lengths = first.lengths()
                .map(expr -> main.as(graph.lower(expr), ElementType.INT32))
                .orElse(null);
        boolean coupled = first.isCoupled() && (forms.coupling() || !first.isInWeights());
        OnnxRecurrent node = new OnnxRecurrent(part, first.kind(), first.hiddenSize())
                .direction(direction(layer))
                .linearBeforeReset(first.linearBeforeReset())
                .coupledGates(coupled)
                .activations(first.activations())
                .initialHidden(initial(layer, graph, Recurrence::initialHidden));
        if (lengths != null) {
            node.lengths(lengths);
        }
        if (Double.isFinite(first.clip())) {
            node.clip((float) first.clip());
        }
        if (first.kind() == RecurrentKind.LSTM) {
            node.initialCell(
                    initial(layer, graph, direction -> direction.initialCell().orElseThrow()));
        }
        List<RecurrentWeights> bound = layer.directions().stream()
                .map(direction -> direction.weights(weights::compute))
                .toList();
        if (first.hasPeepholes()) {
            node.peepholes(stacked(part, "P", bound, RecurrentWeights::p));
        }
        OnnxRecurrent.Results results = node.add(
                x,
                stacked(part, "W", bound, RecurrentWeights::w),
                stacked(part, "R", bound, RecurrentWeights::r),
                stacked(part, "B", bound, RecurrentWeights::b));
        report.add(name, describe(layer, coupled));

        Map<Expr, List<OnnxValue>> byLoop = new HashMap<>();
        for (int d = 0; d < layer.directions().size(); d++) {
            byLoop.put(layer.directions().get(d).loop(), results(layer, d, results, graph));
        }
        return new Lowered(results, byLoop);
    }

    /** A description, for example {@code bidirectional LSTM (P, input_forget)}. */
    private static String describe(RecurrentLayers.Layer layer, boolean coupled) {
        List<String> more = new ArrayList<>();
        if (layer.first().hasPeepholes()) {
            more.add("P");
        }
        if (coupled) {
            more.add("input_forget");
        }
        return direction(layer).name().toLowerCase(Locale.ROOT) + " "
                + layer.first().kind().operator() + (more.isEmpty() ? "" : " (" + String.join(", ", more) + ")");
    }

    private static Direction direction(RecurrentLayers.Layer layer) {
        if (layer.bidirectional()) {
            return Direction.BIDIRECTIONAL;
        }
        return layer.first().reverse() ? Direction.REVERSE : Direction.FORWARD;
    }

    /** The initial states of all directions, {@code [D, B, H]}. */
    private OnnxValue initial(RecurrentLayers.Layer layer, GraphLowering graph, Function<Recurrence, Expr> state) {
        List<OnnxValue> states = new ArrayList<>();
        for (Recurrence direction : layer.directions()) {
            OnnxValue value = main.as(graph.lower(state.apply(direction)), ElementType.FLOAT);
            states.add(main.shaping().unsqueeze(value, 0));
        }
        return states.size() == 1 ? states.getFirst() : main.shaping().concat(0, states);
    }

    private static OnnxValue stacked(
            OnnxGraph part, String name, List<RecurrentWeights> directions, Function<RecurrentWeights, Array64> which) {
        Array64 first = which.apply(directions.getFirst());
        float[] values = new float[directions.size() * first.data().length];
        int at = 0;
        for (RecurrentWeights direction : directions) {
            for (double value : which.apply(direction).data()) {
                values[at++] = (float) value;
            }
        }
        long[] shape = new long[first.rank() + 1];
        shape[0] = directions.size();
        for (int axis = 0; axis < first.rank(); axis++) {
            shape[axis + 1] = first.size(axis);
        }
        return part.initializer(name, OnnxArray.floats(values, shape));
    }

    /** The results of one direction's loop, in the loop's order. */
    private List<OnnxValue> results(
            RecurrentLayers.Layer layer, int d, OnnxRecurrent.Results results, GraphLowering graph) {
        Recurrence direction = layer.directions().get(d);
        OnnxShaping shaping = main.shaping();
        List<OnnxValue> values = new ArrayList<>();
        for (int i = 0; i < direction.loop().results().size(); i++) {
            values.add(
                    switch (direction.result(i)) {
                        case HIDDEN ->
                            lastState(
                                    direction,
                                    shaping.squeeze(only(results.hidden(), 0, d, layer), 0),
                                    direction.initialHidden(),
                                    graph);
                        case CELL ->
                            lastState(
                                    direction,
                                    shaping.squeeze(only(Objects.requireNonNull(results.cell()), 0, d, layer), 0),
                                    direction.initialCell().orElseThrow(),
                                    graph);
                        case SEQUENCE -> shaping.squeeze(only(results.sequence(), 1, d, layer), 1);
                    });
        }
        return values;
    }

    /** The part of a result that belongs to one direction. */
    private OnnxValue only(OnnxValue value, int axis, int direction, RecurrentLayers.Layer layer) {
        return layer.bidirectional() ? main.shaping().slice(value, axis, direction, direction + 1L) : value;
    }

    private OnnxValue lastState(Recurrence recurrence, OnnxValue last, Expr initial, GraphLowering graph) {
        if (recurrence.lengths().isEmpty()) {
            return last;
        }
        Expr lengths = recurrence.lengths().get();
        OnnxValue condition = nonEmpty.get(lengths);
        if (condition == null) {
            OnnxValue column = main.shaping().unsqueeze(main.as(graph.lower(lengths), ElementType.INT32), 1);
            OnnxValue zero = main.graph().constant(OnnxArray.ints(new int[] {0}));
            condition = main.math().compare("Greater", column, zero);
            nonEmpty.put(lengths, condition);
        }
        return main.math().where(condition, last, main.as(graph.lower(initial), ElementType.FLOAT));
    }
}
