package dev.sluice.core.graph;

import java.util.List;

/**
 * A node of a graph. The set of operations is closed: everything written with them has gradients, a float64 meaning, a fast
 * plan and an ONNX lowering.
 */
public sealed interface Op permits Op.Leaf, Primitive, Scan, Segments, Pick {
    /** The name used in messages and listings, lower case. */
    String name();

    /**
     * The shape rule: the shapes of the results, given the operands.
     *
     * @throws ShapeMismatchException if the operands do not fit
     */
    List<Dims> results(List<Expr> operands);

    /** A node without operands whose value comes from outside. */
    sealed interface Leaf extends Op permits Input, Parameter, Constant {
        /** The name of this leaf in messages. */
        String label();
    }
}
