package dev.sluice.export.lint;

import dev.sluice.export.lint.Advice.Effect;
import dev.sluice.export.onnx.OnnxChecker;
import dev.sluice.export.onnx.OnnxFinding;
import dev.sluice.export.onnx.OnnxModel;
import java.util.List;
import java.util.Set;

/**
 * Violations of the ONNX specification, classified by the behavior of ONNX Runtime 1.28: refused, harmless, or wrong
 * numbers. (A test runs a file for each in ONNX Runtime.)
 */
final class SpecificationAdvice {
    /** Rules that ONNX Runtime does not enforce. */
    private static final Set<String> RUNS = Set.of(
            "unsorted",
            "repeated-metadata",
            "unstamped",
            "repeated-opset",
            "body-state",
            "undeclared",
            "negative-size",
            "stale-declaration",
            "contradiction",
            "type-contradiction",
            "declared-shape");

    /** Operators that ONNX Runtime provides under the standard's name in any operator set. */
    private static final Set<String> OWN = Set.of("LayerNormalization", "SimplifiedLayerNormalization");
    /** Operators that ONNX Runtime still provides from before opset 10. */
    private static final Set<String> OWN_BEFORE_10 = Set.of(
            "Affine",
            "Crop",
            "DynamicSlice",
            "ImageScaler",
            "MeanVarianceNormalization",
            "ParametricSoftplus",
            "Scale",
            "ScaledTanh",
            "ThresholdedRelu");

    private static final int WITHOUT_OWN = 10;

    private final OnnxModel model;
    private final List<Advice> advice;

    SpecificationAdvice(OnnxModel model, List<Advice> advice) {
        this.model = model;
        this.advice = advice;
    }

    void graph() {
        for (OnnxFinding finding : OnnxChecker.check(model)) {
            // External data is checked separately, by WeightFiles.
            if (!finding.rule().equals("external-data")) {
                Effect effect = effect(finding);
                advice.add(new Advice(
                        effect,
                        "onnx/" + finding.rule(),
                        finding.place(),
                        finding.message(),
                        effect == Effect.NOTE
                                ? "ONNX specification; ONNX Runtime 1.28 runs it nevertheless"
                                : "ONNX specification"));
            }
        }
    }

    private Effect effect(OnnxFinding finding) {
        return switch (finding.rule()) {
            case "body-repeats", "body-passes" -> Effect.MISREAD;
            case "newer-operator", "unknown-operator" -> isOwn(finding.subject()) ? Effect.NOTE : Effect.REFUSED;
            default -> RUNS.contains(finding.rule()) ? Effect.NOTE : Effect.REFUSED;
        };
    }

    private boolean isOwn(String operator) {
        return OWN.contains(operator) || OWN_BEFORE_10.contains(operator) && model.opset() < WITHOUT_OWN;
    }
}
