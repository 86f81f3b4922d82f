package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.graph.ShapeMismatchException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Builds the step of a {@link Cell}: gives the input, states and parameters of one step and receives the next states. Shapes are those of one step: {@code [B, F]}.
 *
 * <p>A gate's parameters are named after it: {@code W_<gate> [H, I]}, {@code U_<gate> [H, H]}, {@code b_<gate> [H]}, and
 * {@code bh_<gate> [H]} for a bias inside the recurrent product's brackets. With a rank in the encoder's options a weight
 * that gets smaller by it is the product of {@code W_<gate>.out [H, R]} and {@code W_<gate>.in [R, I]}. The order in which gates are declared is
 * their order in joined weights.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class CellBuilder {
    /** Name prefix of the placeholders of extra inputs. */
    static final String EXTRA_INPUT = "input.";

    private final ParameterScope scope;
    private final ScanBuilder scan;
    private final InitialStates initialStates;
    private final ExtraInputs extraInputs;
    private final StepRegularizer regularizer;
    private final Expr input;
    private final int hiddenSize;
    private final Map<String, CellSignature.Gate> gates = new LinkedHashMap<>();
    private final Map<String, CellSignature.ExtraInput> extras = new LinkedHashMap<>();
    private final Map<String, Expr> extraValues = new LinkedHashMap<>();
    private final Map<String, Expr> states = new LinkedHashMap<>();
    private final Set<String> exact = new LinkedHashSet<>();
    private final Map<String, Expr> next = new LinkedHashMap<>();
    private final Map<String, Expr> parameters = new LinkedHashMap<>();
    private @Nullable Expr output;

    CellBuilder(
            ParameterScope scope,
            ScanBuilder scan,
            InitialStates initialStates,
            ExtraInputs extraInputs,
            StepRegularizer regularizer,
            Expr input,
            int hiddenSize) {
        this.scope = scope;
        this.scan = scan;
        this.initialStates = initialStates;
        this.extraInputs = extraInputs;
        this.regularizer = regularizer;
        this.input = input;
        this.hiddenSize = hiddenSize;
    }

    /** The input of this step, {@code [B, I]}. */
    public Expr input() {
        return input;
    }

    /**
     * An extra input of this step with as many features as the input, {@code [B, I]}: for example {@code mask}, 1 where a
     * feature was measured. The data provide it under this name.
     */
    public Expr input(String name) {
        return input(name, inputSize());
    }

    /** An extra input of this step, {@code [B, size]}: for example {@code time}, of size 1. */
    public Expr input(String name, int size) {
        return extra(new CellSignature.ExtraInput(name, size, true));
    }

    /** An extra input that is the same in all steps of a sequence, {@code [B, size]}: for example a graph's edges. */
    public Expr staticInput(String name, int size) {
        return extra(new CellSignature.ExtraInput(name, size, false));
    }

    private Expr extra(CellSignature.ExtraInput extra) {
        CellSignature.ExtraInput known = extras.putIfAbsent(extra.name(), extra);
        if (known != null && !known.equals(extra)) {
            throw new IllegalArgumentException("an extra input must be requested with one shape, but '" + extra.name()
                    + "' is " + known.dims() + " and " + extra.dims() + " in " + place());
        }
        return extraValues.computeIfAbsent(extra.name(), name -> {
            Expr value = extraInputs.of(extra);
            if (!value.shape().equals(extra.dims())) {
                throw new ShapeMismatchException("the extra input '" + name + "' of " + place() + " must be "
                        + extra.dims() + ", but is " + value.describe());
            }
            // Not the bare name: a state of the cell may be called the same.
            return extra.perStep() ? scan.input(EXTRA_INPUT + name, value) : value;
        });
    }

    /** Features of the input, {@code I}. */
    public int inputSize() {
        return input.shape().fixed(-1);
    }

    /** Features of a state and of a gate, {@code H}. */
    public int hiddenSize() {
        return hiddenSize;
    }

    /** Declares a state {@code [B, H]} and returns its value at the start of the step. Its initial value is zero. */
    public Expr state(String name) {
        return state(name, hiddenSize);
    }

    /**
     * Declares a state {@code [B, size]} and returns its value at the start of the step. Its initial value is zero.
     *
     * @throws IllegalArgumentException if the name is taken
     */
    public Expr state(String name, int size) {
        if (states.containsKey(name)) {
            throw new IllegalArgumentException(
                    "a state's name must be unique in its cell, but '" + name + "' is declared twice in " + place());
        }
        Expr initial = initialStates.initial(scope.qualified(name), Dims.of(Dim.BATCH, size));
        Expr state = scan.state(name, initial);
        states.put(name, state);
        return regularizer.state(state);
    }

    /**
     * Declares a state like {@link #state(String, int)} that zoneout does not change, because mixing its value with an older one
     * would make it wrong and not just older: the last measured value, a count, or states that share a scale.
     */
    public Expr exactState(String name, int size) {
        exact.add(name);
        return state(name, size);
    }

    /** {@code W_gate x + U_gate h + b_gate}, {@code [B, H]}, the argument of most gates. */
    public Expr linear(String gate, Expr x, Expr h) {
        return linear(gate, x, h, scope.initialization().bias());
    }

    /** {@code W_gate x + U_gate h + b_gate} with an initial value for the bias, such as 1 for a forget gate. */
    public Expr linear(String gate, Expr x, Expr h, Initializer biasInit) {
        Expr input = inputProduct(gate, x);
        Expr recurrent = recurrentProduct(gate, h);
        // In this order, so that the bias leaves the loop together with the input's product.
        return input.add(bias(gate, biasInit)).add(recurrent);
    }

    /** {@code W_gate x + b_gate}, {@code [B, H]}: the input's part only. */
    public Expr fromInput(String gate, Expr x) {
        return inputProduct(gate, x).add(bias(gate, scope.initialization().bias()));
    }

    /** {@code U_gate h + bh_gate}, {@code [B, H]}: the state's part only, with a separate bias. */
    public Expr fromState(String gate, Expr h) {
        return recurrentProduct(gate, h).add(recurrentBias(gate));
    }

    /** {@code W_gate x}, {@code [B, H]}: the input's product without a bias. */
    public Expr inputProduct(String gate, Expr x) {
        return inputProduct(gate, x, scope.initialization().input());
    }

    /** {@code W_gate x} with the cell's choice of initial values for {@code W_gate [H, I]}. */
    public Expr inputProduct(String gate, Expr x, Initializer initializer) {
        declareGate(new CellSignature.Gate(gate, wholeColumns(x), 0, false, false));
        return product("W_" + gate, ParameterSpec.Role.INPUT_WEIGHT, initializer, x);
    }

    /** {@code U_gate h}, {@code [B, H]}: the state's product without a bias. */
    public Expr recurrentProduct(String gate, Expr h) {
        return recurrentProduct(gate, h, scope.initialization().recurrent());
    }

    /** {@code U_gate h} with the cell's choice of initial values for {@code U_gate [H, H]}, such as the identity. */
    public Expr recurrentProduct(String gate, Expr h, Initializer initializer) {
        declareGate(new CellSignature.Gate(gate, 0, wholeColumns(h), false, false));
        Expr read = regularizer.recurrentInput(h);
        return product("U_" + gate, ParameterSpec.Role.RECURRENT_WEIGHT, initializer, read);
    }

    /** {@code W x} with {@code W [H, F]}, or with two factors in its place where the encoder's rank asks for it. */
    private Expr product(String name, ParameterSpec.Role role, Initializer initializer, Expr x) {
        if (!LowRank.saves(scope.rank(), hiddenSize, features(x))) {
            return x.matmulTransposed(weight(name, role, initializer, hiddenSize, features(x)));
        }
        Expr out = weight(name + LowRank.OUT, role, initializer, hiddenSize, scope.rank());
        Expr in = weight(name + LowRank.IN, role, initializer, scope.rank(), features(x));
        return x.matmulTransposed(in).matmulTransposed(out);
    }

    private Expr weight(String name, ParameterSpec.Role role, Initializer initializer, int rows, int columns) {
        Expr weight = declare(name, role, initializer, rows, columns);
        return role == ParameterSpec.Role.RECURRENT_WEIGHT ? regularizer.recurrentWeight(name, weight) : weight;
    }

    /** Columns of the whole weight matrix; 0 where two factors stand for it. */
    private int wholeColumns(Expr x) {
        return LowRank.saves(scope.rank(), hiddenSize, features(x)) ? 0 : features(x);
    }

    /** {@code b_gate [H]} alone. */
    public Expr bias(String gate) {
        return bias(gate, scope.initialization().bias());
    }

    /** {@code b_gate [H]} alone, with the cell's choice of initial value. */
    public Expr bias(String gate, Initializer initializer) {
        declareGate(new CellSignature.Gate(gate, 0, 0, true, false));
        return declare("b_" + gate, ParameterSpec.Role.BIAS, initializer, hiddenSize);
    }

    /** {@code bh_gate [H]} alone: a bias on the state's side, for example inside a reset. */
    public Expr recurrentBias(String gate) {
        return recurrentBias(gate, scope.initialization().bias());
    }

    /** {@code bh_gate [H]} alone, with the cell's choice of initial value. */
    public Expr recurrentBias(String gate, Initializer initializer) {
        declareGate(new CellSignature.Gate(gate, 0, 0, false, true));
        return declare("bh_" + gate, ParameterSpec.Role.BIAS, initializer, hiddenSize);
    }

    /**
     * A state as this layer's recurrent products read it: in training, recurrent dropout zeroes some of it.
     * {@link #recurrentProduct} does this itself; a product that the cell builds should read {@code recurrentInput(h)} in place of
     * {@code h}.
     */
    public Expr recurrentInput(Expr h) {
        return regularizer.recurrentInput(h);
    }

    /** An additional parameter of the cell without a role; all axes of {@code dims} are fixed. */
    public Expr parameter(String name, Dims dims, Initializer initializer) {
        return parameter(name, dims, ParameterSpec.Role.OTHER, initializer);
    }

    /**
     * An additional parameter of the cell; all axes of {@code dims} are fixed. Its role determines how parameter groups, weight decay and
     * pruning treat it, and weight drop if it is a recurrent weight.
     *
     * @throws IllegalArgumentException for a role that training does not change; {@link #fixed} declares such numbers
     */
    public Expr parameter(String name, Dims dims, ParameterSpec.Role role, Initializer initializer) {
        if (role == ParameterSpec.Role.FIXED || role == ParameterSpec.Role.STATISTIC) {
            throw new IllegalArgumentException("a parameter must have a role that training changes, but '" + name
                    + "' of " + place() + " was given " + role + "; declare constants with fixed(..)");
        }
        Expr parameter = declare(name, role, dims, initializer);
        return role == ParameterSpec.Role.RECURRENT_WEIGHT ? regularizer.recurrentWeight(name, parameter) : parameter;
    }

    /** Numbers that training does not change, given by the initializer and stored with the weights. */
    public Expr fixed(String name, Dims dims, Initializer initializer) {
        return declare(name, ParameterSpec.Role.FIXED, dims, initializer);
    }

    private Expr declare(String name, ParameterSpec.Role role, Dims dims, Initializer initializer) {
        int[] sizes = new int[dims.rank()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = dims.fixed(i);
        }
        return declare(name, role, initializer, sizes);
    }

    private Expr declare(String name, ParameterSpec.Role role, Initializer initializer, int... sizes) {
        Expr parameter = scope.declare(name, role, initializer, sizes);
        parameters.put(name, parameter);
        return parameter;
    }

    /**
     * Sets a state's value at the end of the step.
     *
     * @throws IllegalArgumentException if there is no such state or its value is already set
     * @throws ShapeMismatchException if the value does not have the state's shape
     */
    public void next(String state, Expr value) {
        Objects.requireNonNull(value, () -> "the next value of state '" + state + "' must not be null in " + place());
        Expr placeholder = states.get(state);
        if (placeholder == null) {
            throw new IllegalArgumentException("next('" + state + "') needs a state of that name, but " + place()
                    + " declares " + states.keySet() + "; call state(\"" + state + "\") first");
        }
        if (!placeholder.shape().equals(value.shape())) {
            throw new ShapeMismatchException("the next value of state '" + state + "' must be " + placeholder.shape()
                    + " like the state, but is " + value.describe() + " in " + place());
        }
        if (next.put(state, value) != null) {
            throw new IllegalArgumentException(
                    "the next value of state '" + state + "' must be given once, but was given twice in " + place());
        }
    }

    /** Sets the output for the layer above, {@code [B, F]}; by default the next value of the first state. */
    public void output(Expr value) {
        Objects.requireNonNull(value, () -> "the output must not be null in " + place());
        if (value.shape().rank() != 2 || !value.shape().axis(0).equals(Dim.BATCH)) {
            throw new ShapeMismatchException("a cell's output must be [B, F], but is " + value.describe() + " in "
                    + place() + "; broadcast or reshape it");
        }
        output = value;
    }

    private void declareGate(CellSignature.Gate gate) {
        gates.merge(gate.name(), gate, CellSignature.Gate::with);
    }

    private static int features(Expr value) {
        return value.shape().fixed(-1);
    }

    private String place() {
        boolean alone = scope.prefix().isEmpty() || scope.prefix().equals(ParameterScope.CELL_ALONE);
        return alone ? "the cell" : "the cell of " + scope.prefix();
    }

    /** The states' placeholders by name. */
    Map<String, Expr> states() {
        return states;
    }

    /** Returns whether zoneout must not change a state. */
    boolean isExact(String state) {
        return exact.contains(state);
    }

    /** Returns whether the cell reads which values were measured. */
    boolean readsMask() {
        return extras.containsKey(DerivedInput.MASK.word());
    }

    /** The next value of a state. */
    Expr nextOf(String state) {
        Expr value = next.get(state);
        if (value == null) {
            throw new IllegalArgumentException("each state needs a next value, but '" + state + "' of " + place()
                    + " has none; call next(\"" + state + "\", value)");
        }
        return value;
    }

    /** The output for the layer above. */
    Expr outputOrFirstState() {
        if (states.isEmpty()) {
            throw new IllegalArgumentException(
                    "a cell needs at least one state, but " + place() + " declares none; call state(\"h\")");
        }
        Expr first = nextOf(states.keySet().iterator().next());
        return Objects.requireNonNullElse(output, first);
    }

    /**
     * Rejects parameters that nothing reads, which would have no gradient.
     *
     * @param output for the layer above
     */
    void requireUse(Expr output) {
        List<Expr> results = new ArrayList<>();
        states.keySet().forEach(state -> results.add(nextOf(state)));
        results.add(output);
        Set<Expr> read = new HashSet<>(Graph.topological(results));
        List<String> unread = parameters.keySet().stream()
                .filter(name -> !read.contains(parameters.get(name)))
                .toList();
        if (!unread.isEmpty()) {
            throw new IllegalArgumentException("every parameter of a cell must be read, but on "
                    + String.join(", ", unread) + " neither a next state nor the output of " + place()
                    + " depends; use it, or do not declare it");
        }
    }

    CellSignature signature() {
        List<CellSignature.State> sizes = new ArrayList<>();
        states.forEach((name, state) -> sizes.add(new CellSignature.State(name, features(state))));
        String name = scope.prefix();
        return new CellSignature(
                name, inputSize(), hiddenSize, List.copyOf(gates.values()), sizes, List.copyOf(extras.values()));
    }
}
