package dev.sluice.bench.peers.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;

/** Numbers to libtorch and back. */
final class Torch {
    private Torch() {}

    static PtNDArray array(NDManager manager, Tensor tensor) {
        long[] sizes = Arrays.stream(tensor.shape().toArray()).asLongStream().toArray();
        return (PtNDArray) manager.create(tensor.array(), new ai.djl.ndarray.types.Shape(sizes));
    }

    static PtNDArray zeros(NDManager manager, long... sizes) {
        return (PtNDArray) manager.zeros(new ai.djl.ndarray.types.Shape(sizes));
    }

    static PtNDArray cast(NDArray array) {
        return (PtNDArray) array;
    }

    static Tensor tensor(NDArray array) {
        int[] sizes = Arrays.stream(array.getShape().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        return Tensor.wrap(Shape.of(sizes), array.toFloatArray());
    }
}
