package dev.sluice.export.onnx;

import dev.sluice.export.onnx.proto.AttributeProto;
import dev.sluice.export.onnx.proto.FunctionProto;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.OperatorSetIdProto;
import dev.sluice.export.onnx.proto.StringStringEntryProto;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A model under construction: its main graph and the file's descriptive fields. */
public final class OnnxModelBuilder {
    private final OnnxOpset opset;
    private final OnnxGraph graph;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Set<FunctionProto> functions = new LinkedHashSet<>();
    private String producerName = "sluice";
    private String producerVersion = "";
    private String documentation = "";

    /** An empty model; the name becomes the graph's name. */
    public OnnxModelBuilder(String name, OnnxOpset opset) {
        this.opset = opset;
        this.graph = OnnxGraph.main(name, opset);
    }

    /** The main graph, to which nodes are added. */
    public OnnxGraph graph() {
        return graph;
    }

    /** Sets the program that wrote the file. */
    public OnnxModelBuilder producer(String name, String version) {
        producerName = name;
        producerVersion = version;
        return this;
    }

    /** Sets the documentation text. */
    public OnnxModelBuilder documentation(String text) {
        documentation = text;
        return this;
    }

    /**
     * Adds an entry to the file's metadata, which runtimes make available. Entries keep the order of the calls.
     *
     * @throws IllegalArgumentException if the key exists already
     */
    public OnnxModelBuilder metadata(String key, String value) {
        if (metadata.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException("the metadata already has a value for '" + key + "'");
        }
        return this;
    }

    /** Defines a function; repeated definitions are ignored. */
    void function(FunctionProto function) {
        functions.add(function);
    }

    /**
     * Completes and checks the model.
     *
     * @throws InvalidOnnxException with all findings, if {@link OnnxChecker} reports any
     */
    public OnnxModel build() {
        OnnxModel model = new OnnxModel(toProto());
        List<OnnxFinding> findings = OnnxChecker.check(model);
        if (!findings.isEmpty()) {
            throw new InvalidOnnxException(findings);
        }
        return model;
    }

    /** The model in its current state, unchecked. */
    ModelProto toProto() {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(opset.irVersion())
                .setProducerName(producerName)
                .setProducerVersion(producerVersion)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset.version()))
                .setGraph(withoutUnused(graph.toProto()));
        functions.stream()
                .map(FunctionProto::getDomain)
                .distinct()
                .forEach(domain -> model.addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(1)));
        model.addAllFunctions(functions);
        if (!documentation.isEmpty()) {
            model.setDocString(documentation);
        }
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }

    /** Removes unused weights, such as the sources of converted ones: they would enlarge the file, and runtimes warn of each. */
    private static GraphProto withoutUnused(GraphProto graph) {
        Set<String> used = new HashSet<>();
        graph.getOutputList().forEach(output -> used.add(output.getName()));
        collect(graph, used);
        GraphProto.Builder kept = graph.toBuilder().clearInitializer();
        graph.getInitializerList().stream()
                .filter(initializer -> used.contains(initializer.getName()))
                .forEach(kept::addInitializer);
        return kept.build();
    }

    private static void collect(GraphProto graph, Set<String> used) {
        for (NodeProto node : graph.getNodeList()) {
            used.addAll(node.getInputList());
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    attribute.getG().getOutputList().forEach(output -> used.add(output.getName()));
                    collect(attribute.getG(), used);
                }
            }
        }
    }
}
