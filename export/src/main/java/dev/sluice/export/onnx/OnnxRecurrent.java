package dev.sluice.export.onnx;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@code GRU}, {@code LSTM} or {@code RNN} node under construction. Time comes first: {@code layout} is never written,
 * because runtimes refuse or misread it.
 *
 * <p>Shapes: X {@code [T, N, I]}, W {@code [D, g·H, I]}, R {@code [D, g·H, H]}, B {@code [D, 2·g·H]} (all input biases, then
 * all recurrent ones), with g gates in the order of {@link RecurrentKind}. Equations as in the ONNX documentation: the GRU's z
 * keeps the old state.
 */
public final class OnnxRecurrent {
    private final OnnxGraph graph;
    private final RecurrentKind kind;
    private final int hidden;
    private String name;
    private Direction direction = Direction.FORWARD;
    private boolean linearBeforeReset;
    private boolean coupledGates;
    private float clip;
    private List<OnnxActivation> activations = List.of();
    private @Nullable OnnxValue lengths;
    private @Nullable OnnxValue initialHidden;
    private @Nullable OnnxValue initialCell;
    private @Nullable OnnxValue peepholes;

    /** The direction in time. */
    public enum Direction {
        /** From the first step. */
        FORWARD,
        /** From each row's own last step. */
        REVERSE,
        /** Both directions, stacked: D = 2. */
        BIDIRECTIONAL
    }

    /**
     * The outputs of the node.
     *
     * @param sequence {@code [T, D, N, H]}; zero past a row's length
     * @param hidden {@code [D, N, H]}, the last state
     * @param cell {@code [D, N, H]}, the last cell state; LSTM only
     */
    public record Results(
            OnnxValue sequence, OnnxValue hidden, @Nullable OnnxValue cell) {}

    /** Begins a node with state size {@code hidden}. */
    public OnnxRecurrent(OnnxGraph graph, RecurrentKind kind, int hidden) {
        this.graph = graph;
        this.kind = kind;
        this.hidden = hidden;
        this.name = kind.operator();
    }

    /** Sets a wished name for the node. */
    public OnnxRecurrent named(String wish) {
        name = wish;
        return this;
    }

    /** Sets the direction; forward by default. */
    public OnnxRecurrent direction(Direction way) {
        direction = way;
        return this;
    }

    /** GRU: sets whether the reset gate multiplies {@code R·h + b} (as in PyTorch) instead of {@code h}. Always written. */
    public OnnxRecurrent linearBeforeReset(boolean linear) {
        linearBeforeReset = linear;
        return this;
    }

    /** LSTM: sets whether the forget gate is one minus the input gate, ignoring its weights. */
    public OnnxRecurrent coupledGates(boolean coupled) {
        coupledGates = coupled;
        return this;
    }

    /** Clips the argument of each gate and candidate to plus or minus this bound; 0 for no bound. */
    public OnnxRecurrent clip(float bound) {
        clip = bound;
        return this;
    }

    /** Sets the activations of one direction, used for both. Default activations are not written. */
    public OnnxRecurrent activations(List<OnnxActivation> functions) {
        if (functions.size() != kind.activations()) {
            throw new IllegalArgumentException(kind.operator() + " takes " + kind.activations()
                    + " activations for each direction, but got " + functions);
        }
        activations = List.copyOf(functions);
        return this;
    }

    /** Sets the number of valid steps of each row, int32 {@code [N]}, each at least 1. */
    public OnnxRecurrent lengths(OnnxValue value) {
        lengths = value;
        return this;
    }

    /** Sets the initial state, {@code [D, N, H]}; zero by default. */
    public OnnxRecurrent initialHidden(OnnxValue value) {
        initialHidden = value;
        return this;
    }

    /** LSTM: sets the initial cell state, {@code [D, N, H]}; zero by default. */
    public OnnxRecurrent initialCell(OnnxValue value) {
        initialCell = value;
        return this;
    }

    /** LSTM: sets the weights from the cell state to the gates i, o, f: {@code [D, 3·H]}. */
    public OnnxRecurrent peepholes(OnnxValue value) {
        peepholes = value;
        return this;
    }

    /** Completes the node. */
    public Results add(OnnxValue x, OnnxValue w, OnnxValue r, OnnxValue b) {
        if (x.shape().rank() != 3) {
            throw new IllegalArgumentException(
                    kind.operator() + " needs X of shape [T, N, I], but got " + x.describe());
        }
        OnnxNode node = graph.node(kind.operator())
                .named(name)
                .inputs(x, w, r, b)
                .optionalInput(lengths)
                .optionalInput(initialHidden);
        if (kind == RecurrentKind.LSTM) {
            node.optionalInput(initialCell).optionalInput(peepholes);
        }
        attributes(node);
        OnnxDim directions = OnnxDim.of(direction == Direction.BIDIRECTIONAL ? 2 : 1);
        OnnxShape state = OnnxShape.of(directions, x.shape().dim(1), OnnxDim.of(hidden));
        node.result("Y", x.type(), state.prepend(x.shape().dim(0))).result("Y_h", x.type(), state);
        if (kind == RecurrentKind.LSTM) {
            node.result("Y_c", x.type(), state);
        }
        List<OnnxValue> results = node.addAll();
        return new Results(results.get(0), results.get(1), results.size() > 2 ? results.get(2) : null);
    }

    private void attributes(OnnxNode node) {
        node.attribute("hidden_size", hidden)
                .attribute("direction", direction.name().toLowerCase(Locale.ROOT));
        if (kind == RecurrentKind.GRU) {
            node.attribute("linear_before_reset", linearBeforeReset ? 1 : 0);
        }
        if (coupledGates) {
            node.attribute("input_forget", 1);
        }
        if (clip > 0) {
            node.attribute("clip", clip);
        }
        List<String> names = activations.stream().map(OnnxActivation::name).toList();
        if (!names.isEmpty() && !names.equals(kind.defaults())) {
            node.strings("activations", perDirection(names));
        }
        constants(node, "activation_alpha", 0);
        constants(node, "activation_beta", 1);
    }

    /** Writes activation constants; runtimes assign them in order to the functions that have one. */
    private void constants(OnnxNode node, String attribute, int index) {
        List<Float> values = activations.stream()
                .filter(function -> function.constants().size() > index)
                .map(function -> function.constants().get(index).floatValue())
                .toList();
        if (!values.isEmpty()) {
            node.floats(attribute, perDirection(values));
        }
    }

    private <E> List<E> perDirection(List<E> one) {
        if (direction != Direction.BIDIRECTIONAL) {
            return one;
        }
        return Stream.concat(one.stream(), one.stream()).toList();
    }
}
