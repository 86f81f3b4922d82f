package dev.sluice.export.importer;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.experiment.exchange.ModelImporter;
import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.SafetensorsException;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.foreign.LayerFile;
import dev.sluice.export.onnx.GateOrder;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxValue;
import dev.sluice.export.onnx.RecurrentKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Imports weights with PyTorch names such as {@code rnn.weight_ih_l0_reverse}: one {@code nn.GRU}, {@code nn.LSTM} or
 * {@code nn.RNN} with any number of layers and directions (an LSTM may have a projection), and the {@code nn.Embedding}
 * before and the {@code nn.Linear} after it if their sizes identify them.
 *
 * <p>A state dict has no graph, so the order is assumed: table, layers, last state of each direction, dense layer. The
 * kind follows from the number of gates: 3 is a GRU, 4 an LSTM, 1 an RNN with tanh.
 */
public final class TorchWeightsImporter implements ModelImporter {
    private static final String PROGRAM = "pytorch";
    private static final Pattern RECURRENT =
            Pattern.compile("(.*?)(weight_ih|weight_hh|bias_ih|bias_hh|weight_hr)_l(\\d{1,3})(_reverse)?");
    private static final int MOST_LAYERS = 1000;

    @Override
    public List<String> endings() {
        return List.of(".safetensors");
    }

    @Override
    public ImportedFile read(Path file) throws IOException {
        Tensors weights;
        try {
            weights = Safetensors.read(file).tensors();
        } catch (SafetensorsException e) {
            throw new ImportException(String.valueOf(e.getMessage()), e);
        }
        return new Reading(file, weights).read();
    }

    /** The reading of one file. */
    private static final class Reading {
        private final Path file;
        private final Tensors weights;
        /** Names of the weights not used yet. */
        private final Set<String> rest;

        private final List<String> notes = new ArrayList<>();

        Reading(Path file, Tensors weights) {
            this.file = file;
            this.weights = weights;
            this.rest = new LinkedHashSet<>(weights.names());
        }

        ImportedFile read() throws IOException {
            String prefix = prefix();
            int layers = layers(prefix);
            boolean bidirectional = weights.contains(prefix + "weight_ih_l0_reverse");
            boolean projected = weights.contains(prefix + "weight_hr_l0");
            int features = required(prefix + "weight_hh_l0").shape().size(1);
            int hidden = projected ? required(prefix + "weight_hr_l0").shape().size(1) : features;
            int inputs = required(prefix + "weight_ih_l0").shape().size(1);
            RecurrentKind kind = kind(required(prefix + "weight_hh_l0"), hidden, projected);
            List<List<LayerFile.Direction>> stack = new ArrayList<>();
            for (int layer = 0; layer < layers; layer++) {
                int below = layer == 0 ? inputs : features * (bidirectional ? 2 : 1);
                Sizes sizes = new Sizes(below, hidden, features, projected);
                List<LayerFile.Direction> directions = new ArrayList<>();
                directions.add(direction(prefix, "l" + layer, kind, sizes));
                if (bidirectional) {
                    directions.add(direction(prefix, "l" + layer + "_reverse", kind, sizes));
                }
                stack.add(directions);
            }
            Optional<String> table = embedding(inputs);
            Optional<String> head = linear(features * (bidirectional ? 2 : 1));
            LayerFile graph = new LayerFile(PROGRAM);
            OnnxValue x = table.isPresent()
                    ? graph.embedding(table.get() + ".weight", graph.tokens("tokens"), taken(table.get() + ".weight"))
                    : graph.features("features", inputs);
            OnnxValue last = x;
            for (int layer = 0; layer < layers; layer++) {
                LayerFile.Result result = graph.recurrent(
                        new LayerFile.Layer(
                                prefix + "l" + layer, kind, stack.get(layer), false, true, List.of(), false),
                        x);
                x = result.sequence();
                last = result.last();
            }
            if (head.isPresent()) {
                x = graph.linear(head.get(), last, taken(head.get() + ".weight"), taken(head.get() + ".bias"));
                notes.add("the state dict has no graph: '" + head.get()
                        + "' was assumed to read the last state of each direction");
            }
            if (kind == RecurrentKind.RNN) {
                notes.add("an RNN's activation is not stored with its weights: tanh, PyTorch's default, was assumed");
            }
            if (!rest.isEmpty()) {
                notes.add("left out, since their place in the model is unknown: " + String.join(", ", rest));
            }
            OnnxModel model = graph.build(Map.of(head.isPresent() ? "outputs" : "sequence", x));
            return OnnxImporter.of(model, file.toString(), notes);
        }

        private String prefix() {
            Set<String> prefixes = new LinkedHashSet<>();
            for (String name : weights.names()) {
                Matcher matcher = RECURRENT.matcher(name);
                if (matcher.matches()) {
                    prefixes.add(matcher.group(1));
                }
            }
            if (prefixes.size() != 1) {
                throw refused("it must hold one recurrent module, with names like rnn.weight_ih_l0, but holds "
                        + (prefixes.isEmpty() ? "none; its tensors are " + rest : prefixes.size() + ": " + prefixes));
            }
            return prefixes.iterator().next();
        }

        private int layers(String prefix) {
            int layers = 0;
            while (layers < MOST_LAYERS && weights.contains(prefix + "weight_ih_l" + layers)) {
                layers++;
            }
            return layers;
        }

        private RecurrentKind kind(Tensor recurrent, int hidden, boolean projected) {
            int gates = recurrent.shape().size(0) / Math.max(1, hidden);
            if (projected && gates != 4) {
                throw refused("a projection is an LSTM's, so weight_hh_l0 must be [4·H, P] with H = " + hidden
                        + " columns of weight_hr_l0, but is " + recurrent.shape());
            }
            return switch (gates) {
                case 1 -> RecurrentKind.RNN;
                case 3 -> RecurrentKind.GRU;
                case 4 -> RecurrentKind.LSTM;
                default ->
                    throw refused(
                            "weight_hh_l0 must be [gates·H, H] with 1, 3 or 4 gates, but is " + recurrent.shape());
            };
        }

        /**
         * The sizes of a layer.
         *
         * @param inputs number of input features
         * @param features number of output features of a direction: H, or P with a projection
         */
        private record Sizes(int inputs, int hidden, int features, boolean projected) {}

        private LayerFile.Direction direction(String prefix, String place, RecurrentKind kind, Sizes sizes) {
            int rows = kind.gates() * sizes.hidden();
            Tensor w = sized(prefix + "weight_ih_" + place, rows, sizes.inputs());
            Tensor r = sized(prefix + "weight_hh_" + place, rows, sizes.features());
            float[] b = new float[2 * rows];
            if (weights.contains(prefix + "bias_ih_" + place)) {
                float[] input = GateOrder.PYTORCH.toOnnx(
                        kind, sized(prefix + "bias_ih_" + place, rows).array());
                float[] recurrent = GateOrder.PYTORCH.toOnnx(
                        kind, sized(prefix + "bias_hh_" + place, rows).array());
                System.arraycopy(input, 0, b, 0, rows);
                System.arraycopy(recurrent, 0, b, rows, rows);
            }
            return new LayerFile.Direction(
                    Tensor.wrap(w.shape(), GateOrder.PYTORCH.toOnnx(kind, w.array())),
                    Tensor.wrap(r.shape(), GateOrder.PYTORCH.toOnnx(kind, r.array())),
                    Tensor.wrap(Shape.of(b.length), b),
                    sizes.projected()
                            ? Optional.of(sized(prefix + "weight_hr_" + place, sizes.features(), sizes.hidden()))
                            : Optional.empty());
        }

        /** The only table without a bias whose width is the layers' input size. */
        private Optional<String> embedding(int inputs) {
            return only((table, bias) ->
                    bias == null && table.shape().rank() == 2 && table.shape().size(1) == inputs);
        }

        /** The only dense layer whose input size is the layers' output size. */
        private Optional<String> linear(int features) {
            return only((weight, bias) -> bias != null
                    && weight.shape().rank() == 2
                    && weight.shape().size(1) == features
                    && bias.shape().equals(Shape.of(weight.shape().size(0))));
        }

        /** A condition on the sizes of a layer with a weight and an optional bias. */
        private interface Fits {
            boolean test(Tensor weight, @Nullable Tensor bias);
        }

        private Optional<String> only(Fits fits) {
            List<String> names = new ArrayList<>();
            for (String name : rest) {
                String layer = name.endsWith(".weight") ? name.substring(0, name.length() - ".weight".length()) : "";
                String bias = layer + ".bias";
                if (!layer.isEmpty() && fits.test(weights.get(name), rest.contains(bias) ? weights.get(bias) : null)) {
                    names.add(layer);
                }
            }
            return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
        }

        private Tensor required(String name) {
            Tensor tensor =
                    weights.find(name).filter(found -> found.shape().rank() > 0).orElseThrow(() -> missing(name));
            if (tensor.shape().rank() != 2) {
                throw refused("the tensor '" + name + "' must be a matrix, but is " + tensor.shape());
            }
            return tensor;
        }

        private Tensor sized(String name, int... sizes) {
            Tensor tensor = taken(name);
            if (!Arrays.equals(tensor.shape().toArray(), sizes)) {
                throw refused(
                        "the tensor '" + name + "' must be " + Arrays.toString(sizes) + ", but is " + tensor.shape());
            }
            return tensor;
        }

        private Tensor taken(String name) {
            if (!rest.remove(name)) {
                throw missing(name);
            }
            return weights.get(name);
        }

        private ImportException missing(String name) {
            return refused("the tensor '" + name + "' is missing");
        }

        private ImportException refused(String why) {
            return new ImportException(file + " cannot be imported: " + why);
        }
    }
}
