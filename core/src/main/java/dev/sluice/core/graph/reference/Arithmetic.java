package dev.sluice.core.graph.reference;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Primitive;
import java.util.List;

/** The arithmetic with which the {@link Interpreter} computes results. */
@FunctionalInterface
public interface Arithmetic {
    /** Each primitive's own meaning in float64. */
    Arithmetic EXACT = Primitive::evaluate;

    /**
     * The same with each result rounded to the nearest float32. The distance from {@link #EXACT} shows how far off
     * a correct program in float32 may be from rounding alone.
     */
    Arithmetic FLOAT32 = (primitive, operands, run) -> {
        Array64 exact = primitive.evaluate(operands, run);
        double[] rounded = new double[exact.data().length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) exact.data()[i];
        }
        return new Array64(exact.sizes(), rounded);
    };

    /** The result of a primitive. Operands are not modified. */
    Array64 evaluate(Primitive primitive, List<Array64> operands, Evaluation run);
}
