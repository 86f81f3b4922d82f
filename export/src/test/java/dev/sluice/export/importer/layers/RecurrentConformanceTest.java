package dev.sluice.export.importer.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.importer.proof.ArrivalProof;
import dev.sluice.export.importer.proof.ArrivalReport;
import dev.sluice.export.importer.read.OnnxImport;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.proof.Proof;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.proof.ProofReport;
import dev.sluice.export.proof.ProofSubject;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every attribute of the three recurrent operators that ONNX Runtime's CPU provider runs, in random small models, both ways: a
 * file comes in and computes what it did in ONNX Runtime, and goes out again, as the same operator, and still does.
 */
class RecurrentConformanceTest {
    private static final int CASES = 40;

    @ParameterizedTest
    @CsvSource({"GRU,7", "GRU,14", "GRU,22", "LSTM,7", "LSTM,14", "LSTM,22", "RNN,7", "RNN,14", "RNN,22"})
    void randomModel_inAndOutAgain_computesTheSame(String operator, int opset) throws IOException {
        for (int i = 0; i < CASES; i++) {
            long seed = 1000L * opset + i;
            RandomRecurrent.Case drawn = RandomRecurrent.of(seed, operator, opset);
            OnnxImport imported = OnnxImport.of(drawn.model(), "random " + seed);
            ArrivalReport arrival = ArrivalProof.run(imported, Tolerance.ofRounding());
            assertThat(arrival.passed())
                    .as("in, seed %d: %s, %s", seed, drawn.describe(), arrival.summary())
                    .isTrue();
            ProofReport departure = exported(imported, Math.max(14, opset), drawn);
            assertThat(departure.passed())
                    .as("out, seed %d: %s, %s", seed, drawn.describe(), departure.summary())
                    .isTrue();
        }
    }

    private static ProofReport exported(OnnxImport imported, int opset, RandomRecurrent.Case drawn) {
        Map<String, Expr> outputs = new LinkedHashMap<>();
        imported.outputs().forEach((name, flow) -> outputs.put("out_" + name, flow.expr()));
        Graph graph = new Graph(outputs);
        Tensors all = Parameters.initialize(imported.asFile().scope().declared(), 0);
        Tensors used =
                Tensors.of(graph.parameters().stream().map(Parameter::label).toList(), all::get);
        OnnxModel model = new Lowering("again", new OnnxOpset(opset))
                .lower(graph, used)
                .builder()
                .build();
        if (hasOrdinaryGates(imported.model())) {
            assertThat(model.proto().getGraph().getNodeList())
                    .as("operator again: %s", drawn.describe())
                    .noneMatch(node -> node.getOpType().equals("Scan"));
        }
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(model)) {
            ProofSubject subject = ProofSubject.of(graph, used, Map.of(), Map.of());
            ProofGrid grid = new ProofGrid(List.of(3), List.of(1, 6), 1);
            return Proof.run(subject, session, grid, Validation.none(), Tolerance.ofRounding());
        }
    }

    /** Whether no gate is just a factor and a summand, which a step has in its weights. */
    private static boolean hasOrdinaryGates(OnnxModel model) {
        NodeProto node = model.proto().getGraph().getNode(0);
        List<String> functions = node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("activations"))
                .flatMap(attribute -> attribute.getStringsList().stream())
                .map(ByteString::toStringUtf8)
                .toList();
        int each = switch (node.getOpType()) {
            case "GRU" -> 2;
            case "LSTM" -> 3;
            default -> 1;
        };
        return each == 1
                || IntStream.range(0, functions.size())
                        .filter(i -> i % each == 0)
                        .mapToObj(functions::get)
                        .noneMatch(name -> name.equals("Affine") || name.equals("ScaledTanh"));
    }
}
