package dev.sluice.export.importer.read;

import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Network;
import dev.sluice.export.importer.file.FileGraph;
import dev.sluice.export.importer.file.FileNode;
import dev.sluice.export.onnx.RecurrentKind;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Determines the role of each input by following it through the nodes. The type does not decide: an integer per row may
 * be a length, a category or an ordinary number. Names count only for the pairs that Sluice itself writes, a state and
 * its next value.
 */
final class InputRoles {
    /** Operators that rearrange the elements of their first input. */
    private static final Set<String> MOVING = Set.of(
            "Identity",
            "Dropout",
            "Cast",
            "Transpose",
            "Reshape",
            "Flatten",
            "Squeeze",
            "Unsqueeze",
            "Slice",
            "Split",
            "Gather",
            "Expand",
            "Tile");

    /** Operators used in index arithmetic. */
    private static final Set<String> COUNTING = Set.of("Add", "Sub", "Mul", "Div", "Min", "Max", "Clip", "Mod");

    private static final Set<String> COMPARING = Set.of("Less", "LessOrEqual", "Greater", "GreaterOrEqual");

    private static final int STATE_AXES = 3;

    private final Map<String, List<Use>> uses = new HashMap<>();
    private final Set<String> computed = new HashSet<>();
    private final Set<String> outputs;

    private record Use(FileNode node, int operand) {}

    /** A value reached from the input, and whether its elements are still the input's. */
    private record Place(String value, boolean same) {}

    private InputRoles(FileGraph file) {
        outputs = Set.copyOf(file.outputs());
        file.inputs().forEach(input -> computed.add(input.getName()));
        for (FileNode node : file.nodes()) {
            for (int i = 0; i < node.inputs(); i++) {
                uses.computeIfAbsent(node.input(i), key -> new ArrayList<>()).add(new Use(node, i));
                if (computed.contains(node.input(i))) {
                    computed.addAll(node.proto().getOutputList());
                }
            }
        }
    }

    /** The roles of all inputs by name. */
    static Map<String, InputRole> of(FileGraph file) {
        InputRoles roles = new InputRoles(file);
        Map<String, InputRole> all = new LinkedHashMap<>();
        for (ValueInfoProto input : file.inputs()) {
            all.put(input.getName(), roles.roleOf(input));
        }
        return all;
    }

    private InputRole roleOf(ValueInfoProto input) {
        Set<InputRole> found = EnumSet.noneOf(InputRole.class);
        Deque<Place> open = new ArrayDeque<>();
        Set<Place> seen = new HashSet<>();
        open.push(new Place(input.getName(), true));
        while (!open.isEmpty()) {
            Place place = open.pop();
            if (seen.add(place)) {
                for (Use use : uses.getOrDefault(place.value(), List.of())) {
                    follow(use, place, found, open);
                }
            }
        }
        if (input.getName().startsWith(InitialStates.PREFIX)
                && outputs.contains(
                        Network.NEXT_STATE_PREFIX + input.getName().substring(InitialStates.PREFIX.length()))) {
            return InputRole.STATE;
        }
        int rank = input.getType().getTensorType().getShape().getDimCount();
        if (found.contains(InputRole.LENGTHS) && rank == 1) {
            return InputRole.LENGTHS;
        }
        if (found.contains(InputRole.INDEX)) {
            return InputRole.INDEX;
        }
        // Some policies multiply their states by 0 at the start of an episode; such inputs have the rank of a state.
        boolean state = found.contains(InputRole.STATE) || (rank == STATE_AXES && found.contains(InputRole.NUMBERS));
        return state && rank > 1 ? InputRole.STATE : InputRole.NUMBERS;
    }

    private void follow(Use use, Place place, Set<InputRole> found, Deque<Place> open) {
        FileNode node = use.node();
        String operator = node.operator();
        int operand = use.operand();
        if (RecurrentKind.of(operator).isPresent()) {
            if (operand == 4) {
                found.add(InputRole.LENGTHS);
            } else if (operand == 5 || operand == 6) {
                found.add(place.same() ? InputRole.STATE : InputRole.NUMBERS);
            }
        } else if (operator.equals("Scan") && operand < node.inputs() - node.integer("num_scan_inputs", 0)) {
            found.add(place.same() ? InputRole.STATE : InputRole.NUMBERS);
        } else if (operator.equals("Gather") && operand == 1) {
            if (!computed.contains(node.input(0))) {
                found.add(InputRole.INDEX);
            }
        } else if (isStep(operator, operand) || COMPARING.contains(operator)) {
            found.add(InputRole.LENGTHS);
        } else if (MOVING.contains(operator) && operand == 0) {
            node.proto().getOutputList().forEach(output -> open.push(new Place(output, place.same())));
        } else if (operator.equals("Concat")) {
            open.push(new Place(node.output(0), place.same()));
        } else if (COUNTING.contains(operator)) {
            open.push(new Place(node.output(0), false));
        }
    }

    /** Returns whether an operand selects a step of each row. */
    private static boolean isStep(String operator, int operand) {
        return operand == 1
                && (operator.equals("GatherElements")
                        || operator.equals("GatherND")
                        || operator.equals("ReverseSequence"));
    }
}
