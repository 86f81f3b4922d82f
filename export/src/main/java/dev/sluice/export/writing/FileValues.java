package dev.sluice.export.writing;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.runtime.ModelValue;

/** Values for files, whose sequences have the batch first, from values of the model, which have the time first. */
final class FileValues {
    private FileValues() {}

    /** A value of the model, {@code [T, B, ..]} or {@code [B, ..]}, for an input. Not modified. */
    static OnnxArray of(ModelValue input, Tensor value) {
        int rank = value.shape().rank();
        boolean sequence = rank == input.shape().rank() && isSequence(input);
        double[] numbers = new double[value.array().length];
        long[] shape = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            shape[axis] = value.shape().size(sequence && axis < 2 ? 1 - axis : axis);
        }
        int steps = sequence ? value.shape().size(0) : 1;
        int rows = sequence ? value.shape().size(1) : 1;
        int inner = numbers.length / Math.max(1, steps * rows);
        for (int t = 0; t < steps; t++) {
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < inner; i++) {
                    numbers[(row * steps + t) * inner + i] = value.array()[(t * rows + row) * inner + i];
                }
            }
        }
        return typed(input.type(), numbers, shape);
    }

    private static boolean isSequence(ModelValue input) {
        return input.shape().rank() >= 2 && !(input.shape().dim(1) instanceof OnnxDim.Fixed);
    }

    private static OnnxArray typed(ElementType type, double[] numbers, long... shape) {
        return switch (type) {
            case INT64 -> {
                long[] longs = new long[numbers.length];
                for (int i = 0; i < longs.length; i++) {
                    longs[i] = (long) numbers[i];
                }
                yield OnnxArray.longs(longs, shape);
            }
            case INT32 -> {
                int[] ints = new int[numbers.length];
                for (int i = 0; i < ints.length; i++) {
                    ints[i] = (int) numbers[i];
                }
                yield OnnxArray.ints(ints, shape);
            }
            default -> OnnxArray.numbers(type, numbers, shape);
        };
    }

    /** Some rows of a value with the batch first, in a given order. Not modified. */
    static OnnxArray rows(OnnxArray value, int... rows) {
        long[] shape = value.shape();
        int bytes = value.toBytes().length / Math.toIntExact(Math.max(1, shape[0]));
        byte[] all = value.toBytes();
        byte[] chosen = new byte[rows.length * bytes];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(all, rows[i] * bytes, chosen, i * bytes, bytes);
        }
        shape[0] = rows.length;
        return OnnxArray.ofBytes(value.type(), chosen, shape);
    }
}
