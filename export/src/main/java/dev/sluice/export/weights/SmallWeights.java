package dev.sluice.export.weights;

import dev.sluice.export.onnx.InvalidOnnxException;
import dev.sluice.export.onnx.OnnxChecker;
import dev.sluice.export.onnx.OnnxFinding;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stores a model's matrices and tables in fewer bytes. Nothing else changes: a node at the start of the graph converts
 * each back to float32, so all activations and sums remain float32. Biases, scales and small matrices are left alone.
 *
 * <p>fp16 rounds to half precision. int8 gives each output row (each row of a table) a scale, its largest magnitude over
 * 127, and rounds to the nearest multiple of it: symmetric, without zero points, which all runtimes support.
 */
public final class SmallWeights {
    /** Below this, scales and nodes take as many bytes as are saved. */
    public static final int LEAST_ELEMENTS = 256;

    private SmallWeights() {}

    /**
     * The smaller file.
     *
     * @param model model with float32 weights
     * @throws InvalidOnnxException if the result breaks a rule of the format
     */
    public static OnnxModel shrink(OnnxModel model, WeightFormat kind) {
        return changed(model, kind, true);
    }

    /** A float32 file with the same rounded numbers, which the smaller file must match. */
    public static OnnxModel rounded(OnnxModel model, WeightFormat kind) {
        return changed(model, kind, false);
    }

    private static OnnxModel changed(OnnxModel model, WeightFormat kind, boolean small) {
        if (kind == WeightFormat.FLOAT32) {
            return model;
        }
        GraphProto graph = model.proto().getGraph();
        Map<String, Integer> axes = ChannelAxes.of(graph);
        List<TensorProto> initializers = new ArrayList<>();
        List<NodeProto> nodes = new ArrayList<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            Integer axis = axes.get(tensor.getName());
            if (axis == null) {
                initializers.add(tensor);
            } else {
                RoundedTensor rounded = RoundedTensor.of(tensor, kind, axis);
                if (small) {
                    initializers.addAll(rounded.stored());
                    nodes.addAll(rounded.nodes());
                } else {
                    initializers.add(rounded.widened());
                }
            }
        }
        nodes.addAll(graph.getNodeList());
        GraphProto changed = graph.toBuilder()
                .clearInitializer()
                .addAllInitializer(initializers)
                .clearNode()
                .addAllNode(nodes)
                .build();
        OnnxModel result =
                new OnnxModel(model.proto().toBuilder().setGraph(changed).build());
        List<OnnxFinding> findings = OnnxChecker.check(result);
        if (!findings.isEmpty()) {
            throw new InvalidOnnxException(findings);
        }
        return result;
    }
}
