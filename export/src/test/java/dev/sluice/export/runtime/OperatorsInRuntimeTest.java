package dev.sluice.export.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxModelBuilder;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.OnnxReductions;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every node that the writer knows, in every opset: loads under strict shape inference, and computes what it says. */
final class OperatorsInRuntimeTest {
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18, 19, 20, 21, 22})
    void run_allOperators_inAnyOpset(int opset) {
        OnnxModelBuilder builder = new OnnxModelBuilder("all", new OnnxOpset(opset));
        OnnxGraph graph = builder.graph();
        OnnxMath math = new OnnxMath(graph);
        OnnxShaping shaping = new OnnxShaping(graph);
        OnnxReductions reductions = new OnnxReductions(graph);
        OnnxValue x = graph.input("x", ElementType.FLOAT, OnnxShape.parse("[T, B, 4]"));
        OnnxValue lengths = graph.input("lengths", ElementType.INT64, OnnxShape.parse("[B]"));

        // A mask from lengths: [T, 1] < [B].
        OnnxValue steps = shaping.range(
                graph.constant(OnnxArray.longs(new long[] {0})),
                shaping.squeeze(shaping.size(x, 0), 0),
                graph.constant(OnnxArray.longs(new long[] {1})),
                OnnxDim.of("T"));
        OnnxValue mask = shaping.unsqueeze(math.compare("Less", shaping.unsqueeze(steps, 1), lengths), -1);
        OnnxValue kept = math.where(mask, x, graph.scalar(0));
        graph.output("sum", reductions.sum(kept, false, 0));
        graph.output("mean", reductions.mean(x, false, -1));
        graph.output("max", reductions.max(x, true, 0));
        graph.output("arg", reductions.argMax(x, -1));
        graph.output("reversed", shaping.reverseSequence(x, lengths));

        OnnxValue rows = shaping.reshape(x, OnnxShape.parse("[TB, 4]"));
        OnnxValue weights = graph.initializer("weights", OnnxArray.floats(new float[] {1, 0, 0, 0, 0, 1, 0, 0}, 2, 4));
        OnnxValue bias = graph.initializer("bias", OnnxArray.floats(new float[] {100, 200}, 2));
        graph.output("dense", math.dense(rows, weights, bias));
        graph.output("product", math.matMul(x, shaping.transpose(weights, 1, 0)));
        List<OnnxValue> halves = shaping.split(x, -1, 1, 3);
        graph.output("joined", shaping.concat(2, List.of(halves.get(1), halves.get(0))));
        graph.output("sliced", shaping.slice(x, -1, 1, 3));
        OnnxValue sizes = shaping.concat(0, List.of(shaping.size(x, 1), graph.longs(2)));
        graph.output("filled", shaping.filled(3, sizes, OnnxShape.parse("[B, 2]")));
        graph.output("expanded", shaping.expand(bias, sizes, OnnxShape.parse("[B, 2]")));
        graph.output("softmax", math.softmax("Softmax", x, -1));
        graph.output("clipped", math.clip(x, 2, 5));
        graph.output("cast", math.cast(x, ElementType.INT32));
        if (opset >= 17) {
            OnnxValue one = graph.initializer("one", OnnxArray.floats(new float[] {1, 1, 1, 1}, 4));
            graph.output("normal", math.layerNormalization(x, one, null, 1e-5f));
        }

        Map<String, OnnxArray> out;
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(builder.build())) {
            out = session.run(Map.of(
                    "x", OnnxArray.floats(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, 2, 2, 4),
                    "lengths", OnnxArray.longs(new long[] {1, 2}, 2)));
        }
        equal(out, "sum", 0, 1, 2, 3, 16, 18, 20, 22);
        equal(out, "mean", 1.5f, 5.5f, 9.5f, 13.5f);
        equal(out, "max", 8, 9, 10, 11, 12, 13, 14, 15);
        assertThat(out).containsEntry("arg", OnnxArray.longs(new long[] {3, 3, 3, 3}, 2, 2));
        equal(out, "reversed", 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7);
        equal(out, "dense", 100, 201, 104, 205, 108, 209, 112, 213);
        equal(out, "product", 0, 1, 4, 5, 8, 9, 12, 13);
        equal(out, "joined", 1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12);
        equal(out, "sliced", 1, 2, 5, 6, 9, 10, 13, 14);
        equal(out, "filled", 3, 3, 3, 3);
        equal(out, "expanded", 100, 200, 100, 200);
        float[] p = {0.0320586f, 0.0871443f, 0.2368828f, 0.6439142f};
        equal(
                out, "softmax", p[0], p[1], p[2], p[3], p[0], p[1], p[2], p[3], p[0], p[1], p[2], p[3], p[0], p[1],
                p[2], p[3]);
        equal(out, "clipped", 2, 2, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5);
        assertThat(out.get("cast")).extracting(OnnxArray::type).isEqualTo(ElementType.INT32);
        if (opset >= 17) {
            float a = 1.3416354f;
            float b = 0.4472118f;
            equal(out, "normal", -a, -b, b, a, -a, -b, b, a, -a, -b, b, a, -a, -b, b, a);
        }
    }

    private static void equal(Map<String, OnnxArray> out, String name, float... wanted) {
        OnnxArray array = out.get(name);
        assertThat(array).as(name).isNotNull();
        assertThat(array.toFloats()).as(name).containsExactly(wanted, within(1e-6f));
    }
}
