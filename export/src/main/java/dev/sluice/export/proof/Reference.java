package dev.sluice.export.proof;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.BatchMatMul;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.reference.Arithmetic;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.graph.reference.RandomRounding;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a graph in float64, exactly and with random rounding, to distinguish errors from sensitivity: a difference counts
 * only if no rounding of the same equations explains it.
 *
 * <p>The interpreter is slow, so it has a budget; inputs beyond it are left to the engine. Mutable.
 */
public final class Reference {
    /** Budget in multiplications or operations of equal cost: a few seconds. */
    private static final long BUDGET = 2_000_000_000L;
    /** Cost of an elementwise operation, in multiplications of a product. */
    private static final long OVERHEAD = 16;

    /** A batch of few rows gives poor estimates but is cheap. */
    private static final int FEW_ROWS = 3;

    private static final int MANY_SAMPLES = 6;
    private static final int SAMPLES = 4;
    /** Before a file is called wrong: where a result jumps, few samples may all lie on one side. */
    private static final int THOROUGH_SAMPLES = 48;

    private final Graph graph;
    private final Map<String, Array64> parameters = new LinkedHashMap<>();
    private final Set<String> offsets;
    private final Border64 border;
    private final Set<String> tables = new HashSet<>();
    private final boolean sampled;
    private final long cost;
    private long left;
    private long leftForRows;
    private boolean patient;

    /** Creates a reference for a graph. Parameters are not modified. */
    public Reference(Graph graph, Tensors parameters) {
        this(graph, parameters, Set.of(), Border64.NONE, true);
    }

    /**
     * Creates a reference for a graph with offsets.
     *
     * @param offsets parameters that are only added to an output at the end, so that their size is irrelevant to its
     *     sensitivity
     * @param border inputs and outputs that are converted from and to float64 in the units of the data, which rounds them, too
     * @param sampled whether limits are computed; otherwise all are infinite
     */
    Reference(Graph graph, Tensors parameters, Set<String> offsets, Border64 border, boolean sampled) {
        this(graph, parameters, offsets, border, sampled, BUDGET);
    }

    /** Creates a reference with another budget for whole batches, and the same again for single rows. */
    Reference(Graph graph, Tensors parameters, Set<String> offsets, Border64 border, boolean sampled, long budget) {
        this.graph = graph;
        this.left = budget;
        this.leftForRows = budget;
        this.offsets = Set.copyOf(offsets);
        this.border = border;
        this.sampled = sampled;
        this.patient = sampled;
        for (Parameter parameter : graph.parameters()) {
            this.parameters.put(parameter.label(), Array64.of(parameters.get(parameter.label())));
        }
        graph.expressions().stream()
                .filter(expr -> expr.op() instanceof Gather && expr.operand(0).op() instanceof Parameter)
                .forEach(expr -> tables.add(((Parameter) expr.operand(0).op()).label()));
        cost = cost(graph.expressions());
    }

    /** The results for some inputs; empty if the budget does not allow it. */
    Optional<Meaning> within(Tensors inputs, int batch, int time) {
        long needed = needed(batch, time);
        if (needed > left / 2) {
            return Optional.empty();
        }
        left -= needed;
        return Optional.of(meaning(inputs, batch));
    }

    /** Returns whether the budget allows the results of one more row of a batch that was too large. */
    boolean affordsRow(int time) {
        long needed = needed(1, time);
        boolean affords = needed <= leftForRows;
        leftForRows -= affords ? needed : 0;
        return affords;
    }

    private long needed(int batch, int time) {
        return (long) batch * time * cost * (1 + (sampled ? samples(batch) : 0));
    }

    /** The results for some inputs that may be confirmed, regardless of the budget. */
    Meaning meaning(Tensors inputs, int batch) {
        return new Meaning(this, inputs, run(inputs, batch));
    }

    /** Returns whether limits are worth measuring with many samples. */
    boolean isPatient() {
        return patient;
    }

    /** Ends the measuring with many samples, because a file was wrong by these too. */
    void losePatience() {
        patient = false;
    }

    /** The results for some inputs, regardless of the budget. */
    public Map<String, Expected> run(Tensors inputs, int batch) {
        return sampled(inputs, samples(batch));
    }

    /** The results with limits from many samples, regardless of the budget. */
    Map<String, Expected> runThoroughly(Tensors inputs) {
        return sampled(inputs, THOROUGH_SAMPLES);
    }

    private Map<String, Expected> sampled(Tensors inputs, int count) {
        Map<String, Array64> values = new LinkedHashMap<>(parameters);
        inputs.forEach((name, tensor) -> values.put(name, Array64.of(tensor)));
        Map<String, Array64> exact = Interpreter.runIn(graph, values, Arithmetic.EXACT);
        offsets.forEach(name -> values.computeIfPresent(name, (label, value) -> Array64.zeros(value.sizes())));
        Map<String, Array64> center =
                offsets.isEmpty() || !sampled ? exact : Interpreter.runIn(graph, values, Arithmetic.EXACT);
        List<Map<String, Array64>> samples = new ArrayList<>();
        for (int i = 0; sampled && i < count; i++) {
            RandomRounding arithmetic = new RandomRounding(i);
            samples.add(Interpreter.runIn(graph, rounded(values, arithmetic), arithmetic));
        }
        Map<String, Expected> results = new LinkedHashMap<>();
        graph.outputs()
                .forEach((name, expr) -> results.put(
                        name,
                        Expected.of(
                                expr.shape(),
                                of(exact, name),
                                of(center, name),
                                border.apartOut(name),
                                samples.stream().map(sample -> of(sample, name)).toList())));
        return results;
    }

    /** Rounds weights and inputs too, because files store them in float32 in other forms. Tables are used unrounded. */
    private Map<String, Array64> rounded(Map<String, Array64> values, RandomRounding arithmetic) {
        Map<String, Array64> rounded = new LinkedHashMap<>(values);
        parameters.keySet().stream()
                .filter(name -> !tables.contains(name))
                .forEach(name -> rounded.computeIfPresent(name, (label, value) -> arithmetic.rounded(value)));
        graph.inputs().stream()
                .filter(input -> input.kind() == Input.Kind.NUMBER)
                .forEach(input -> rounded.computeIfPresent(
                        input.label(), (label, value) -> arithmetic.rounded(value, border.apartIn(label))));
        return rounded;
    }

    private static int samples(int batch) {
        return batch <= FEW_ROWS ? MANY_SAMPLES : SAMPLES;
    }

    private static Array64 of(Map<String, Array64> results, String name) {
        return Objects.requireNonNull(results.get(name), name);
    }

    /** The cost of one step of a row. */
    private static long cost(List<Expr> expressions) {
        long cost = 1;
        for (Expr expr : expressions) {
            switch (expr.op()) {
                case Op.Leaf leaf -> {}
                case Scan scan -> cost += cost(scan.step().expressions());
                case BatchMatMul products ->
                    cost += elements(expr.operand(0).shape())
                                    * elements(new Dims(List.of(expr.shape().axis(-1))))
                            + OVERHEAD * elements(expr.shape());
                case MatMul product -> cost += elements(expr.operand(1).shape()) + OVERHEAD * elements(expr.shape());
                default -> cost += OVERHEAD * elements(expr.shape());
            }
        }
        return cost;
    }

    private static long elements(Dims dims) {
        long elements = 1;
        for (Dim dim : dims.axes()) {
            elements *= dim instanceof Dim.Fixed(int size) ? size : 1;
        }
        return elements;
    }
}
