package dev.sluice.export.importer.layers;

import com.google.protobuf.ByteString;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.export.activation.ActivationFunction;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.OperatorSetIdProto;
import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.onnx.proto.TensorShapeProto;
import dev.sluice.export.onnx.proto.TypeProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;

/** A model of one recurrent operator with random attributes, weights and wiring: what its seed says. */
final class RandomRecurrent {
    private static final List<String> FUNCTIONS = List.of(
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

    private final CounterRandom random;
    private int drawn;
    private final NodeProto.Builder node = NodeProto.newBuilder().setName("layer");
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("random");
    private final StringBuilder words = new StringBuilder();

    private RandomRecurrent(long seed) {
        random = CounterRandom.of(seed, "conformance", 0);
    }

    /** A model and what is in it, for messages. */
    record Case(OnnxModel model, String describe) {}

    static Case of(long seed, String operator, int opset) {
        return new RandomRecurrent(seed).build(operator, opset);
    }

    private Case build(String operator, int opset) {
        int gates = operator.equals("GRU") ? 3 : operator.equals("LSTM") ? 4 : 1;
        int functions = operator.equals("GRU") ? 2 : operator.equals("LSTM") ? 3 : 1;
        int hidden = 1 + below(4);
        int inputs = 1 + below(4);
        String direction = List.of("forward", "reverse", "bidirectional").get(below(3));
        int d = direction.equals("bidirectional") ? 2 : 1;
        words.append(operator).append(" opset ").append(opset).append(' ').append(direction);
        node.setOpType(operator).addAttribute(integer("hidden_size", hidden));
        if (d == 2 || !direction.equals("forward") || coin()) {
            node.addAttribute(text("direction", direction));
        }
        declare("x", TensorProto.DataType.FLOAT, "t", "n", inputs);
        node.addInput("x")
                .addInput(weights("W", d, gates * hidden, inputs))
                .addInput(weights("R", d, gates * hidden, hidden));
        node.addInput(coin() ? weights("B", d, 2 * gates * hidden) : "");
        node.addInput(option("lengths") ? declare("lengths", TensorProto.DataType.INT32, "n") : "");
        node.addInput(initial("initial_h", d, hidden));
        if (gates == 4) {
            node.addInput(initial("initial_c", d, hidden));
            node.addInput(option("peepholes") ? weights("P", d, 3 * hidden) : "");
        }
        attributes(operator, functions * d);
        outputs(gates, d, hidden);
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(opset < 14 ? 4 : 8)
                .setProducerName("random")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph.addNode(node))
                .build();
        return new Case(new OnnxModel(model), words.toString());
    }

    private void attributes(String operator, int functions) {
        if (operator.equals("GRU")) {
            long before = below(3) - 1;
            if (before >= 0) {
                node.addAttribute(integer("linear_before_reset", before));
                words.append(" linear_before_reset=").append(before);
            }
        }
        if (operator.equals("LSTM") && option("input_forget")) {
            node.addAttribute(integer("input_forget", 1));
        }
        if (option("clip")) {
            node.addAttribute(number("clip", 0.3f + 2 * unit()));
        }
        if (!coin()) {
            return;
        }
        AttributeProto.Builder names =
                AttributeProto.newBuilder().setName("activations").setType(AttributeProto.AttributeType.STRINGS);
        AttributeProto.Builder alphas =
                AttributeProto.newBuilder().setName("activation_alpha").setType(AttributeProto.AttributeType.FLOATS);
        AttributeProto.Builder betas =
                AttributeProto.newBuilder().setName("activation_beta").setType(AttributeProto.AttributeType.FLOATS);
        for (int i = 0; i < functions; i++) {
            // ONNX Runtime's RNN reads the constants of two directions otherwise than ONNX says, unless both have them.
            String name = operator.equals("RNN") && i == 1
                    ? names.getStrings(0).toStringUtf8()
                    : FUNCTIONS.get(below(FUNCTIONS.size()));
            names.addStrings(ByteString.copyFromUtf8(name));
            words.append(' ').append(name);
            if (ActivationFunction.takesAlpha(name)) {
                alphas.addFloats(0.1f + 0.5f * unit());
            }
            if (ActivationFunction.takesBeta(name)) {
                betas.addFloats(0.1f + 0.5f * unit());
            }
        }
        node.addAttribute(names);
        if (alphas.getFloatsCount() > 0) {
            node.addAttribute(alphas);
        }
        if (betas.getFloatsCount() > 0) {
            node.addAttribute(betas);
        }
    }

    /** At least one output, the others at random; those left out at the end are dropped or empty. */
    private void outputs(int gates, int d, int hidden) {
        List<String> all = gates == 4 ? List.of("Y", "Y_h", "Y_c") : List.of("Y", "Y_h");
        int certain = below(all.size());
        List<String> given = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            given.add(i == certain || coin() ? all.get(i) : "");
        }
        while (coin() && given.getLast().isEmpty()) {
            given.removeLast();
        }
        node.addAllOutput(given);
        for (String name : given) {
            if (name.equals("Y")) {
                graph.addOutput(value(name, TensorProto.DataType.FLOAT, "t", d, "n", hidden));
            } else if (!name.isEmpty()) {
                graph.addOutput(value(name, TensorProto.DataType.FLOAT, d, "n", hidden));
            }
        }
    }

    private String initial(String name, int d, int hidden) {
        return switch (below(4)) {
            case 0 -> {
                words.append(' ').append(name);
                yield declare(name, TensorProto.DataType.FLOAT, d, "n", hidden);
            }
            default -> "";
        };
    }

    private String weights(String name, int... sizes) {
        int elements = 1;
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(1);
        for (int size : sizes) {
            tensor.addDims(size);
            elements *= size;
        }
        for (int i = 0; i < elements; i++) {
            tensor.addFloatData(random.normal(drawn++) * 0.3f);
        }
        graph.addInitializer(tensor);
        return name;
    }

    private String declare(String name, TensorProto.DataType type, Object... axes) {
        graph.addInput(value(name, type, axes));
        return name;
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, Object... axes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object axis : axes) {
            shape.addDim(
                    axis instanceof Integer size
                            ? TensorShapeProto.Dimension.newBuilder().setDimValue(size)
                            : TensorShapeProto.Dimension.newBuilder().setDimParam(axis.toString()));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto number(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    private static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    private boolean option(String name) {
        boolean taken = below(3) == 0;
        words.append(taken ? " " + name : "");
        return taken;
    }

    private boolean coin() {
        return below(2) == 0;
    }

    private int below(int bound) {
        return random.below(drawn++, bound);
    }

    private float unit() {
        return below(1000) / 1000f;
    }
}
