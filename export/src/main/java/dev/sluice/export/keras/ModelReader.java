package dev.sluice.export.keras;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.foreign.Refusal;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.keras.StoredModel.Weight;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads a model from its JSON and assigns each layer its weights. */
final class ModelReader {
    private static final int MOST_LAYERS = 2000;

    private final StoredModel stored;
    private final String source;
    private final LayerReader reader;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Integer> counted = new HashMap<>();

    private ModelReader(StoredModel stored, String source, KerasNotes notes) {
        this.stored = stored;
        this.source = source;
        this.reader = new LayerReader(stored.version().startsWith("3"), notes);
    }

    /**
     * Reads a model.
     *
     * @throws ImportException naming every unsupported layer
     */
    static KerasModel read(StoredModel stored, String config, String source, KerasNotes notes) {
        if (stored.version().startsWith("1.") || stored.version().startsWith("0.")) {
            throw new ImportException(source + " was written by Keras " + Printable.of(stored.version())
                    + ", and Keras 2 and 3 are taken; load and save it with Keras 2");
        }
        return new ModelReader(stored, source, notes).read(KerasJson.parse(config, source));
    }

    private KerasModel read(JsonNode root) {
        String type = root.path("class_name").asString("");
        JsonNode config = root.path("config");
        KerasModel model = switch (type) {
            case "Sequential" -> sequential(config);
            case "Functional", "Model" -> functional(config);
            default ->
                throw new ImportException(source + " cannot be imported: its model is a '" + Printable.of(type)
                        + "', and only Sequential and functional models hold their layers; build it as one of these");
        };
        if (!problems.isEmpty()) {
            throw ImportException.of(source, problems);
        }
        return model;
    }

    private KerasModel sequential(JsonNode config) {
        JsonNode list = checked(config.isArray() ? config : config.path("layers"));
        List<KerasModel.Layer> layers = new ArrayList<>();
        List<KerasModel.Ref> below = List.of();
        for (JsonNode node : list) {
            if (layers.isEmpty() && !node.path("class_name").asString("").equals("InputLayer")) {
                JsonNode first = node.path("config");
                layer("InputLayer", "input", first.has("batch_input_shape") ? first : shape(config), below, layers);
                below = List.of(new KerasModel.Ref("input", 0));
            }
            String name = name(node);
            layer(node.path("class_name").asString(""), name, node.path("config"), below, layers);
            below = List.of(new KerasModel.Ref(name, 0));
        }
        return new KerasModel(layers, below);
    }

    private static JsonNode shape(JsonNode config) {
        return JsonNodeFactory.instance.objectNode().set("batch_shape", config.path("build_input_shape"));
    }

    private KerasModel functional(JsonNode config) {
        List<KerasModel.Layer> layers = new ArrayList<>();
        List<KerasModel.Ref> outputs = LayerCalls.refs(config.path("output_layers"));
        Set<String> needed = needed(config.path("layers"), outputs);
        for (JsonNode node : checked(config.path("layers"))) {
            String type = node.path("class_name").asString("");
            if (!needed.contains(name(node))) {
                weights(type, name(node));
                continue;
            }
            JsonNode calls = node.path("inbound_nodes");
            LayerCalls.Call call = LayerCalls.first(calls);
            if (calls.size() > 1) {
                refuse(
                        type,
                        name(node),
                        new UnsupportedPartException(
                                "it is used " + calls.size() + " times; shared layers are not supported"));
            } else if (call.states()) {
                refuse(type, name(node), new UnsupportedPartException("its initial state comes from another layer"));
            }
            layer(type, name(node), node.path("config"), call.inputs(), layers);
        }
        return new KerasModel(layers, outputs);
    }

    /**
     * The layers that the outputs depend on; Keras 3 also stores the computation of masks, {@code NotEqual} and {@code Any},
     * as layers.
     */
    private static Set<String> needed(JsonNode layers, List<KerasModel.Ref> outputs) {
        Map<String, JsonNode> byName = new HashMap<>();
        layers.forEach(layer -> byName.put(name(layer), layer));
        Set<String> needed = new HashSet<>();
        Deque<KerasModel.Ref> open = new ArrayDeque<>(outputs);
        while (!open.isEmpty()) {
            String name = open.pop().layer();
            JsonNode layer = byName.get(name);
            if (needed.add(name) && layer != null) {
                open.addAll(LayerCalls.refs(layer.path("inbound_nodes")));
            }
        }
        return needed;
    }

    private JsonNode checked(JsonNode layers) {
        if (!layers.isArray() || layers.isEmpty() || layers.size() > MOST_LAYERS) {
            throw new ImportException(source + " cannot be imported: a model must have from 1 to " + MOST_LAYERS
                    + " layers, but this one has " + layers.size());
        }
        return layers;
    }

    private static String name(JsonNode node) {
        String name =
                node.path("name").asString(node.path("config").path("name").asString(""));
        return name.isBlank() ? node.path("class_name").asString("layer") : name;
    }

    private void layer(
            String type, String name, JsonNode config, List<KerasModel.Ref> inputs, List<KerasModel.Layer> layers) {
        List<Weight> weights = weights(type, name);
        try {
            String within = type.equals("Bidirectional")
                    ? config.path("layer").path("class_name").asString("")
                    : type;
            LayerMeaning meaning = reader.read(type, name, config);
            if (CudnnWeights.isCudnn(within)) {
                weights = CudnnWeights.converted(within, weights);
            }
            layers.add(new KerasModel.Layer(type, name, meaning, inputs, weights));
        } catch (UnsupportedPartException e) {
            refuse(type, name, e);
        }
    }

    private void refuse(String type, String name, UnsupportedPartException why) {
        problems.add(
                new Refusal(Printable.of(type), "'" + Printable.of(name) + "'", why.why(), why.remedy()).describe());
    }

    private List<Weight> weights(String type, String name) {
        String key = name;
        if (stored.naming() == StoredModel.Naming.CLASS) {
            String snake = snake(type);
            int count = counted.merge(snake, 1, Integer::sum) - 1;
            key = count == 0 ? snake : snake + "_" + count;
        }
        return stored.weights().getOrDefault(key, List.of());
    }

    /** Converts {@code SimpleRNN} to {@code simple_rnn}, as in the names of Keras 3's weight folders. */
    private static String snake(String type) {
        return type.replaceAll("\\W+", "")
                .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
