package dev.sluice.export.proof;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;

/** The model in float64, which says how much of a difference is rounding: of the file, of the engine, or of both. */
final class Rounding {
    /** Multiplications in one case, and in all: the interpreter does some hundred millions in a second. */
    private static final long MOST_IN_ONE = 200_000_000L;

    private static final long MOST_IN_ALL = 600_000_000L;

    private final ProofSubject subject;
    private final long weights;
    private long spent;
    private final Map<String, Array64> parameters;

    Rounding(ProofSubject subject) {
        this.subject = subject;
        this.weights = multiplied(subject.graph());
        parameters = Array64.of(subject.parameters());
    }

    /** Weights that each step of a row is multiplied with. A table is only looked up. */
    private static long multiplied(Graph graph) {
        long tables = 0;
        for (Expr expr : graph.expressions()) {
            if (expr.op() instanceof Gather) {
                tables += (long) expr.operand(0).shape().fixed(0)
                        * expr.operand(0).shape().fixed(1);
            }
        }
        long all = 0;
        for (var parameter : graph.parameters()) {
            long elements = 1;
            for (int axis = 0; axis < parameter.dims().rank(); axis++) {
                elements *= parameter.dims().fixed(axis);
            }
            all += elements;
        }
        return Math.max(1, all - tables);
    }

    /** Whether there is time for this case; counts it as done if there is. */
    boolean affords(ProofCase proofCase) {
        long products = (long) proofCase.batch() * proofCase.time() * weights;
        boolean affordable = products <= MOST_IN_ONE && spent + products <= MOST_IN_ALL;
        spent += affordable ? products : 0;
        return affordable;
    }

    Map<String, double[]> run(Tensors inputs) {
        Map<String, Array64> values = new LinkedHashMap<>(parameters);
        values.putAll(Array64.of(inputs));
        Map<String, double[]> results = new LinkedHashMap<>();
        Interpreter.run(subject.graph(), values).forEach((name, array) -> results.put(name, array.data()));
        return results;
    }

    static double[] widened(Tensor tensor) {
        return Array64.of(tensor).data();
    }
}
