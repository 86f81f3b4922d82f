package dev.sluice.export.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.proof.Proof;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.proof.ProofReport;
import dev.sluice.export.proof.ProofSubject;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import dev.sluice.export.targets.Target;
import java.util.List;
import java.util.Optional;

/** Networks written, run in ONNX Runtime and compared, and what is in the body of their first loop. */
final class ProvenLoop {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 7), 3);

    private ProvenLoop() {}

    static OnnxModel of(Network network, int opset) {
        return of(network, new OnnxOpset(opset), Target.ORT_CPU);
    }

    static OnnxModel of(Network network, OnnxOpset opset, Target target) {
        Tensors parameters = Networks.parameters(network);
        OnnxModel model = new Lowering("test", opset)
                .target(target)
                .activation(OutputActivation.SOFTMAX)
                .lower(network.graph(), parameters)
                .builder()
                .build();
        ProofSubject subject = ProofSubject.of(network.graph(), parameters, OutputActivation.SOFTMAX, Optional.empty());
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(model)) {
            ProofReport report = Proof.run(subject, session, GRID, Validation.none(), Tolerance.exactly(1e-5));
            assertThat(report.passed())
                    .as(() -> report.summary() + " " + report.differences())
                    .isTrue();
        }
        return model;
    }

    /** The operators of a step, in order. */
    static List<String> body(OnnxModel model) {
        return model.proto().getGraph().getNodeList().stream()
                .filter(node -> node.getOpType().equals("Scan"))
                .flatMap(node -> node.getAttributeList().stream())
                .filter(AttributeProto::hasG)
                .map(AttributeProto::getG)
                .findFirst()
                .orElseThrow()
                .getNodeList()
                .stream()
                .map(NodeProto::getOpType)
                .toList();
    }
}
