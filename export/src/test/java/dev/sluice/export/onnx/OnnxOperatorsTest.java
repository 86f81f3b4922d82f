package dev.sluice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.export.onnx.OnnxOperator.AttributeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OnnxOperatorsTest {
    @ParameterizedTest
    @CsvSource({
        "GRU, 13, 7",
        "GRU, 14, 14",
        "GRU, 21, 14",
        "GRU, 22, 22",
        "Scan, 17, 16",
        "Squeeze, 12, 11",
        "Squeeze, 17, 13",
        "Split, 18, 18",
        "ReduceMean, 17, 13",
        "ReduceMean, 22, 18",
        "Add, 26, 14"
    })
    void find_opset_givesTheVersionInForce(String name, int opset, int since) {
        assertThat(OnnxOperators.find(name, opset)).map(OnnxOperator::since).contains(since);
    }

    @Test
    void find_notYetThereOrUnknown_isEmpty() {
        assertThat(OnnxOperators.find("LayerNormalization", 16)).isEmpty();
        assertThat(OnnxOperators.find("LayerNormalization", 17)).isPresent();
        assertThat(OnnxOperators.find("Nonsense", 17)).isEmpty();
    }

    /** Every operator of every opset is there, so whatever is not is a misspelling or somebody's own. */
    @Test
    void names_areAllOfTheStandard() {
        assertThat(OnnxOperators.names())
                .hasSizeGreaterThan(200)
                .contains("Conv", "MaxPool", "ConvTranspose", "RandomNormal", "SplitToSequence", "Loop", "Einsum");
        assertThat(OnnxOperators.firstOpset("LSTM")).contains(1);
        assertThat(OnnxOperators.find("LSTM", 6).orElseThrow().since()).isEqualTo(1);
        assertThat(OnnxOperators.find("Upsample", 9).orElseThrow().deprecated()).isFalse();
        assertThat(OnnxOperators.find("Upsample", 10).orElseThrow().deprecated())
                .isTrue();
    }

    /** A loop may leave out its number of turns or its condition, and the first form of Scan its lengths. */
    @Test
    void find_inputsBeforeNeededOnes_mayBeLeftOut() {
        assertThat(OnnxOperators.find("Loop", 17).orElseThrow().omissible()).containsExactlyInAnyOrder(0, 1);
        assertThat(OnnxOperators.find("Scan", 8).orElseThrow().omissible()).containsExactly(0);
        assertThat(OnnxOperators.find("Scan", 9).orElseThrow().omissible()).isEmpty();
    }

    @Test
    void find_gru_hasItsSignature() {
        OnnxOperator gru = OnnxOperators.find("GRU", 17).orElseThrow();
        assertThat(gru.inputs()).hasToString("3 to 6");
        assertThat(gru.outputs()).hasToString("0 to 2");
        assertThat(gru.attributes())
                .containsEntry("linear_before_reset", AttributeType.INT)
                .containsEntry("activations", AttributeType.STRINGS)
                .containsEntry("layout", AttributeType.INT);
        assertThat(OnnxOperators.find("GRU", 13).orElseThrow().attributes()).doesNotContainKey("layout");
        assertThat(OnnxOperators.find("Scan", 17).orElseThrow().required()).containsExactly("body", "num_scan_inputs");
    }
}
