package dev.sluice.export.importer.layers;

import dev.sluice.export.activation.ActivationFunction;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.importer.file.FileNode;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The checked attributes of a recurrent operator.
 *
 * @param hidden number of state features
 * @param directions whether each direction is reverse
 * @param functions activations of each direction
 * @param clip bound of activation arguments; infinite for none
 * @param batchFirst whether {@code layout = 1}
 */
public record RecurrentSpec(
        RecurrentKind kind,
        int hidden,
        List<Boolean> directions,
        List<List<ActivationFunction>> functions,
        double clip,
        boolean linearBeforeReset,
        boolean inputForget,
        boolean batchFirst) {

    /** Functions whose default constants are the same in ONNX and ONNX Runtime (GRU and LSTM only). */
    private static final List<String> AGREED = List.of("leakyrelu", "hardsigmoid", "elu");

    public static RecurrentSpec of(FileNode node, RecurrentKind kind, int hidden) {
        List<Boolean> directions = switch (node.text("direction", "forward")) {
            case "forward" -> List.of(false);
            case "reverse" -> List.of(true);
            case "bidirectional" -> List.of(false, true);
            default ->
                throw new UnsupportedPartException("direction must be forward, reverse or bidirectional, but is '"
                        + Printable.of(node.text("direction", "")) + "'");
        };
        if (node.integer("hidden_size", hidden) != hidden) {
            throw new UnsupportedPartException(
                    "hidden_size is " + node.integer("hidden_size", 0) + ", but R is for " + hidden);
        }
        double clip = node.number("clip", Double.POSITIVE_INFINITY);
        if (!(clip > 0)) {
            throw new UnsupportedPartException("clip must be above 0, but is " + clip, "leave it out for no bound");
        }
        long layout = node.integer("layout", 0);
        if (layout != 0 && layout != 1) {
            throw new UnsupportedPartException("layout must be 0 or 1, but is " + layout);
        }
        return new RecurrentSpec(
                kind,
                hidden,
                directions,
                functions(node, kind, directions.size()),
                clip,
                node.integer("linear_before_reset", 0) != 0,
                node.integer("input_forget", 0) != 0,
                layout == 1);
    }

    /** The activations of each direction; functions with constants consume the lists in order. */
    private static List<List<ActivationFunction>> functions(FileNode node, RecurrentKind kind, int directions) {
        List<String> names = new ArrayList<>(node.texts("activations"));
        if (names.isEmpty()) {
            for (int i = 0; i < directions; i++) {
                names.addAll(kind.defaults());
            }
        }
        if (names.size() != directions * kind.activations()) {
            throw new UnsupportedPartException(
                    "activations must be " + directions * kind.activations() + " names, but are " + names.size());
        }
        List<Float> alphas = new ArrayList<>(node.numbers("activation_alpha"));
        List<Float> betas = new ArrayList<>(node.numbers("activation_beta"));
        if (kind == RecurrentKind.RNN && directions == 2) {
            onePerDirection(alphas, names.stream().allMatch(ActivationFunction::takesAlpha), "activation_alpha");
            onePerDirection(betas, names.stream().allMatch(ActivationFunction::takesBeta), "activation_beta");
        }
        List<List<ActivationFunction>> all = new ArrayList<>();
        for (int direction = 0; direction < directions; direction++) {
            List<ActivationFunction> functions = new ArrayList<>();
            for (String name : names.subList(direction * kind.activations(), (direction + 1) * kind.activations())) {
                double alpha = constant(kind, name, ActivationFunction.takesAlpha(name), alphas, "activation_alpha");
                double beta = constant(kind, name, ActivationFunction.takesBeta(name), betas, "activation_beta");
                functions.add(ActivationFunction.of(name, alpha, beta));
            }
            all.add(functions);
        }
        return all;
    }

    /**
     * Requires one constant per direction: in ONNX functions consume the list in order, but ONNX Runtime's RNN takes one per
     * direction.
     */
    private static void onePerDirection(List<Float> list, boolean bothTakeIt, String attribute) {
        if (!list.isEmpty() && !(bothTakeIt && list.size() == 2)) {
            throw new UnsupportedPartException(
                    attribute + " is for only one of two directions, which ONNX and ONNX Runtime read differently",
                    "give both directions the same activation");
        }
    }

    /** The next constant of a list; NaN for a default that ONNX and ONNX Runtime agree on. */
    private static double constant(RecurrentKind kind, String name, boolean taken, List<Float> list, String attribute) {
        if (!taken || !list.isEmpty()) {
            return taken ? list.removeFirst() : Double.NaN;
        }
        boolean agreed = kind != RecurrentKind.RNN && AGREED.contains(name.toLowerCase(Locale.ROOT));
        if (!agreed) {
            throw new UnsupportedPartException(
                    Printable.of(name) + " in " + kind.operator() + " has no " + attribute
                            + ", for which ONNX and ONNX Runtime take different values",
                    "write the attribute");
        }
        return Double.NaN;
    }

    /** A description, for example {@code bidirectional GRU}. */
    public String describe() {
        String way = directions.size() == 2 ? "bidirectional" : directions.getFirst() ? "reverse" : "forward";
        return way + " " + kind.operator();
    }
}
