package dev.sluice.export.onnx;

import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.OperatorSetIdProto;
import dev.sluice.export.onnx.proto.StringStringEntryProto;
import dev.sluice.export.onnx.proto.TensorProto;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reports all rule violations of a model at once.
 *
 * <p>Includes rules that runtimes may not enforce: ONNX Runtime accepts unsorted graphs, operators newer than the file's
 * operator set, and a loop that returns one value twice (with wrong results); it detects wrong weight shapes only in a
 * run. Full type inference is left to ONNX Runtime, which does it when loading.
 */
public final class OnnxChecker {
    private OnnxChecker() {}

    /** All findings in the file's order; empty for a valid model. */
    public static List<OnnxFinding> check(OnnxModel model) {
        Findings findings = new Findings();
        ModelProto proto = model.proto();
        Map<String, Long> opsets = stamps(proto, findings);
        Set<String> keys = new HashSet<>();
        for (StringStringEntryProto entry : proto.getMetadataPropsList()) {
            if (!keys.add(entry.getKey())) {
                findings.add(
                        "repeated-metadata",
                        "model",
                        "a metadata key must occur once, but '" + entry.getKey() + "' repeats");
            }
        }
        Set<String> functions = new HashSet<>();
        proto.getFunctionsList().forEach(function -> functions.add(function.getDomain() + "/" + function.getName()));
        NodeRules nodes = new NodeRules(findings, opsets, functions);
        new GraphRules(findings, nodes, model.opset())
                .check(proto.getGraph(), "graph '" + proto.getGraph().getName() + "'", null);
        return findings.list();
    }

    private static Map<String, Long> stamps(ModelProto model, Findings findings) {
        Map<String, Long> opsets = new LinkedHashMap<>();
        for (OperatorSetIdProto id : model.getOpsetImportList()) {
            String domain = id.getDomain().equals("ai.onnx") ? "" : id.getDomain();
            if (opsets.putIfAbsent(domain, id.getVersion()) != null) {
                findings.add(
                        "repeated-opset",
                        "model",
                        "an operator set must be declared once, but '" + domain + "' repeats");
            }
        }
        if (!opsets.containsKey("")) {
            findings.add(
                    "unstamped", "model", "must be stamped with the version of the standard operators, but has none");
        }
        return opsets;
    }

    /** Checks that an initializer has as many bytes or numbers as its shape requires. */
    static void checkTensor(TensorProto tensor, String place, Findings findings) {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
            findings.add("external-data", place, "weights must be in the file itself, but these lie in another");
            return;
        }
        long elements = 1;
        for (long size : tensor.getDimsList()) {
            boolean tooMany = size > 0 && elements > Long.MAX_VALUE / size;
            if (size < 0 || tooMany) {
                findings.add(
                        "illegal-size",
                        place,
                        "a size must not be negative or overflow, but was " + tensor.getDimsList());
                return;
            }
            elements *= size;
        }
        Optional<ElementType> type = ElementType.ofCode(tensor.getDataType());
        if (type.isEmpty()) {
            return;
        }
        long found = tensor.hasRawData()
                ? tensor.getRawData().size() / type.get().bytes()
                : switch (type.get()) {
                    case FLOAT -> tensor.getFloatDataCount();
                    case INT64 -> tensor.getInt64DataCount();
                    case DOUBLE -> tensor.getDoubleDataCount();
                    case INT32, UINT8, INT8, BOOL, FLOAT16 -> tensor.getInt32DataCount();
                };
        if (found != elements) {
            findings.add(
                    "wrong-data-size",
                    place,
                    "shape " + tensor.getDimsList() + " needs " + elements + " elements of type " + type.get()
                            + ", but the file has " + found);
        }
    }

    /** A place in a graph, for messages. */
    static String at(String place, String kind, String name) {
        return place + ", " + kind + " '" + name + "'";
    }
}
