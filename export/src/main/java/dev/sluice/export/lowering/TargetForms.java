package dev.sluice.export.lowering;

import dev.sluice.core.experiment.ExportConfig.Target;
import dev.sluice.export.onnx.RecurrentKind;
import dev.sluice.export.recognition.Recurrence;

/**
 * Which layers a runtime computes right as an operator. What it would refuse or misread takes another form in the file: the
 * same function as four free gates, or a {@code Scan}. Sources are those of {@code lint}.
 *
 * @param coupling whether {@code input_forget} is known and costs nothing; else coupled gates are written as free ones
 * @param peepholes whether P is read
 * @param functions whether {@code activations} and their constants are read
 * @param clip whether an LSTM's {@code clip} is known to leave its last function alone, as in ONNX Runtime
 */
record TargetForms(boolean coupling, boolean peepholes, boolean functions, boolean clip) {
    static TargetForms of(Target target) {
        return switch (target) {
            case ORT_CPU -> new TargetForms(true, true, true, true);
            // Both take more layers to their own device with four free gates.
            case ORT_CUDA, ORT_WEB -> new TargetForms(false, true, true, true);
            case OPENVINO -> new TargetForms(false, false, true, false);
            case TENSORRT -> new TargetForms(false, true, true, false);
            case TRACT -> new TargetForms(false, true, false, false);
        };
    }

    /** Whether a layer becomes an operator. */
    boolean takes(Recurrence recurrence) {
        return !recurrence.isProjected()
                && (peepholes || !recurrence.hasPeepholes())
                && (functions || recurrence.hasUsualFunctions())
                && (clip || recurrence.kind() != RecurrentKind.LSTM || Double.isInfinite(recurrence.clip()))
                && (coupling || recurrence.isInWeights());
    }
}
