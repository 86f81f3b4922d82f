package dev.sluice.export.keras;

import static dev.sluice.export.keras.KerasGraph.features;
import static dev.sluice.export.keras.RecurrentWeights.requireCount;
import static dev.sluice.export.keras.RecurrentWeights.sized;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.foreign.LayerFile;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.keras.StoredModel.Weight;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxNode;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import java.util.List;

/** Writes layers that combine neighboring steps, convolutions and pooling, of {@code [batch, time, features]}. */
record StepWriter(LayerFile file) {
    OnnxValue convolution(String name, LayerMeaning.Convolution layer, List<Weight> weights, OnnxValue x) {
        LayerWriter.requireSequence(x);
        requireCount(weights, layer.bias() ? 2 : 1);
        int inputs = features(x);
        if (layer.groups() < 1 || inputs % layer.groups() != 0) {
            throw new UnsupportedPartException(inputs + " features do not fall into " + layer.groups() + " groups");
        }
        Tensor kernel = sized(weights.getFirst(), layer.size(), inputs / layer.groups(), layer.filters());
        OnnxNode node = file.graph()
                .node("Conv")
                .inputs(featuresFirst(x), file.weights(name + ".kernel", turned(kernel)))
                .optionalInput(
                        layer.bias() ? file.weights(name + ".bias", sized(weights.get(1), layer.filters())) : null)
                .longs("strides", layer.stride())
                .longs("dilations", layer.dilation())
                .attribute("group", layer.groups());
        int span = layer.dilation() * (layer.size() - 1);
        OnnxValue y = placed(node, layer.padding(), span, layer.stride(), layer.filters(), x);
        return layer.activation().apply(file.graph(), y);
    }

    OnnxValue pool(LayerMeaning.StepPool layer, OnnxValue x) {
        LayerWriter.requireSequence(x);
        if (layer.padding() == LayerMeaning.Padding.CAUSAL) {
            throw new UnsupportedPartException("pooling has no causal padding");
        }
        OnnxNode node = file.graph()
                .node(layer.mean() ? "AveragePool" : "MaxPool")
                .inputs(featuresFirst(x))
                .longs("kernel_shape", layer.size())
                .longs("strides", layer.stride());
        return placed(node, layer.padding(), layer.size() - 1, layer.stride(), features(x), x);
    }

    private OnnxValue featuresFirst(OnnxValue x) {
        return new OnnxShaping(file.graph()).transpose(x, 0, 2, 1);
    }

    /** Converts Keras's {@code [K, C, N]} to {@code [N, C, K]}. */
    private static Tensor turned(Tensor kernel) {
        int size = kernel.shape().size(0);
        int inputs = kernel.shape().size(1);
        int outputs = kernel.shape().size(2);
        Tensor turned = Tensor.zeros(outputs, inputs, size);
        for (int n = 0; n < outputs; n++) {
            for (int c = 0; c < inputs; c++) {
                for (int k = 0; k < size; k++) {
                    turned.array()[(n * inputs + c) * size + k] = kernel.array()[(k * inputs + c) * outputs + n];
                }
            }
        }
        return turned;
    }

    /** Adds the node with its padding and transposes the result back. */
    private OnnxValue placed(
            OnnxNode node, LayerMeaning.Padding padding, int span, int stride, int features, OnnxValue x) {
        switch (padding) {
            case VALID -> node.longs("pads", 0, 0);
            case SAME -> node.attribute("auto_pad", "SAME_UPPER");
            case CAUSAL -> node.longs("pads", span, 0);
        }
        OnnxDim places = OnnxDim.unknown();
        if (x.shape().dim(1) instanceof OnnxDim.Fixed(long steps)) {
            long room = padding == LayerMeaning.Padding.VALID ? steps - span : steps;
            if (room < 1) {
                throw new UnsupportedPartException(
                        "of " + steps + " steps it leaves none, since it spans " + (span + 1));
            }
            places = OnnxDim.of(Math.ceilDiv(room, stride));
        } else if (stride == 1 && padding != LayerMeaning.Padding.VALID) {
            places = x.shape().dim(1);
        }
        OnnxValue y = node.add(ElementType.FLOAT, OnnxShape.of(x.shape().dim(0), OnnxDim.of(features), places));
        return new OnnxShaping(file.graph()).transpose(y, 0, 2, 1);
    }
}
