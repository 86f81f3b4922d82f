package dev.sluice.export.onnx;

import java.util.Map;
import java.util.Set;

/**
 * One version of an operator: the inputs, outputs and attributes of its nodes.
 *
 * @param name name, for example {@code GRU}
 * @param since first operator set with this version
 * @param inputs number of inputs
 * @param omissible positions of inputs within the minimum count that may be omitted by an empty name
 * @param outputs number of outputs
 * @param attributes type of each attribute, in alphabetical order
 * @param required mandatory attributes
 * @param deprecated whether the operator is deprecated in its operator set
 */
public record OnnxOperator(
        String name,
        int since,
        Arity inputs,
        Set<Integer> omissible,
        Arity outputs,
        Map<String, AttributeType> attributes,
        Set<String> required,
        boolean deprecated) {

    /** The type of an attribute. */
    public enum AttributeType {
        /** A 64-bit integer. */
        INT,
        /** A float32. */
        FLOAT,
        /** A string. */
        STRING,
        /** A tensor. */
        TENSOR,
        /** A nested graph. */
        GRAPH,
        /** A sparse tensor. */
        SPARSE_TENSOR,
        /** A list of 64-bit integers. */
        INTS,
        /** A list of float32. */
        FLOATS,
        /** A list of strings. */
        STRINGS,
        /** A value's type. */
        TYPE_PROTO
    }

    /** Returns whether the input at a position is required. */
    boolean needs(int input) {
        return input < inputs.least() && !omissible.contains(input);
    }

    /** An inclusive range of counts. */
    public record Arity(int least, int most) {
        boolean allows(int count) {
            return count >= least && count <= most;
        }

        /** The range as text, for example {@code 2} or {@code 3 to 6}. */
        @Override
        public String toString() {
            if (least == most) {
                return Integer.toString(least);
            }
            return most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
        }
    }
}
