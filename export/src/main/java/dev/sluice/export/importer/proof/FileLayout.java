package dev.sluice.export.importer.proof;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.importer.read.Flow;
import dev.sluice.export.onnx.OnnxArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Permutes elements between the file's axis order and ours, for one value and given batch and time sizes. */
final class FileLayout {
    private final int[] canonical;
    private final long[] inFile;
    private final int[] source;

    /**
     * The layout of a value.
     *
     * @param named sizes of the named axes
     */
    FileLayout(Flow value, Map<String, Integer> named) {
        canonical = value.expr().shape().sizes(named);
        List<Dim> order = value.expr().shape().axes();
        inFile = new long[value.rank()];
        List<Integer> sizes = new ArrayList<>();
        List<Integer> strides = new ArrayList<>();
        int fixedSeen = (int) order.stream().filter(Dim.Named.class::isInstance).count();
        for (int axis = 0; axis < value.rank(); axis++) {
            inFile[axis] = 1;
            for (Dim dim : value.axes().get(axis)) {
                int at = dim instanceof Dim.Named ? order.indexOf(dim) : fixedSeen++;
                inFile[axis] *= canonical[at];
                sizes.add(canonical[at]);
                strides.add(stride(at));
            }
        }
        source = positions(sizes, strides);
    }

    private int stride(int axis) {
        int stride = 1;
        for (int i = axis + 1; i < canonical.length; i++) {
            stride *= canonical[i];
        }
        return stride;
    }

    private static int[] positions(List<Integer> sizes, List<Integer> strides) {
        int elements = sizes.stream().reduce(1, (a, b) -> a * b);
        int[] positions = new int[elements];
        for (int i = 0; i < elements; i++) {
            int rest = i;
            int at = 0;
            for (int axis = sizes.size() - 1; axis >= 0; axis--) {
                at += rest % sizes.get(axis) * strides.get(axis);
                rest /= sizes.get(axis);
            }
            positions[i] = at;
        }
        return positions;
    }

    long[] shape() {
        return inFile.clone();
    }

    Shape ours() {
        return Shape.of(canonical);
    }

    /** Converts our order to the file's. */
    float[] toFile(Tensor value) {
        float[] out = new float[source.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = value.array()[source[i]];
        }
        return out;
    }

    /** Converts the file's order to ours. */
    float[] fromFile(OnnxArray array) {
        float[] values = floats(array);
        float[] out = new float[source.length];
        for (int i = 0; i < out.length; i++) {
            out[source[i]] = values[i];
        }
        return out;
    }

    private static float[] floats(OnnxArray array) {
        return switch (array.type()) {
            case FLOAT -> array.toFloats();
            case INT64 -> {
                long[] longs = array.toLongs();
                float[] values = new float[longs.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = longs[i];
                }
                yield values;
            }
            case INT32 -> {
                int[] ints = array.toInts();
                float[] values = new float[ints.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = ints[i];
                }
                yield values;
            }
            default -> {
                byte[] bytes = array.toBytes();
                float[] values = new float[bytes.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = bytes[i];
                }
                yield values;
            }
        };
    }
}
