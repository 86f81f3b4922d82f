package dev.sluice.testkit;

import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.model.InitialStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names and places of a {@link CellTrial} in the words of a cell's author. */
final class Words {
    private Words() {}

    /** {@code the output}, {@code the final state h}, {@code the gradient of W_f}… for the name of a result. */
    static String result(String name) {
        if (name.startsWith(Gradients.PREFIX)) {
            return "the gradient of " + leaf(name.substring(Gradients.PREFIX.length()));
        }
        return switch (name) {
            case CellTrial.SEQUENCE -> "the output";
            case CellTrial.LAST -> "the last output";
            case CellTrial.LOSS -> "the loss";
            default -> name.startsWith(CellTrial.CELL) ? "the final state " + bare(name) : "'" + name + "'";
        };
    }

    /** {@code W_f}, {@code the initial state h}, {@code the input x} for the name of a parameter or input. */
    static String leaf(String name) {
        if (name.startsWith(InitialStates.PREFIX)) {
            return "the initial state " + bare(name.substring(InitialStates.PREFIX.length()));
        }
        return name.startsWith(CellTrial.CELL) ? bare(name) : "the input " + name;
    }

    /** {@code state s and the parameters W_w, b_w} for the names of initial states and of parameters, not both of them none. */
    static String things(List<String> stateInputs, List<String> parameters) {
        List<String> parts = new ArrayList<>();
        if (!stateInputs.isEmpty()) {
            parts.add(listed(
                    "state", stateInputs.stream().map(CellTrial::finalState).toList()));
        }
        if (!parameters.isEmpty()) {
            parts.add("the " + listed("parameter", parameters));
        }
        return String.join(" and ", parts);
    }

    private static String listed(String kind, List<String> names) {
        return kind
                + (names.size() == 1 ? " " : "s ")
                + String.join(", ", names.stream().map(Words::bare).toList());
    }

    private static String bare(String name) {
        return name.substring(CellTrial.CELL.length());
    }

    /** The place of an element of {@code [T, B, F]}, {@code [B, F]} or of a parameter, in words. */
    static String place(String name, int position, int... sizes) {
        List<Integer> index = index(position, sizes);
        boolean parameter = name.startsWith(Gradients.PREFIX + CellTrial.CELL);
        if (!parameter && sizes.length == 3) {
            return " of row " + index.get(1) + " at step " + index.get(0) + ", feature " + index.get(2);
        }
        if (!parameter && sizes.length == 2) {
            return " of row " + index.get(0) + ", feature " + index.get(1);
        }
        return sizes.length == 0 ? "" : index.toString();
    }

    static List<Integer> index(int position, int... sizes) {
        List<Integer> index = new ArrayList<>();
        int rest = position;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            index.addFirst(rest % sizes[axis]);
            rest /= sizes[axis];
        }
        return index;
    }

    /** Enough digits to see a difference, no more. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.9g", value);
    }
}
