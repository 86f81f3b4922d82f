package dev.sluice.export.proof;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Input;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;

/** Converts between the model's values (float32, time first) and the file's (typed, batch first). */
final class ModelBoundary {
    private ModelBoundary() {}

    static boolean isSequence(Dims dims) {
        return dims.rank() >= 2 && dims.axis(0).equals(Dim.TIME) && dims.axis(1).equals(Dim.BATCH);
    }

    /** Converts a value for the file. */
    static OnnxArray toFile(Input input, Tensor value) {
        boolean sequence = isSequence(input.dims());
        float[] values = sequence ? swapped(value.array(), value.shape().toArray()) : value.array();
        long[] shape = new long[value.shape().rank()];
        for (int axis = 0; axis < shape.length; axis++) {
            int from = sequence && axis < 2 ? 1 - axis : axis;
            shape[axis] = value.shape().toArray()[from];
        }
        return switch (input.kind()) {
            case NUMBER -> OnnxArray.floats(values, shape);
            case INDEX -> {
                long[] longs = new long[values.length];
                for (int i = 0; i < values.length; i++) {
                    longs[i] = (long) values[i];
                }
                yield OnnxArray.longs(longs, shape);
            }
            case LENGTH -> {
                int[] ints = new int[values.length];
                for (int i = 0; i < values.length; i++) {
                    ints[i] = (int) values[i];
                }
                yield OnnxArray.ints(ints, shape);
            }
        };
    }

    /** Converts a file's result to the model's axis order. */
    static float[] fromFile(Dims dims, OnnxArray value) {
        float[] values = value.type() == ElementType.INT64 ? floats(value.toLongs()) : value.toFloats();
        if (!isSequence(dims)) {
            return values;
        }
        long[] shape = value.shape();
        int[] sizes = new int[shape.length];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = (int) shape[axis];
        }
        return swapped(values, sizes);
    }

    /** Numbers of classes, which float32 holds exactly. */
    private static float[] floats(long... numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers[i];
        }
        return floats;
    }

    /** Swaps the first two axes. Not modified. */
    private static float[] swapped(float[] values, int... sizes) {
        int width = 1;
        for (int axis = 2; axis < sizes.length; axis++) {
            width *= sizes[axis];
        }
        float[] out = new float[values.length];
        for (int i = 0; i < sizes[0]; i++) {
            for (int j = 0; j < sizes[1]; j++) {
                System.arraycopy(values, (i * sizes[1] + j) * width, out, (j * sizes[0] + i) * width, width);
            }
        }
        return out;
    }
}
