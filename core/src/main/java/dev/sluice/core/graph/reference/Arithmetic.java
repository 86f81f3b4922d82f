package dev.sluice.core.graph.reference;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Primitive;
import java.util.List;

/** How the {@link Interpreter} computes a primitive's result. */
@FunctionalInterface
public interface Arithmetic {
    /** Each primitive's own meaning in float64. */
    Arithmetic EXACT = Primitive::evaluate;

    /** The result of a primitive. Operands are not modified. */
    Array64 evaluate(Primitive primitive, List<Array64> operands, Evaluation run);
}
