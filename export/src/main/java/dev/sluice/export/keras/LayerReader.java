package dev.sluice.export.keras;

import dev.sluice.export.foreign.Printable;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads a layer's computation from its class and configuration. */
final class LayerReader {
    private static final Set<String> WITHOUT_TIME = Set.of(
            "Dense", "Activation", "Dropout", "LayerNormalization", "BatchNormalization", "LeakyReLU", "ReLU", "ELU");
    private static final double EPSILON = 1e-3;
    private static final double SLOPE = 0.3;

    private final boolean keras3;
    private final KerasNotes notes;

    LayerReader(boolean keras3, KerasNotes notes) {
        this.keras3 = keras3;
        this.notes = notes;
    }

    /**
     * Reads a layer.
     *
     * @throws UnsupportedPartException if the layer is not supported
     */
    LayerMeaning read(String type, String name, JsonNode config) {
        return switch (type) {
            case "InputLayer" -> new LayerMeaning.Input(sizes(config));
            case "Embedding" -> table(name, config);
            case "Masking" -> masking(name);
            case "Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout", "AlphaDropout" -> dropped(name);
            case "ActivityRegularization", "Identity" -> new LayerMeaning.Same();
            case "GRU", "LSTM", "SimpleRNN", "CuDNNGRU", "CuDNNLSTM" -> recurrent(type, name, config);
            case "Bidirectional" -> bidirectional(name, config);
            case "TimeDistributed" -> perStep(name, config);
            case "Dense" -> new LayerMeaning.Dense(activation(config, "activation"), flag(config, "use_bias", true));
            case "Activation" -> new LayerMeaning.Activate(activation(config, "activation"));
            case "Softmax", "ReLU", "LeakyReLU", "ELU" -> new LayerMeaning.Activate(function(type, config));
            case "LayerNormalization" -> layerNormalization(config);
            case "BatchNormalization" ->
                new LayerMeaning.BatchNormalization(
                        axis(config),
                        config.path("epsilon").asDouble(EPSILON),
                        flag(config, "scale", true),
                        flag(config, "center", true));
            case "GlobalAveragePooling1D", "GlobalMaxPooling1D", "GlobalMaxPool1D", "GlobalAvgPool1D" ->
                pool(type, config);
            case "Conv1D", "Convolution1D" -> convolution(config);
            case "MaxPooling1D", "MaxPool1D", "AveragePooling1D", "AvgPool1D" -> stepPool(type, config);
            case "Flatten" -> new LayerMeaning.Flatten();
            case "Concatenate", "Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum" -> joined(type, config);
            default -> throw new UnsupportedPartException("this layer is not supported", remedy(type));
        };
    }

    private static String remedy(String type) {
        return switch (type) {
            case "Lambda" -> "its function is not in the file";
            case "Sequential", "Functional", "Model" -> "save a model that contains its layers directly";
            case "RNN", "StackedRNNCells" -> "use GRU, LSTM or SimpleRNN in place of a cell";
            default -> "";
        };
    }

    private static List<OptionalInt> sizes(JsonNode config) {
        JsonNode shape =
                config.path("batch_shape").isArray() ? config.path("batch_shape") : config.path("batch_input_shape");
        List<OptionalInt> sizes = new ArrayList<>();
        for (int i = 1; i < shape.size(); i++) {
            sizes.add(shape.get(i).isInt() ? OptionalInt.of(shape.get(i).intValue()) : OptionalInt.empty());
        }
        return sizes;
    }

    private LayerMeaning table(String name, JsonNode config) {
        if (flag(config, "mask_zero", false)) {
            notes.masked(name);
        }
        return new LayerMeaning.Table();
    }

    private LayerMeaning masking(String name) {
        notes.masked(name);
        return new LayerMeaning.Same();
    }

    private LayerMeaning dropped(String name) {
        notes.dropped(name);
        return new LayerMeaning.Same();
    }

    private LayerMeaning.Recurrent recurrent(String type, String name, JsonNode config) {
        if (flag(config, "time_major", false)) {
            throw new UnsupportedPartException("its sequences are time first", "save it with time_major=False");
        }
        if (config.path("dropout").asDouble(0) > 0
                || config.path("recurrent_dropout").asDouble(0) > 0) {
            notes.dropped(name);
        }
        if (flag(config, "stateful", false)) {
            notes.stateful(name);
        }
        int units = config.path("units").asInt(0);
        if (units < 1) {
            throw new UnsupportedPartException("'units' must be at least 1, but is "
                    + Printable.of(config.path("units").toString()));
        }
        // cuDNN supports only these functions, so the configuration does not name them.
        boolean cudnn = CudnnWeights.isCudnn(type);
        LayerMeaning.Recurrent layer = new LayerMeaning.Recurrent(
                type.equals("SimpleRNN") ? RecurrentKind.RNN : RecurrentKind.valueOf(CudnnWeights.plain(type)),
                units,
                cudnn ? KerasActivation.TANH : activation(config, "activation"),
                cudnn ? KerasActivation.SIGMOID : activation(config, "recurrent_activation"),
                cudnn || flag(config, "use_bias", true),
                config.has("reset_after") ? Optional.of(flag(config, "reset_after", true)) : Optional.empty(),
                flag(config, "go_backwards", false),
                flag(config, "return_sequences", false),
                Optional.empty());
        layer.inner().recurrent();
        layer.gate().recurrent();
        return layer;
    }

    private LayerMeaning bidirectional(String name, JsonNode config) {
        JsonNode inner = config.path("layer");
        String type = inner.path("class_name").asString("");
        if (!Set.of("GRU", "LSTM", "SimpleRNN").contains(CudnnWeights.plain(type))) {
            throw new UnsupportedPartException(
                    "it holds a " + Printable.of(type) + ", and must hold a GRU, LSTM or SimpleRNN");
        }
        LayerMeaning.Recurrent forward = recurrent(type, name, inner.path("config"));
        if (forward.backward()) {
            throw new UnsupportedPartException("its first direction runs backward");
        }
        if (config.path("backward_layer").isObject()) {
            JsonNode other = config.path("backward_layer");
            if (!other.path("class_name").asString("").equals(type)
                    || !recurrent(type, name, other.path("config"))
                            .withDirection(false, Optional.empty())
                            .equals(forward)) {
                throw new UnsupportedPartException("its two directions differ in kind or size");
            }
        }
        String mode = config.path("merge_mode").asString("");
        if (!Set.of("concat", "sum", "ave", "mul").contains(mode)) {
            throw new UnsupportedPartException("merge_mode must be concat, sum, ave or mul, but is "
                    + Printable.of(config.path("merge_mode").toString()));
        }
        return forward.withDirection(false, Optional.of(mode));
    }

    private LayerMeaning perStep(String name, JsonNode config) {
        String type = config.path("layer").path("class_name").asString("");
        if (!WITHOUT_TIME.contains(type)) {
            throw new UnsupportedPartException("it holds a " + Printable.of(type) + ", and may hold "
                    + String.join(", ", WITHOUT_TIME.stream().sorted().toList()));
        }
        return read(type, name, config.path("layer").path("config"));
    }

    private KerasActivation activation(JsonNode config, String key) {
        return KerasActivation.of(config.path(key), keras3);
    }

    private static KerasActivation function(String type, JsonNode config) {
        return switch (type) {
            case "Softmax" -> softmax(config);
            case "ELU" -> new KerasActivation("elu", config.path("alpha").asDouble(1));
            case "LeakyReLU" ->
                new KerasActivation(
                        "leaky_relu",
                        config.path("negative_slope")
                                .asDouble(config.path("alpha").asDouble(SLOPE)));
            default -> relu(config);
        };
    }

    private static KerasActivation softmax(JsonNode config) {
        if (axis(config) != -1) {
            throw new UnsupportedPartException("its axis must be -1, but is " + config.path("axis"));
        }
        return new KerasActivation("softmax", 0);
    }

    private static KerasActivation relu(JsonNode config) {
        boolean plain = config.path("negative_slope").asDouble(0) == 0
                && config.path("threshold").asDouble(0) == 0;
        double most = config.path("max_value").asDouble(0);
        if (!plain || (most != 0 && most != 6)) {
            throw new UnsupportedPartException(
                    "a ReLU with a slope, a threshold or another bound than 6 is not supported");
        }
        return new KerasActivation(most == 0 ? "relu" : "relu6", 0);
    }

    private static LayerMeaning layerNormalization(JsonNode config) {
        if (flag(config, "rms_scaling", false)) {
            throw new UnsupportedPartException("rms_scaling is not supported");
        }
        return new LayerMeaning.LayerNormalization(
                axis(config),
                config.path("epsilon").asDouble(EPSILON),
                flag(config, "scale", true),
                flag(config, "center", true));
    }

    /** An axis given as a number or a list of one. */
    private static int axis(JsonNode config) {
        JsonNode axis = config.path("axis");
        JsonNode one = axis.isArray() && axis.size() == 1 ? axis.get(0) : axis;
        if (one.isArray()) {
            throw new UnsupportedPartException("it must have one axis, but has " + axis);
        }
        return one.asInt(-1);
    }

    private static LayerMeaning pool(String type, JsonNode config) {
        requireFeaturesLast(config);
        return new LayerMeaning.Pool(!type.contains("Max"), flag(config, "keepdims", false));
    }

    private LayerMeaning convolution(JsonNode config) {
        requireFeaturesLast(config);
        return new LayerMeaning.Convolution(
                config.path("filters").asInt(0),
                count(config, "kernel_size", 0),
                count(config, "strides", 1),
                count(config, "dilation_rate", 1),
                config.path("groups").asInt(1),
                padding(config),
                activation(config, "activation"),
                flag(config, "use_bias", true));
    }

    private static LayerMeaning stepPool(String type, JsonNode config) {
        requireFeaturesLast(config);
        int size = count(config, "pool_size", 2);
        return new LayerMeaning.StepPool(!type.contains("Max"), size, count(config, "strides", size), padding(config));
    }

    private static void requireFeaturesLast(JsonNode config) {
        if (config.path("data_format").asString("").equals("channels_first")) {
            throw new UnsupportedPartException("its sequences have features before time (channels_first)");
        }
    }

    private static LayerMeaning.Padding padding(JsonNode config) {
        return switch (config.path("padding").asString("valid")) {
            case "valid" -> LayerMeaning.Padding.VALID;
            case "same" -> LayerMeaning.Padding.SAME;
            case "causal" -> LayerMeaning.Padding.CAUSAL;
            default ->
                throw new UnsupportedPartException("padding must be valid, same or causal, but is "
                        + Printable.of(config.path("padding").toString()));
        };
    }

    /** A number, or a list of one number. */
    private static int count(JsonNode config, String key, int preset) {
        JsonNode value = config.path(key);
        int count = (value.isArray() && value.size() == 1 ? value.get(0) : value).asInt(preset);
        if (count < 1) {
            throw new UnsupportedPartException(
                    "'" + key + "' must be at least 1, but is " + Printable.of(value.toString()));
        }
        return count;
    }

    private static LayerMeaning joined(String type, JsonNode config) {
        return new LayerMeaning.Joined(
                type.equals("Concatenate") ? axis(config) : -1,
                switch (type) {
                    case "Concatenate" -> "Concat";
                    case "Subtract" -> "Sub";
                    case "Multiply" -> "Mul";
                    case "Maximum" -> "Max";
                    case "Minimum" -> "Min";
                    default -> "Add";
                },
                type.equals("Average"));
    }

    private static boolean flag(JsonNode config, String key, boolean preset) {
        return config.path(key).asBoolean(preset);
    }
}
