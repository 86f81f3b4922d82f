package dev.sluice.core.decode;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;

/** Rows of a batch, chosen by number. */
final class RowChoice {
    private RowChoice() {}

    /** Some rows of {@code [B]}, {@code [B, F]} or {@code [T, B, F]}, in a given order. */
    static Tensor of(Tensor value, int... rows) {
        int[] sizes = value.shape().toArray();
        int axis = sizes.length == 3 ? 1 : 0;
        int outer = axis == 1 ? sizes[0] : 1;
        int inner = sizes.length == 1 ? 1 : sizes[sizes.length - 1];
        int before = sizes[axis];
        sizes[axis] = rows.length;
        float[] chosen = new float[outer * rows.length * inner];
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(
                        value.array(), (o * before + rows[i]) * inner, chosen, (o * rows.length + i) * inner, inner);
            }
        }
        return Tensor.wrap(Shape.of(sizes), chosen);
    }

    /** {@code [T, B, 1]} as rows of steps, {@code [B · T]}. */
    static float[] rowsFirst(Tensor steps) {
        int t = steps.shape().size(0);
        int rows = steps.shape().size(1);
        float[] turned = new float[t * rows];
        for (int i = 0; i < t; i++) {
            for (int row = 0; row < rows; row++) {
                turned[row * t + i] = steps.array()[i * rows + row];
            }
        }
        return turned;
    }
}
