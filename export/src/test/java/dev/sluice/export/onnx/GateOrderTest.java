package dev.sluice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The orders by their programs' documentation, two rows to a gate. */
class GateOrderTest {
    @Test
    void toOnnx_pytorch_isAsItsDocumentationSays() {
        // r z n to z r h
        assertThat(GateOrder.PYTORCH.toOnnx(RecurrentKind.GRU, 1, 1, 2, 2, 3, 3))
                .containsExactly(2, 2, 1, 1, 3, 3);
        // i f g o to i o f c
        assertThat(GateOrder.PYTORCH.toOnnx(RecurrentKind.LSTM, 1, 2, 3, 4)).containsExactly(1, 4, 2, 3);
    }

    @Test
    void toOnnx_keras_isAsItsDocumentationSays() {
        // z r h as it is; i f c o to i o f c
        assertThat(GateOrder.KERAS.toOnnx(RecurrentKind.GRU, 1, 2, 3)).containsExactly(1, 2, 3);
        assertThat(GateOrder.KERAS.toOnnx(RecurrentKind.LSTM, 1, 2, 3, 4)).containsExactly(1, 4, 2, 3);
    }

    @Test
    void block_gate_isItsPlaceInJoinedWeights() {
        assertThat(GateOrder.ONNX.block(RecurrentKind.LSTM, 'f')).isEqualTo(2);
        assertThat(GateOrder.PYTORCH.block(RecurrentKind.GRU, 'z')).isEqualTo(1);
        assertThatThrownBy(() -> GateOrder.ONNX.block(RecurrentKind.GRU, 'o'))
                .hasMessageContaining("GRU has the gates 'zrh' and no 'o'");
    }

    @ParameterizedTest
    @EnumSource(GateOrder.class)
    void fromOnnx_undoesToOnnx(GateOrder order) {
        for (RecurrentKind kind : RecurrentKind.values()) {
            float[] rows = new float[2 * kind.gates()];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = i;
            }
            assertThat(order.fromOnnx(kind, order.toOnnx(kind, rows))).containsExactly(rows);
        }
    }
}
