package dev.sluice.export.importer.file;

import dev.sluice.export.onnx.proto.NodeProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Leaves rows in their order where a file sorts them by length and puts them back after its layers, as PyTorch's
 * {@code pack_padded_sequence(…, enforce_sorted=False)} is exported: {@code TopK} of the lengths, {@code Gather} by its indices,
 * and {@code Gather} by the order that undoes it, which {@code ScatterElements} or a second {@code TopK} makes. Rows know nothing of
 * each other, so their order does not matter in between; whether all of them meet what is theirs, the comparison with the file shows.
 */
final class RowOrder {
    private static final Set<String> PASSING = Set.of("Cast", "Identity");
    private static final Set<String> COUNTING = Set.of("Shape", "Size");
    private static final Set<String> RESHAPING =
            Set.of("Cast", "Identity", "Squeeze", "Unsqueeze", "ReduceProd", "Reshape", "Gather");

    private final FileGraph file;
    private final Map<String, FileNode> makers = new HashMap<>();
    private final Map<String, NodeProto> changed = new HashMap<>();
    /** Orders by length, under all their names. */
    private final Set<String> sorting = new HashSet<>();
    /** Orders that undo them. */
    private final Set<String> restoring = new HashSet<>();
    /** Values whose rows are in the order by length. */
    private final Set<String> sorted = new HashSet<>();

    private final Set<FileNode> undoing = new HashSet<>();

    private RowOrder(FileGraph file) {
        this.file = file;
        file.nodes().forEach(node -> node.proto().getOutputList().forEach(output -> makers.put(output, node)));
    }

    /** The graph with all rows in the order of its inputs; the same graph if nothing sorts them, or for another purpose. */
    static FileGraph kept(FileGraph file) {
        if (file.nodes().stream().noneMatch(node -> node.operator().equals("TopK"))) {
            return file;
        }
        RowOrder order = new RowOrder(file);
        for (FileNode node : file.nodes()) {
            if (!order.read(node)) {
                return file;
            }
        }
        boolean areAllBack = file.outputs().stream().noneMatch(order.sorted::contains);
        return order.changed.isEmpty() || !areAllBack ? file : order.rewritten();
    }

    /** Follows one node; false if it uses an order in a way that is not understood. */
    private boolean read(FileNode node) {
        if (isSortingByLength(node)) {
            sorting.add(node.output(1));
            sorted.add(node.output(0));
            changed.put(node.output(0), identity(node, node.input(0), node.output(0)));
            // Whoever asks how many rows the order has may ask the lengths.
            changed.put(node.output(1), identity(node, node.input(0), node.output(1)));
            return true;
        }
        List<Integer> ordered = IntStream.range(0, node.inputs())
                .filter(i -> sorting.contains(node.input(i)) || restoring.contains(node.input(i)))
                .boxed()
                .toList();
        if (COUNTING.contains(node.operator())) {
            return true;
        }
        if (ordered.isEmpty()) {
            if (node.proto().getInputList().stream().anyMatch(sorted::contains)) {
                sorted.addAll(node.proto().getOutputList());
            }
            return true;
        }
        if (PASSING.contains(node.operator())) {
            (sorting.contains(node.input(0)) ? sorting : restoring).add(node.output(0));
            return true;
        }
        if (node.operator().equals("Gather") && ordered.equals(List.of(1))) {
            return readMoved(node);
        }
        if (isWrittenBack(node)) {
            restoring.add(node.output(0));
            undoing.add(node);
            return true;
        }
        if (isSortedBack(node)) {
            restoring.add(node.output(1));
            undoing.add(node);
            return true;
        }
        return false;
    }

    private boolean readMoved(FileNode node) {
        boolean back = restoring.contains(node.input(1));
        if (file.constants().containsKey(node.input(0)) || back != sorted.contains(node.input(0))) {
            return false;
        }
        if (!back) {
            sorted.add(node.output(0));
        }
        changed.put(node.output(0), identity(node, node.input(0), node.output(0)));
        return true;
    }

    private boolean isSortingByLength(FileNode node) {
        return node.operator().equals("TopK")
                && node.inputs() == 2
                && node.proto().getOutputCount() == 2
                && node.integer("axis", -1) <= 0
                && isOneNumberARow(node.input(0))
                && counts(node.input(1), node.input(0));
    }

    private boolean isOneNumberARow(String name) {
        FileNode maker = makers.get(name);
        if (maker != null) {
            return PASSING.contains(maker.operator()) && isOneNumberARow(maker.input(0));
        }
        return file.inputs().stream()
                .filter(input -> input.getName().equals(name))
                .map(ValueInfoProto::getType)
                .anyMatch(type -> type.getTensorType().getShape().getDimCount() == 1);
    }

    /** Returns whether a value is how many numbers another one has, and nothing else. */
    private boolean counts(String value, String of) {
        FileNode maker = makers.get(value);
        if (maker == null || maker.inputs() == 0) {
            return false;
        }
        return COUNTING.contains(maker.operator())
                ? maker.input(0).equals(of)
                : RESHAPING.contains(maker.operator()) && counts(maker.input(0), of);
    }

    /** Returns whether a node writes the numbers 0, 1, 2, … to the places that an order names. */
    private boolean isWrittenBack(FileNode node) {
        if (!node.operator().equals("ScatterElements")
                || !sorting.contains(node.input(1))
                || node.integer("axis", 0) > 0) {
            return false;
        }
        FileNode into = makers.get(node.input(0));
        FileNode numbers = makers.get(node.input(2));
        return into != null
                && numbers != null
                && into.operator().equals("ConstantOfShape")
                && countsAnOrder(into.input(0))
                && numbers.operator().equals("Range")
                && isConstant(numbers.input(0), 0)
                && countsAnOrder(numbers.input(1))
                && isConstant(numbers.input(2), 1);
    }

    /** Returns whether a node sorts an order, whose places then are the order that undoes it. */
    private boolean isSortedBack(FileNode node) {
        return node.operator().equals("TopK")
                && node.integer("largest", 1) == 0
                && sorting.contains(node.input(0))
                && countsAnOrder(node.input(1));
    }

    private boolean countsAnOrder(String value) {
        return sorting.stream().anyMatch(order -> counts(value, order));
    }

    private boolean isConstant(String name, double number) {
        StoredArray constant = file.constants().get(name);
        return constant != null
                && constant.array().data().length == 1
                && constant.array().data()[0] == number;
    }

    private static NodeProto identity(FileNode at, String from, String to) {
        return NodeProto.newBuilder()
                .setName(at.proto().getName())
                .setOpType("Identity")
                .addInput(from)
                .addOutput(to)
                .build();
    }

    private FileGraph rewritten() {
        Set<FileNode> dropped = dropped();
        List<FileNode> nodes = new ArrayList<>();
        for (FileNode node : file.nodes()) {
            if (changed.containsKey(node.output(0))) {
                for (String output : node.proto().getOutputList()) {
                    int number = nodes.size() + file.nodes().size(); // A node's number is its own.
                    nodes.add(new FileNode(Objects.requireNonNull(changed.get(output)), node.opset(), number));
                }
            } else if (!dropped.contains(node)) {
                nodes.add(node);
            }
        }
        return new FileGraph(file.constants(), file.inputs(), nodes, file.outputs());
    }

    /** What made the orders that nothing asks for any more. */
    private Set<FileNode> dropped() {
        Set<FileNode> dropped = new HashSet<>();
        Set<String> needed = new HashSet<>(file.outputs());
        Set<String> unneeded = new HashSet<>();
        for (FileNode node : file.nodes().reversed()) {
            List<String> outputs = node.proto().getOutputList();
            boolean isOfOrder = undoing.contains(node) || outputs.stream().anyMatch(unneeded::contains);
            if (changed.containsKey(node.output(0))) {
                needed.add(node.input(0));
            } else if (isOfOrder && outputs.stream().noneMatch(needed::contains)) {
                dropped.add(node);
                unneeded.addAll(node.proto().getInputList());
            } else {
                needed.addAll(node.proto().getInputList());
            }
        }
        return dropped;
    }
}
