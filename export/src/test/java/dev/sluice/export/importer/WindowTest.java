package dev.sluice.export.importer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.exchange.ImportProof;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.ModelInput;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxModelBuilder;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.OnnxRecurrent;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files over a window of steps, each with weights of its own in a dense layer. */
class WindowTest {
    private static final int STEPS = 6;
    private static final int HIDDEN = 4;

    @ParameterizedTest
    @ValueSource(strings = {"steps first", "features first"})
    void prove_denseLayerOverAllSteps_isEqual(String order) {
        ImportedFile file = OnnxImporter.of(model(order.equals("features first")), "window", List.of());

        ImportProof proof = file.prove();
        assertThat(proof.passed()).as(proof.json()).isTrue();
        assertThat(proof.json()).contains("6 steps");
        assertThat(file.model().inputs()).containsExactly(new ModelInput.Features("x", 3));
    }

    private static OnnxModel model(boolean featuresFirst) {
        OnnxModelBuilder builder = new OnnxModelBuilder("window", new OnnxOpset(17));
        OnnxGraph graph = builder.graph();
        OnnxShaping shaping = new OnnxShaping(graph);
        OnnxDim batch = OnnxDim.of("batch");
        OnnxValue x = graph.input("x", ElementType.FLOAT, OnnxShape.of(batch, OnnxDim.of(STEPS), OnnxDim.of(3)));
        OnnxValue y = new OnnxRecurrent(graph, RecurrentKind.GRU, HIDDEN)
                .add(
                        shaping.transpose(x, 1, 0, 2),
                        weights(graph, "w", 1, 3 * HIDDEN, 3),
                        weights(graph, "r", 1, 3 * HIDDEN, HIDDEN),
                        weights(graph, "b", 1, 6 * HIDDEN))
                .sequence();
        OnnxValue rows =
                shaping.transpose(shaping.squeeze(y, 1), featuresFirst ? new int[] {1, 2, 0} : new int[] {1, 0, 2});
        OnnxValue flat =
                shaping.reshape(rows, graph.longs(-1, STEPS * HIDDEN), OnnxShape.of(batch, OnnxDim.of(STEPS * HIDDEN)));
        graph.output(
                "y", new OnnxMath(graph).dense(flat, weights(graph, "d", 2, STEPS * HIDDEN), weights(graph, "e", 2)));
        return builder.build();
    }

    private static OnnxValue weights(OnnxGraph graph, String name, int... sizes) {
        int elements = 1;
        long[] shape = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            elements *= sizes[i];
            shape[i] = sizes[i];
        }
        float[] values = new float[elements];
        CounterRandom random = CounterRandom.of(5, name, 0);
        for (int i = 0; i < elements; i++) {
            values[i] = 0.5f * random.normal(i);
        }
        return graph.initializer(name, OnnxArray.floats(values, shape));
    }
}
