package dev.sluice.core.model;

import dev.sluice.core.graph.BatchMatMul;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Select;
import dev.sluice.core.graph.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A readable description of what a cell computes, derived from its definition and therefore always correct.
 *
 * @param lines one equation each: {@code f = σ(W_f x + U_f h + b_f)}, {@code h' = (1 - f) ⊙ h + f ⊙ c}
 * @param signature gates and states
 * @param parameters in order of declaration
 * @param flops additions and multiplications of one step for one row, functions counted as one
 */
public record CellEquations(List<String> lines, CellSignature signature, List<ParameterSpec> parameters, long flops) {
    /** Copies the lists. */
    public CellEquations {
        lines = List.copyOf(lines);
        parameters = List.copyOf(parameters);
    }

    /** The equations of a cell with {@code inputs} features in and {@code hidden} features of a state. */
    public static CellEquations of(Cell cell, int inputs, int hidden) {
        ParameterScope scope = ParameterScope.root(Initialization.defaults());
        Expr sequence = Exprs.input("x", Dims.of(Dim.TIME, Dim.BATCH, inputs));
        Expr valid = Exprs.validSteps(Exprs.input("lengths", Dims.of(Dim.BATCH)));
        RecurrentLayer.Result layer = new RecurrentLayer(cell, hidden, false)
                .build(scope, sequence, valid, InitialStates.ZEROS, ExtraInputs.NAMED, false);
        Expr loop = layer.sequence().operand(0);
        Step step = ((Scan) loop.op()).step();
        List<Expr> next = next(layer.signature(), step);
        Expr output = unmasked(step.outputs().getFirst());
        EquationNames names = names(layer.signature(), loop, next);
        List<Expr> roots = new ArrayList<>(next);
        roots.add(output);
        return new CellEquations(
                names.equations(roots), layer.signature(), scope.declared(), flops(Graph.topological(roots), step));
    }

    /** The next values of a cell's states at a valid step. */
    static List<Expr> next(CellSignature signature, Step step) {
        List<Expr> next = new ArrayList<>();
        for (int i = 0; i < signature.states().size(); i++) {
            next.add(unmasked(step.next().get(i)));
        }
        return next;
    }

    /** Names of the parts of a step, of the loop that runs it. */
    static EquationNames names(CellSignature signature, Expr loop, List<Expr> next) {
        Step step = ((Scan) loop.op()).step();
        EquationNames names = new EquationNames(signature, next);
        signature
                .extraInputs()
                .forEach(extra -> step.inputs().stream()
                        .filter(input -> ((Op.Leaf) input.op()).label().equals(CellBuilder.EXTRA_INPUT + extra.name()))
                        .forEach(input -> names.extraInput(input, extra.name())));
        int captures = step.inputs().size() + step.states().size();
        for (int i = 0; i < step.captures().size(); i++) {
            names.capture(step.captures().get(i), loop.operand(captures + i));
        }
        return names;
    }

    /** The value at a valid step. */
    static Expr unmasked(Expr masked) {
        return masked.op() instanceof Select ? masked.operand(1) : masked;
    }

    private static long flops(List<Expr> expressions, Step step) {
        Set<Expr> varying = new LinkedHashSet<>(step.inputs());
        varying.addAll(step.states());
        Map<Expr, Boolean> done = new LinkedHashMap<>();
        long flops = 0;
        for (Expr expr : expressions) {
            if (expr.operands().stream().anyMatch(varying::contains)) {
                varying.add(expr);
            }
            boolean free = expr.op() instanceof Op.Leaf || expr.op() instanceof Reshape || !varying.contains(expr);
            if (!free && done.put(expr, true) == null) {
                long elements = elements(expr.shape());
                flops += switch (expr.op()) {
                    case MatMul product ->
                        2 * elements * expr.operand(0).shape().fixed(-1);
                    case BatchMatMul product ->
                        2 * elements * expr.operand(0).shape().fixed(product.transposeLeft() ? -2 : -1);
                    default -> elements;
                };
            }
        }
        return flops;
    }

    /** Elements for one row of the batch. */
    private static long elements(Dims dims) {
        return dims.axes().stream()
                .filter(Dim.Fixed.class::isInstance)
                .mapToLong(dim -> ((Dim.Fixed) dim).size())
                .reduce(1, (a, b) -> a * b);
    }
}
