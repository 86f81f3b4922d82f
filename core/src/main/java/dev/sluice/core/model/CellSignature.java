package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * The declarations of a cell in one layer and direction: enough to join its per-gate parameters into one matrix and to split
 * a joined one.
 *
 * @param name of the layer and direction, for example {@code encoder.l0_reverse}
 * @param inputSize features of the input, {@code I}
 * @param hiddenSize features of a gate, {@code H}
 * @param gates in order of declaration
 * @param states names and sizes in order of declaration
 * @param extraInputs inputs beside the sequence from below, in order of declaration
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record CellSignature(
        String name,
        int inputSize,
        int hiddenSize,
        List<Gate> gates,
        List<State> states,
        List<ExtraInput> extraInputs) {
    /** Copies the lists. */
    public CellSignature {
        gates = List.copyOf(gates);
        states = List.copyOf(states);
        extraInputs = List.copyOf(extraInputs);
    }

    /**
     * The signature of a cell of the given sizes.
     *
     * @param inputSize features of the input, {@code I}
     * @param hiddenSize features of a state, {@code H}
     * @throws IllegalArgumentException if the definition is invalid
     */
    public static CellSignature of(Cell cell, int inputSize, int hiddenSize) {
        return of(cell, inputSize, hiddenSize, ExtraInputs.NAMED);
    }

    /** The names of the extra inputs that a cell requests, even if its sizes do not fit. */
    static Set<String> asked(Cell cell, int inputSize, int hiddenSize) {
        Set<String> names = new LinkedHashSet<>();
        try {
            of(cell, inputSize, hiddenSize, extra -> {
                names.add(extra.name());
                return ExtraInputs.NAMED.of(extra);
            });
        } catch (IllegalArgumentException e) {
            // It is defined again once it is known what the cell reads; then its complaint counts.
            return names;
        }
        return names;
    }

    private static CellSignature of(Cell cell, int inputSize, int hiddenSize, ExtraInputs extraInputs) {
        Expr x = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, inputSize));
        Expr valid = Exprs.input("valid", Dims.of(Dim.TIME, Dim.BATCH, 1));
        return new RecurrentLayer(cell, hiddenSize, false)
                .build(
                        ParameterScope.root(Initialization.defaults()).child(ParameterScope.CELL_ALONE),
                        x,
                        valid,
                        InitialStates.ZEROS,
                        extraInputs,
                        false)
                .signature();
    }

    /**
     * The inputs that data must have for a model of this cell alone: a series of its width, and extra inputs that cannot be
     * derived from the series.
     */
    public List<ModelInput> inputs() {
        List<ModelInput> inputs = new ArrayList<>();
        inputs.add(new ModelInput.Features(inputSize));
        for (ExtraInput extra : extraInputs) {
            boolean derived = extra.perStep()
                    && DerivedInput.named(extra.name())
                            .filter(kind -> kind.size(inputSize) == extra.size())
                            .isPresent();
            if (!derived) {
                inputs.add(
                        extra.perStep()
                                ? new ModelInput.Features(extra.name(), extra.size())
                                : new ModelInput.Static(extra.name(), extra.size()));
            }
        }
        return inputs;
    }

    /** The full names of all parameters of gates. */
    List<String> parameterNames() {
        List<String> names = new ArrayList<>();
        for (Gate gate : gates) {
            if (gate.inputSize() > 0) {
                names.add(name + ".W_" + gate.name());
            }
            if (gate.recurrentSize() > 0) {
                names.add(name + ".U_" + gate.name());
            }
            if (gate.bias()) {
                names.add(name + ".b_" + gate.name());
            }
            if (gate.recurrentBias()) {
                names.add(name + ".bh_" + gate.name());
            }
        }
        return names;
    }

    /**
     * A gate and which of the four parameters it has.
     *
     * @param name the index of its parameters, {@code r} in {@code W_r}
     * @param inputSize columns of {@code W [H, I]}; 0 if there is none
     * @param recurrentSize columns of {@code U [H, H]}; 0 if there is none
     * @param bias whether there is {@code b [H]}
     * @param recurrentBias whether there is {@code bh [H]}, a bias inside the recurrent product's brackets
     */
    public record Gate(String name, int inputSize, int recurrentSize, boolean bias, boolean recurrentBias) {
        Gate with(Gate other) {
            return new Gate(
                    name,
                    Math.max(inputSize, other.inputSize),
                    Math.max(recurrentSize, other.recurrentSize),
                    bias || other.bias,
                    recurrentBias || other.recurrentBias);
        }
    }

    /**
     * An input beside the sequence from below.
     *
     * @param name by which the cell requests it, for example {@code mask}
     * @param size features
     * @param perStep whether it changes from step to step, {@code [T, B, size]}, or is one for the sequence, {@code [B, size]}
     */
    public record ExtraInput(String name, int size, boolean perStep) {
        /** Its shape. */
        public Dims dims() {
            return perStep ? Dims.of(Dim.TIME, Dim.BATCH, size) : Dims.of(Dim.BATCH, size);
        }
    }

    /** A state {@code [B, size]}. */
    public record State(String name, int size) {}

    /**
     * Returns whether all gates read the input, one state and a bias, so that their weights fit into one matrix each for
     * inputs and states. Parameters of other cells stay separate in files, too.
     */
    public boolean joinable() {
        return !gates.isEmpty()
                && gates.stream()
                        .allMatch(gate ->
                                gate.bias() && gate.inputSize() == inputSize && gate.recurrentSize() == hiddenSize);
    }
}
