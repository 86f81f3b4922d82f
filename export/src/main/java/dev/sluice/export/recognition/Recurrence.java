package dev.sluice.export.recognition;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Scan;
import dev.sluice.export.onnx.OnnxActivation;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A loop recognized as one direction of a recurrent function, with everything an operator needs, or PyTorch's module if
 * it has a projection. Immutable.
 */
public final class Recurrence {
    private final Expr loop;
    private final Scan scan;
    private final Equations equations;
    private final int source;
    private final @Nullable Expr lengths;

    /** The role of a result of the loop. */
    public enum Result {
        /** The last state, {@code [B, H]}. */
        HIDDEN,
        /** The last cell state, {@code [B, H]}. */
        CELL,
        /** The states of all steps, {@code [T, B, H]}. */
        SEQUENCE
    }

    Recurrence(Expr loop, Scan scan, Equations equations, int source, @Nullable Expr lengths) {
        this.loop = loop;
        this.scan = scan;
        this.equations = equations;
        this.source = source;
        this.lengths = lengths;
    }

    /** The loop's expression. */
    public Expr loop() {
        return loop;
    }

    /** The operator. */
    public RecurrentKind kind() {
        return equations.kind();
    }

    /** Returns whether time runs backward from each row's last step. */
    public boolean reverse() {
        return scan.reverse();
    }

    /** Returns whether the reset gate multiplies {@code R h + b} instead of {@code h}; GRU only. */
    public boolean linearBeforeReset() {
        return equations.form().linearBeforeReset();
    }

    /** The activations, in the operator's order. */
    public List<OnnxActivation> activations() {
        return equations.form().activations();
    }

    /** The bound of the arguments of gates and candidate; infinite for none. */
    public double clip() {
        return equations.form().clip();
    }

    /** Returns whether the activations are the operator's defaults, without clipping. */
    public boolean hasUsualFunctions() {
        return Double.isInfinite(clip())
                && activations().stream().map(OnnxActivation::name).toList().equals(kind().defaults());
    }

    /** Returns whether the gates have peepholes; LSTM only. */
    public boolean hasPeepholes() {
        return equations.hasPeepholes();
    }

    /** Returns whether the forget gate is one minus the input gate; LSTM only. */
    public boolean isCoupled() {
        return equations.form().coupling() != Equations.Coupling.NONE;
    }

    /**
     * Returns whether the weights alone determine the function. A coupled forget gate has the negated weights of the
     * input gate, so that it is the same gate when computed separately; this requires functions with
     * {@code 1 - φ(x) = φ(-x)}.
     */
    public boolean isInWeights() {
        return equations.form().coupling() != Equations.Coupling.BY_ATTRIBUTE;
    }

    /** The number of features of a gate, {@code H}, which is that of the state unless it is projected. */
    public int hiddenSize() {
        int state = equations.cell() < 0 ? equations.hidden() : equations.cell();
        return scan.step().states().get(state).shape().fixed(-1);
    }

    /** The number of features of h: {@code P} with a projection, otherwise {@code H}. */
    public int outputSize() {
        return scan.step().states().get(equations.hidden()).shape().fixed(-1);
    }

    /** Returns whether an LSTM's h is projected, for which there is no operator. */
    public boolean isProjected() {
        return equations.projection().isPresent();
    }

    /** The input, {@code [T, B, I]}. */
    public Expr input() {
        return loop.operand(source);
    }

    /** The number of valid steps of each row, {@code [B]}; empty if all are valid. */
    public Optional<Expr> lengths() {
        return Optional.ofNullable(lengths);
    }

    /** The initial state, {@code [B, H]}; {@code [B, P]} with a projection. */
    public Expr initialHidden() {
        return initial(equations.hidden());
    }

    /** The initial cell state, {@code [B, H]}; LSTM only. */
    public Optional<Expr> initialCell() {
        return equations.cell() < 0 ? Optional.empty() : Optional.of(initial(equations.cell()));
    }

    private Expr initial(int state) {
        return loop.operand(scan.step().inputs().size() + state);
    }

    /** The role of a result of the loop, by its index. */
    public Result result(int index) {
        if (index >= scan.step().states().size()) {
            return Result.SEQUENCE;
        }
        return index == equations.hidden() ? Result.HIDDEN : Result.CELL;
    }

    /**
     * Returns whether both have the same function apart from weights and read the same sequence, like two directions of a
     * layer.
     */
    public boolean pairsWith(Recurrence other) {
        return kind() == other.kind()
                && hiddenSize() == other.hiddenSize()
                && equations.form().equals(other.equations.form())
                && hasPeepholes() == other.hasPeepholes()
                && reverse() != other.reverse()
                && input().equals(other.input())
                && lengths().equals(other.lengths());
    }

    /**
     * The weights in the operator's form.
     *
     * @param values gives the value of an outer expression that is constant over all steps
     */
    public RecurrentWeights weights(Function<Expr, Array64> values) {
        int first = scan.step().inputs().size() + scan.step().states().size();
        return RecurrentWeights.bind(
                equations,
                input().shape().fixed(-1),
                hiddenSize(),
                outputSize(),
                capture -> values.apply(loop.operand(first + capture)));
    }

    Scan scan() {
        return scan;
    }

    Equations equations() {
        return equations;
    }
}
