package dev.sluice.export.targets;

import java.util.Set;
import java.util.stream.Collectors;

/** The activations that runtimes support in the attribute {@code activations} of a recurrent operator. */
public final class TargetActivations {
    private static final Set<String> ALL = Set.of(
            "Affine",
            "Relu",
            "LeakyRelu",
            "ThresholdedRelu",
            "Tanh",
            "ScaledTanh",
            "Sigmoid",
            "HardSigmoid",
            "Elu",
            "Softsign",
            "Softplus");
    private static final Set<String> TENSORRT =
            ALL.stream().filter(name -> !name.equals("Affine")).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> OPENVINO = Set.of("Relu", "Tanh", "Sigmoid", "HardSigmoid");

    private TargetActivations() {}

    /** The supported activations by ONNX's names; empty for runtimes that ignore the attribute, so that defaults apply. */
    public static Set<String> of(Target target) {
        return switch (target) {
            case ORT_CPU, ORT_CUDA, ORT_WEB -> ALL;
            case TENSORRT -> TENSORRT;
            case OPENVINO -> OPENVINO;
            case TRACT -> Set.of();
        };
    }
}
