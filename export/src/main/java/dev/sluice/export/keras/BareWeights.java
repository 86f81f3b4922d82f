package dev.sluice.export.keras;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.keras.StoredModel.Weight;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Builds a model from weights stored without one: the table, the recurrent layers in order, and the dense layers on the
 * last state. Layer types follow from the shapes; activations are assumed to be Keras's defaults, and a note says so.
 */
final class BareWeights {
    private final String source;
    private final KerasNotes notes;
    private final Map<String, List<Weight>> rest;
    private final List<KerasModel.Layer> layers = new ArrayList<>();

    private BareWeights(StoredModel stored, String source, KerasNotes notes) {
        this.source = source;
        this.notes = notes;
        this.rest = new LinkedHashMap<>();
        stored.weights().entrySet().stream()
                .filter(layer -> !layer.getValue().isEmpty())
                .sorted(Comparator.comparingInt(
                        layer -> stored.naming() == StoredModel.Naming.LAYER ? 0 : number(layer.getKey())))
                .forEach(layer -> rest.put(layer.getKey(), layer.getValue()));
    }

    /**
     * Builds the model.
     *
     * @throws ImportException if there are no recurrent layers, or the layers' sizes do not fit together
     */
    static KerasModel model(StoredModel stored, String source, KerasNotes notes) {
        return new BareWeights(stored, source, notes).model();
    }

    private KerasModel model() {
        List<String> recurrent = new ArrayList<>(rest.keySet().stream()
                .filter(name -> recurrent(name).isPresent())
                .toList());
        if (recurrent.isEmpty()) {
            throw refused(
                    "it must hold weights of a recurrent layer, kernel [I, g·H] and recurrent_kernel [H, g·H], but"
                            + " holds " + rest.keySet());
        }
        Optional<String> table = rest.keySet().stream()
                .takeWhile(name -> recurrent(name).isEmpty())
                .filter(this::isTable)
                .findFirst()
                .or(() -> rest.keySet().stream()
                        .filter(this::isTable)
                        .filter(name -> name.contains("embedding"))
                        .findFirst());
        add("InputLayer", "inputs", new LayerMeaning.Input(List.of()), List.of());
        int width = 0;
        if (table.isPresent()) {
            List<Weight> weights = take(table.get());
            width = weights.getFirst().values().shape().size(1);
            add("Embedding", table.get(), new LayerMeaning.Table(), weights);
        }
        while (!recurrent.isEmpty()) {
            String next = next(recurrent, width);
            recurrent.remove(next);
            LayerMeaning.Recurrent meaning = recurrent(next).orElseThrow();
            add(meaning.kind().operator(), next, meaning.withSequences(!recurrent.isEmpty()), take(next));
            width = meaning.units() * meaning.directions();
        }
        dense(width);
        notes.add(
                "the weights came without a model: activations are Keras's defaults, directions are concatenated, dense"
                        + " layers read the last state and have no activation");
        if (!rest.isEmpty()) {
            notes.add("left out, since their place in the model is unknown: "
                    + Printable.of(String.join(", ", rest.keySet())));
        }
        return new KerasModel(
                layers, List.of(new KerasModel.Ref(layers.getLast().name(), 0)));
    }

    private String next(List<String> recurrent, int width) {
        return recurrent.stream()
                .filter(name -> width == 0
                        || rest.getOrDefault(name, List.of())
                                        .getFirst()
                                        .values()
                                        .shape()
                                        .size(0)
                                == width)
                .findFirst()
                .orElseThrow(() -> refused("none of the recurrent layers " + recurrent + " reads the " + width
                        + " features of the layer before"));
    }

    private void dense(int width) {
        int features = width;
        boolean found = true;
        while (found) {
            found = false;
            for (Map.Entry<String, List<Weight>> layer : rest.entrySet()) {
                int units = denseUnits(layer.getValue(), features);
                if (units > 0) {
                    String name = layer.getKey();
                    boolean bias = layer.getValue().size() == 2;
                    add("Dense", name, new LayerMeaning.Dense(KerasActivation.LINEAR, bias), take(name));
                    features = units;
                    found = true;
                    break;
                }
            }
        }
    }

    private static int denseUnits(List<Weight> weights, int features) {
        int[] kernel = weights.getFirst().values().shape().toArray();
        boolean fits = kernel.length == 2 && kernel[0] == features && weights.size() <= 2;
        boolean bias = weights.size() < 2
                || Arrays.equals(weights.get(1).values().shape().toArray(), new int[] {kernel[kernel.length - 1]});
        return fits && bias ? kernel[1] : 0;
    }

    private boolean isTable(String name) {
        List<Weight> weights = rest.getOrDefault(name, List.of());
        return weights.size() == 1 && weights.getFirst().values().shape().rank() == 2;
    }

    /**
     * Reads a layer's weights as a recurrent layer: two matrices with equally many columns, a multiple of the second one's
     * rows.
     */
    private Optional<LayerMeaning.Recurrent> recurrent(String name) {
        List<Weight> weights = rest.getOrDefault(name, List.of());
        boolean matrices = weights.size() >= 2
                && weights.get(0).values().shape().rank() == 2
                && weights.get(1).values().shape().rank() == 2;
        if (!matrices) {
            return Optional.empty();
        }
        int columns = weights.get(0).values().shape().size(1);
        int units = weights.get(1).values().shape().size(0);
        RecurrentKind kind = switch (columns % units == 0 ? columns / units : 0) {
            case 1 -> RecurrentKind.RNN;
            case 3 -> RecurrentKind.GRU;
            case 4 -> RecurrentKind.LSTM;
            default -> null;
        };
        if (kind == null || weights.get(1).values().shape().size(1) != columns) {
            return Optional.empty();
        }
        boolean both = weights.size() == 4 || weights.size() == 6;
        boolean bias = weights.size() % 3 == 0;
        return Optional.of(new LayerMeaning.Recurrent(
                kind,
                units,
                KerasActivation.TANH,
                KerasActivation.SIGMOID,
                bias,
                Optional.empty(),
                false,
                false,
                both ? Optional.of("concat") : Optional.empty()));
    }

    private void add(String type, String name, LayerMeaning meaning, List<Weight> weights) {
        List<KerasModel.Ref> inputs = layers.isEmpty()
                ? List.of()
                : List.of(new KerasModel.Ref(layers.getLast().name(), 0));
        layers.add(new KerasModel.Layer(type, name, meaning, inputs, weights));
    }

    private List<Weight> take(String name) {
        return Objects.requireNonNull(rest.remove(name));
    }

    /** The number in a layer's name: 2 in {@code gru_2}, 0 in {@code gru}. */
    private static int number(String name) {
        String digits = name.replaceFirst("^.*?(\\d{0,6})$", "$1");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private ImportException refused(String why) {
        return new ImportException(source + " cannot be imported: " + why);
    }
}
