package dev.sluice.export.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxModelBuilder;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.OnnxScan;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxValue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OnnxScanTest {
    private final OnnxModelBuilder builder = new OnnxModelBuilder("loop", OnnxOpset.DEFAULT);
    private final OnnxGraph graph = builder.graph();
    private final OnnxValue x = graph.input("x", ElementType.FLOAT, OnnxShape.parse("[T, B, 1]"));
    private final OnnxValue first = graph.input("first", ElementType.FLOAT, OnnxShape.parse("[B, 1]"));

    /** h' = h · w + x, with w from around the loop; the same value is next state and two outputs, and h itself a third. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void add_oneValueAsStateAndOutputs_keepsAllOfThem(boolean reverse) {
        OnnxValue weight = graph.initializer("w", OnnxArray.scalar(10));
        OnnxScan scan = new OnnxScan(graph, "cell");
        OnnxValue h = scan.state("h", first);
        OnnxValue step = scan.slice("x", x);
        OnnxMath math = new OnnxMath(scan.body());
        OnnxValue next = math.add(math.mul(h, weight), step);
        OnnxScan.Results results = scan.next(h, next)
                .output("a", next)
                .output("b", next)
                .output("before", h)
                .add(reverse);
        graph.output("last", results.states().getFirst());
        graph.output("a", results.outputs().get(0));
        graph.output("b", results.outputs().get(1));
        graph.output("before", results.outputs().get(2));

        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(builder.build())) {
            Map<String, OnnxArray> out = session.run(Map.of(
                    "x", OnnxArray.floats(new float[] {1, 2, 3}, 3, 1, 1),
                    "first", OnnxArray.floats(new float[] {9}, 1, 1)));
            float[] after = reverse ? new float[] {9321, 932, 93} : new float[] {91, 912, 9123};
            float[] before = reverse ? new float[] {932, 93, 9} : new float[] {9, 91, 912};
            assertThat(floats(out, "a")).containsExactly(after);
            assertThat(floats(out, "b")).containsExactly(after);
            assertThat(floats(out, "before")).containsExactly(before);
            assertThat(floats(out, "last")).containsExactly(after[reverse ? 0 : 2]);
            assertThat(session.outputs().get("a")).hasToString("a float [T, B, 1]");
        }
    }

    @Test
    void next_otherShape_namesBoth() {
        OnnxScan scan = new OnnxScan(graph, "cell");
        OnnxValue h = scan.state("h", first);
        assertThatThrownBy(() -> scan.next(h, graph.scalar(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[B, 1]")
                .hasMessageContaining("float []");
    }

    @Test
    void add_stateWithoutNext_isRefused() {
        OnnxScan scan = new OnnxScan(graph, "cell");
        scan.state("h", first);
        scan.slice("x", x);
        assertThatThrownBy(() -> scan.add(false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no next value");
    }

    private static float[] floats(Map<String, OnnxArray> out, String name) {
        OnnxArray array = out.get(name);
        assertThat(array).as(name).isNotNull();
        return array.toFloats();
    }
}
