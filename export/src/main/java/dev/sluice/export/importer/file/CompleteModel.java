package dev.sluice.export.importer.file;

import com.google.protobuf.ByteString;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.onnx.OnnxFormatException;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A model with all external data embedded, so that it can be read, run and written without its folder: weights stored in
 * data files, and weights that are inputs with stored values, as in the ONNX operator test cases.
 *
 * @param notes remarks for the user about the source of the weights
 */
public record CompleteModel(OnnxModel model, List<String> notes) {
    public CompleteModel {
        notes = List.copyOf(notes);
    }

    /**
     * Completes a model.
     *
     * @param folder the model's folder, which must contain all referenced files
     * @throws OnnxFormatException if it refers to a file elsewhere, or to more bytes than there are
     * @throws IOException if a file of the folder cannot be read
     */
    public static CompleteModel of(OnnxModel model, Path folder) throws IOException {
        List<String> notes = new ArrayList<>();
        ModelProto.Builder complete = model.proto().toBuilder();
        GraphProto.Builder graph = complete.getGraphBuilder();
        embed(graph, new ExternalData(folder));
        List<String> weights = OperatorCase.of(folder).embed(graph);
        if (!weights.isEmpty()) {
            notes.add("the weights " + Printable.list(weights) + " are inputs of the file; their values are those of "
                    + OperatorCase.FOLDER);
        }
        return new CompleteModel(new OnnxModel(complete.build()), notes);
    }

    private static void embed(GraphProto.Builder graph, ExternalData data) throws IOException {
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto tensor = graph.getInitializer(i);
            if (ExternalData.isExternal(tensor)) {
                graph.setInitializer(i, embedded(tensor, tensor.getName(), data));
            }
        }
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            String name = node.getOutputCount() > 0 ? node.getOutput(0) : node.getName();
            for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
                if (attribute.hasT() && ExternalData.isExternal(attribute.getT())) {
                    attribute.setT(embedded(attribute.getT(), name, data));
                }
            }
        }
    }

    private static TensorProto embedded(TensorProto tensor, String name, ExternalData data) throws IOException {
        String place = TensorReader.place(name);
        ByteString bytes = data.read(tensor, TensorReader.bytes(tensor, place), place);
        return tensor.toBuilder()
                .clearExternalData()
                .clearDataLocation()
                .setRawData(bytes)
                .build();
    }
}
