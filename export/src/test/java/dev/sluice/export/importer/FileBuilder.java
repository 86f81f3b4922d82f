package dev.sluice.export.importer;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxModelBuilder;
import dev.sluice.export.onnx.OnnxNode;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.OnnxRecurrent;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import dev.sluice.export.onnx.RecurrentKind;

/** Writes files such as other exporters make, with random weights. */
final class FileBuilder {
    static final OnnxDim BATCH = OnnxDim.of("batch");
    static final OnnxDim TIME = OnnxDim.of("time");

    private final OnnxModelBuilder builder;
    private final OnnxGraph graph;
    private int weights;

    FileBuilder() {
        this(17);
    }

    FileBuilder(int opset) {
        builder = new OnnxModelBuilder("file", new OnnxOpset(opset));
        graph = builder.graph();
    }

    OnnxGraph graph() {
        return graph;
    }

    OnnxShaping shaping() {
        return new OnnxShaping(graph);
    }

    OnnxMath math() {
        return new OnnxMath(graph);
    }

    /** An input of numbers. */
    OnnxValue input(String name, OnnxDim... dims) {
        return graph.input(name, ElementType.FLOAT, OnnxShape.of(dims));
    }

    /** Random numbers. */
    OnnxValue weights(int... sizes) {
        return graph.initializer("w" + weights, random(sizes));
    }

    private OnnxArray random(int... sizes) {
        int elements = 1;
        long[] shape = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            elements *= sizes[i];
            shape[i] = sizes[i];
        }
        CounterRandom random = CounterRandom.of(5, "w" + weights++, 0);
        float[] values = new float[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = 0.5f * random.normal(i);
        }
        return OnnxArray.floats(values, shape);
    }

    /** A node of one output. */
    OnnxValue add(OnnxNode node, OnnxDim... dims) {
        return node.add(ElementType.FLOAT, OnnxShape.of(dims));
    }

    OnnxNode node(String operator, OnnxValue... inputs) {
        return graph.node(operator).inputs(inputs);
    }

    /** A GRU over {@code [time, batch, features]}: its outputs {@code [time, batch, hidden]}. */
    OnnxValue gru(OnnxValue x, int hidden) {
        int features = (int) ((OnnxDim.Fixed) x.shape().dim(2)).size();
        OnnxValue y = new OnnxRecurrent(graph, RecurrentKind.GRU, hidden)
                .add(x, weights(1, 3 * hidden, features), weights(1, 3 * hidden, hidden), weights(1, 6 * hidden))
                .sequence();
        return shaping().squeeze(y, 1);
    }

    /** The last step of {@code [time, batch, features]}, and a dense layer. */
    OnnxModel answering(OnnxValue steps) {
        int features = (int) ((OnnxDim.Fixed) steps.shape().dim(2)).size();
        OnnxValue last = shaping().gather(steps, graph.constant(OnnxArray.longs(new long[] {-1})), 0);
        return finished(math().dense(last, weights(2, features), weights(2)));
    }

    OnnxModel finished(OnnxValue answer) {
        graph.output("y", answer);
        return builder.build();
    }
}
