package dev.sluice.export.onnx;

import java.util.Map;
import java.util.Set;

/**
 * One version of an operator: what a node may take and give.
 *
 * @param name for example {@code GRU}
 * @param since the first operator set with this version
 * @param inputs how many inputs
 * @param omissible positions of inputs that are counted among the least, and may be left out by an empty name
 * @param outputs how many outputs
 * @param attributes the type of each attribute, in the order of the alphabet
 * @param required the attributes that must be given
 * @param deprecated whether files of its operator set should use another operator
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
        /** A text. */
        STRING,
        /** Numbers with a shape. */
        TENSOR,
        /** A nested graph. */
        GRAPH,
        /** Numbers of which few are not zero. */
        SPARSE_TENSOR,
        /** A list of 64-bit integers. */
        INTS,
        /** A list of float32. */
        FLOATS,
        /** A list of texts. */
        STRINGS,
        /** The type of a value. */
        TYPE_PROTO
    }

    /** Whether the input at a position must be there. */
    boolean needs(int input) {
        return input < inputs.least() && !omissible.contains(input);
    }

    /** A range of counts, both ends included. */
    public record Arity(int least, int most) {
        boolean allows(int count) {
            return count >= least && count <= most;
        }

        /** For example {@code 2} or {@code 3 to 6}. */
        @Override
        public String toString() {
            if (least == most) {
                return Integer.toString(least);
            }
            return most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
        }
    }
}
