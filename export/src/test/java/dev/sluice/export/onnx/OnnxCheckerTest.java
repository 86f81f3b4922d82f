package dev.sluice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.export.onnx.Defects.Defect;
import dev.sluice.export.onnx.proto.ModelProto;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Breaks one rule at a time in a model that keeps them all. */
final class OnnxCheckerTest {
    static List<Defect> defects() {
        return Defects.all();
    }

    @Test
    void check_goodModel_findsNothing() {
        assertThat(OnnxChecker.check(new OnnxModel(Defects.good().build()))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defects")
    void check_oneDefect_isFoundWithItsPlace(Defect defect) {
        assertThat(OnnxChecker.check(defect.model())).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(defect.rule());
            assertThat(finding.message()).contains(defect.message());
            assertThat(finding.place()).isNotBlank();
        });
    }

    @Test
    void check_severalDefects_findsAllAtOnce() {
        ModelProto.Builder model = Defects.good();
        model.getGraphBuilder().getNodeBuilder(1).setInput(0, "nobody");
        model.getGraphBuilder().getNodeBuilder(3).setOpType("Mish");
        assertThat(OnnxChecker.check(new OnnxModel(model.build())))
                .extracting(OnnxFinding::rule)
                .contains("undefined", "newer-operator");
    }
}
