package dev.sluice.export.lowering;

import dev.sluice.export.onnx.OnnxActivation;
import dev.sluice.export.onnx.RecurrentKind;
import dev.sluice.export.recognition.Recurrence;
import dev.sluice.export.targets.Target;
import dev.sluice.export.targets.TargetActivations;
import java.util.Set;

/**
 * The layers that a runtime computes correctly as an operator. A layer that it would refuse or misread takes another
 * form: the same function with four free gates, or a {@code Scan}. Sources as in {@code lint}.
 *
 * @param coupling whether {@code input_forget} is supported without loss of speed; otherwise coupled gates are written as
 *     free ones
 * @param peepholes whether P is supported
 * @param functions activations supported in {@code activations}
 * @param clip whether an LSTM's {@code clip} is known not to apply to its last function, as in ONNX Runtime
 */
record TargetForms(boolean coupling, boolean peepholes, Set<String> functions, boolean clip) {
    static TargetForms of(Target target) {
        Set<String> functions = TargetActivations.of(target);
        return switch (target) {
            case ORT_CPU -> new TargetForms(true, true, functions, true);
            // Both run more layers on their own device with four free gates.
            case ORT_CUDA, ORT_WEB -> new TargetForms(false, true, functions, true);
            case OPENVINO -> new TargetForms(false, false, functions, false);
            case TENSORRT -> new TargetForms(false, true, functions, false);
            case TRACT -> new TargetForms(false, true, functions, false);
        };
    }

    /** Returns whether a layer becomes an operator. */
    boolean takes(Recurrence recurrence) {
        return !recurrence.isProjected()
                && (peepholes || !recurrence.hasPeepholes())
                && (coupling || recurrence.isInWeights())
                && (recurrence.hasUsualFunctions() || (reads(recurrence) && clips(recurrence)));
    }

    private boolean reads(Recurrence recurrence) {
        return recurrence.activations().stream().map(OnnxActivation::name).allMatch(functions::contains);
    }

    private boolean clips(Recurrence recurrence) {
        return clip || recurrence.kind() != RecurrentKind.LSTM || Double.isInfinite(recurrence.clip());
    }
}
