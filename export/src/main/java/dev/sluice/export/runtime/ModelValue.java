package dev.sluice.export.runtime;

import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxShape;
import java.util.Map;

/**
 * A declared input or output of a model.
 *
 * @param name name in the file
 * @param type element type
 * @param shape shape; named sizes are free, but equal wherever the name occurs
 */
public record ModelValue(String name, ElementType type, OnnxShape shape) {
    /**
     * Checks sizes against the declaration and records the values of named ones.
     *
     * @param actual sizes of an array. Not modified.
     * @param named known values of named sizes. Modified.
     */
    void check(ElementType actualType, long[] actual, Map<String, Long> named) {
        OnnxShape given = OnnxShape.fixed(actual);
        if (actualType != type || !shape.agreesWith(given)) {
            throw new IllegalArgumentException(
                    "input '" + name + "' must be " + type + " " + shape + ", but was " + actualType + " " + given);
        }
        for (int axis = 0; axis < actual.length; axis++) {
            if (actual[axis] == 0) {
                // An empty axis makes recurrent operators abort or crash the process.
                throw new IllegalArgumentException("input '" + name + "' must have no axis of size 0, but was " + given
                        + "; leave out empty batches and sequences");
            }
            if (shape.dim(axis) instanceof OnnxDim.Named(String size)) {
                Long known = named.putIfAbsent(size, actual[axis]);
                if (known != null && known != actual[axis]) {
                    throw new IllegalArgumentException("input '" + name + "' must be " + shape + " with " + size + " = "
                            + known + " as in the inputs before it, but was " + given);
                }
            }
        }
    }

    /** Type and shape, for messages. */
    @Override
    public String toString() {
        return name + " " + type + " " + shape;
    }
}
