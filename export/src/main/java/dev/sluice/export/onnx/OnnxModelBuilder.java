package dev.sluice.export.onnx;

import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.OperatorSetIdProto;
import dev.sluice.export.onnx.proto.StringStringEntryProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model under construction: its main graph and what the file says about itself. */
public final class OnnxModelBuilder {
    private final OnnxOpset opset;
    private final OnnxGraph graph;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private String producerName = "sluice";
    private String producerVersion = "";
    private String documentation = "";

    /** An empty model. The name becomes that of the graph. */
    public OnnxModelBuilder(String name, OnnxOpset opset) {
        this.opset = opset;
        this.graph = OnnxGraph.main(name, opset);
    }

    /** The main graph, to add to. */
    public OnnxGraph graph() {
        return graph;
    }

    /** The program that wrote the file. */
    public OnnxModelBuilder producer(String name, String version) {
        producerName = name;
        producerVersion = version;
        return this;
    }

    /** A text for people. */
    public OnnxModelBuilder documentation(String text) {
        documentation = text;
        return this;
    }

    /**
     * Adds one fact to the file's metadata, which runtimes hand to their users. Kept in the order of the calls.
     *
     * @throws IllegalArgumentException if the key is already there
     */
    public OnnxModelBuilder metadata(String key, String value) {
        if (metadata.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException("the metadata already has a value for '" + key + "'");
        }
        return this;
    }

    /**
     * Completes and checks the model.
     *
     * @throws InvalidOnnxException if {@link OnnxChecker} finds anything, with all findings
     */
    public OnnxModel build() {
        OnnxModel model = new OnnxModel(toProto());
        List<OnnxFinding> findings = OnnxChecker.check(model);
        if (!findings.isEmpty()) {
            throw new InvalidOnnxException(findings);
        }
        return model;
    }

    /** The model as it stands, unchecked. */
    ModelProto toProto() {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(opset.irVersion())
                .setProducerName(producerName)
                .setProducerVersion(producerVersion)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset.version()))
                .setGraph(graph.toProto());
        if (!documentation.isEmpty()) {
            model.setDocString(documentation);
        }
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }
}
