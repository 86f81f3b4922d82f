package dev.sluice.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadSize;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxModelBuilder;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.OnnxScan;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxValue;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Counts the nodes in a step of each exported loop, and the products among them. A product of the input alone is
 * outside, what is done to an output alone as well, and gates that are computed alike are one product: what is left are the
 * products that each cell's equations have with its states.
 */
class HoistingTest {
    private static final int HIDDEN = 8;

    @ParameterizedTest
    @CsvSource({
        "atr, 1, 9",
        "fast-grnn, 1, 12",
        "gru-3, 1, 7",
        "gru-d, 4, 31",
        "indrnn, 0, 4",
        "janet, 2, 11",
        "layer-norm-gru, 2, 14",
        "layer-norm-lstm, 1, 16",
        "lmu, 6, 9",
        "mgu, 2, 9",
        "min-gru, 0, 3",
        "min-lstm, 0, 3",
        "mlstm, 2, 43",
        "mut-1, 2, 9",
        "mut-3, 3, 12",
        "phased-lstm, 4, 41",
        "qrnn, 0, 3",
        "ran, 2, 10",
        "recurrent-highway, 4, 15",
        "slstm, 4, 29",
        "sru, 0, 13",
        "time-lstm, 4, 23",
        "ugrnn, 2, 8"
    })
    void lower_eachCell_keepsOnlyProductsOfStatesInTheLoop(String id, int products, int nodes) {
        GraphProto body = body(RandomCell.preset(id));

        assertThat(count(body, "Gemm") + count(body, "MatMul")).as("products").isEqualTo(products);
        assertThat(body.getNodeCount()).as("nodes").isEqualTo(nodes);
    }

    @Test
    void lower_minimalGatedUnit_takesNoMoreNodesThanOneWrittenByHand() {
        GraphProto byHand = scan(mguByHand());

        assertThat(body(Mgu.defaults()).getNodeCount()).isLessThanOrEqualTo(byHand.getNodeCount());
    }

    /** Each gate of the input is computed for all steps before the loop; in it only what needs the state, and the lengths. */
    private static OnnxModel mguByHand() {
        OnnxModelBuilder model = new OnnxModelBuilder("by hand", OnnxOpset.DEFAULT);
        OnnxDim time = OnnxDim.of("time");
        OnnxDim batch = OnnxDim.of("batch");
        OnnxDim size = OnnxDim.of(HIDDEN);
        OnnxValue first = model.graph().input("h", ElementType.FLOAT, OnnxShape.of(batch, size));
        OnnxValue valid = model.graph().input("valid", ElementType.BOOL, OnnxShape.of(time, batch, OnnxDim.of(1)));
        OnnxValue inputF = model.graph().input("xf", ElementType.FLOAT, OnnxShape.of(time, batch, size));
        OnnxValue inputN = model.graph().input("xn", ElementType.FLOAT, OnnxShape.of(time, batch, size));
        OnnxArray weights = OnnxArray.floats(new float[HIDDEN * HIDDEN], HIDDEN, HIDDEN);
        OnnxValue u = model.graph().initializer("U_f", weights);
        OnnxValue v = model.graph().initializer("U_n", weights);
        OnnxScan scan = new OnnxScan(model.graph(), "Scan");
        OnnxMath math = new OnnxMath(scan.body());
        OnnxValue h = scan.state("h", first);
        OnnxValue now = scan.slice("valid", valid);
        OnnxValue xf = scan.slice("xf", inputF);
        OnnxValue xn = scan.slice("xn", inputN);
        OnnxValue f = math.unary("Sigmoid", math.dense(h, u, xf));
        OnnxValue n = math.unary("Tanh", math.dense(math.mul(f, h), v, xn));
        OnnxValue next = math.add(h, math.mul(f, math.sub(n, h)));
        scan.next(h, math.where(now, next, h));
        scan.output("y", next);
        OnnxScan.Results results = scan.add(false);
        model.graph().output("last", results.states().getFirst());
        OnnxMath behind = new OnnxMath(model.graph());
        model.graph()
                .output(
                        "all",
                        behind.where(
                                valid,
                                results.outputs().getFirst(),
                                model.graph().scalar(0)));
        return model.build();
    }

    private static GraphProto body(Cell cell) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(cell, HIDDEN)).withPooling(Pooling.MEAN);
        Network network = SequenceModel.build(
                config,
                List.of(new ModelInput.Features(3)),
                HeadSize.points(Map.of(Network.OUTPUTS, 2)),
                Network.Mode.WITH_STATES);
        return scan(new Lowering("test", OnnxOpset.DEFAULT)
                .lower(network.graph(), Parameters.initialize(network.parameters(), 7))
                .builder()
                .build());
    }

    private static GraphProto scan(OnnxModel model) {
        return model.proto().getGraph().getNodeList().stream()
                .filter(node -> node.getOpType().equals("Scan"))
                .flatMap(node -> node.getAttributeList().stream())
                .filter(AttributeProto::hasG)
                .map(AttributeProto::getG)
                .findFirst()
                .orElseThrow();
    }

    private static long count(GraphProto body, String operator) {
        return body.getNodeList().stream()
                .map(NodeProto::getOpType)
                .filter(operator::equals)
                .count();
    }
}
