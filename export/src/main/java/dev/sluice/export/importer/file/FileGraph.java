package dev.sluice.export.importer.file;

import dev.sluice.export.foreign.Printable;
import dev.sluice.export.onnx.OnnxFormatException;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.GraphProto;
import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.TensorProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The main graph of a file, ready to be read: constants by name, nodes sorted, and inputs without the initializers that
 * old files also list as inputs.
 *
 * @param constants initializers by name
 * @param inputs values that a run must supply, in the file's order
 * @param nodes topologically sorted
 * @param outputs names in the file's order
 */
public record FileGraph(
        Map<String, StoredArray> constants, List<ValueInfoProto> inputs, List<FileNode> nodes, List<String> outputs) {
    /** Largest number of nodes; unrolled loops have thousands. */
    private static final int MOST_NODES = 4000;

    private static final int MOST_OPERANDS = 20_000;

    /**
     * Sorts and checks the main graph; rows that are sorted by length for its layers keep the order of the inputs.
     *
     * @throws OnnxFormatException if a name is defined twice, a value is missing, nodes form a cycle, or data is corrupt
     */
    public static FileGraph of(OnnxModel model) {
        return RowOrder.kept(of(model.proto().getGraph(), model.opset(), Set.of()));
    }

    /**
     * Sorts and checks a graph nested in a node.
     *
     * @param outside names of values visible from the enclosing graphs
     */
    public static FileGraph body(GraphProto graph, int opset, Set<String> outside) {
        return of(graph, opset, outside);
    }

    private static FileGraph of(GraphProto graph, int opset, Set<String> outside) {
        Map<String, StoredArray> constants = new LinkedHashMap<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            if (constants.put(tensor.getName(), TensorReader.read(tensor, tensor.getName())) != null) {
                throw new OnnxFormatException("each tensor must have a unique name, but '"
                        + Printable.of(tensor.getName()) + "' occurs twice; the file is corrupt");
            }
        }
        if (graph.getSparseInitializerCount() > 0) {
            throw new OnnxFormatException("sparse weights are not supported; save the model with dense ones");
        }
        if (graph.getNodeCount() > MOST_NODES) {
            throw new OnnxFormatException("a graph must have at most " + MOST_NODES + " nodes to be imported, but has "
                    + graph.getNodeCount() + "; export layers as GRU, LSTM or RNN operators rather than step by step");
        }
        long operands =
                graph.getNodeList().stream().mapToLong(NodeProto::getInputCount).sum();
        if (operands > MOST_OPERANDS) {
            throw new OnnxFormatException("the nodes of a graph must have at most " + MOST_OPERANDS
                    + " inputs together to be imported, but have " + operands
                    + "; export layers as GRU, LSTM or RNN operators rather than step by step");
        }
        List<FileNode> nodes = new ArrayList<>();
        for (NodeProto node : graph.getNodeList()) {
            FileNode read = new FileNode(node, opset, nodes.size());
            nodes.add(read);
            if (read.operator().equals("Constant")) {
                StoredArray value = Constants.of(read);
                if (value != null) {
                    constants.put(read.output(0), value);
                }
            }
        }
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !constants.containsKey(input.getName()))
                .toList();
        List<String> outputs =
                graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
        return new FileGraph(constants, inputs, sorted(nodes, constants, inputs, outputs, outside), outputs);
    }

    /** The number of elements stored in the file. */
    public long numbers() {
        return constants.values().stream()
                .mapToLong(constant -> constant.array().data().length)
                .sum();
    }

    /** Sorts nodes topologically: ONNX requires sorted nodes, but runtimes accept unsorted ones. */
    private static List<FileNode> sorted(
            List<FileNode> nodes,
            Map<String, StoredArray> constants,
            List<ValueInfoProto> inputs,
            List<String> outputs,
            Set<String> outside) {
        Map<String, FileNode> makers = new HashMap<>();
        for (FileNode node : nodes) {
            for (String output : node.proto().getOutputList()) {
                boolean constant = node.operator().equals("Constant");
                if (!output.isEmpty()
                        && (makers.put(output, node) != null || (constants.containsKey(output) && !constant))) {
                    throw new OnnxFormatException("each value must be computed once, but '" + Printable.of(output)
                            + "' is computed twice; the file is corrupt");
                }
            }
        }
        Set<String> known = new HashSet<>(outside);
        known.addAll(constants.keySet());
        inputs.forEach(input -> known.add(input.getName()));
        Set<FileNode> sorted = new LinkedHashSet<>();
        Sorting sorting = new Sorting(makers, known, sorted);
        nodes.forEach(sorting::place);
        for (String output : outputs) {
            if (!known.contains(output)) {
                throw new OnnxFormatException(
                        "the output '" + Printable.of(output) + "' is not computed by any node; the file is corrupt");
            }
        }
        return List.copyOf(sorted);
    }

    /** Depth-first sort with an explicit stack: a hostile file may chain more nodes than the JVM stack holds. */
    private record Sorting(Map<String, FileNode> makers, Set<String> known, Set<FileNode> sorted) {
        void place(FileNode wanted) {
            Deque<FileNode> open = new ArrayDeque<>();
            Set<Integer> waiting = new HashSet<>();
            open.push(wanted);
            while (!open.isEmpty()) {
                FileNode node = open.element();
                if (sorted.contains(node)) {
                    open.pop();
                    continue;
                }
                waiting.add(node.number());
                FileNode next = firstMissing(node);
                if (next == null) {
                    open.pop();
                    sorted.add(node);
                    known.addAll(node.proto().getOutputList());
                } else if (waiting.contains(next.number())) {
                    throw new OnnxFormatException("nodes must not form a cycle, but " + next.label() + " needs its own"
                            + " result; the file is corrupt");
                } else {
                    open.push(next);
                }
            }
        }

        private @Nullable FileNode firstMissing(FileNode node) {
            for (String input : node.proto().getInputList()) {
                if (!input.isEmpty() && !known.contains(input)) {
                    FileNode maker = makers.get(input);
                    if (maker == null) {
                        throw new OnnxFormatException(node.label() + " (" + node.operator() + ") needs the value '"
                                + Printable.of(input) + "', which no node computes; the file is corrupt");
                    }
                    return maker;
                }
            }
            return null;
        }
    }
}
