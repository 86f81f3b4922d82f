package dev.sluice.export.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads the inputs of layers in a functional model.
 *
 * <pre>
 *   Keras 2    [[["gru", 0, 0, {}], ..]]
 *   Keras 3    [{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["gru", 0, 0], ..}}], "kwargs": {..}}]
 * </pre>
 */
final class LayerCalls {
    private static final Set<String> NO_INPUT = Set.of("mask", "training", "initial_state");

    private LayerCalls() {}

    /**
     * One use of a layer.
     *
     * @param states whether initial states are given as well
     */
    record Call(List<KerasModel.Ref> inputs, boolean states) {
        Call {
            inputs = List.copyOf(inputs);
        }
    }

    /** A layer's first use; one without inputs if it has none. */
    static Call first(JsonNode calls) {
        if (!calls.isArray() || calls.isEmpty()) {
            return new Call(List.of(), false);
        }
        JsonNode call = calls.get(0);
        return new Call(refs(call), states(call));
    }

    private static boolean states(JsonNode call) {
        if (call.isObject()) {
            return !refs(call.path("kwargs").path("initial_state")).isEmpty();
        }
        return call.valueStream()
                .anyMatch(part -> part.isArray()
                        && part.size() > 3
                        && part.get(3).path("initial_state").isArray());
    }

    /** All values referenced in a JSON node. */
    static List<KerasModel.Ref> refs(JsonNode node) {
        List<KerasModel.Ref> refs = new ArrayList<>();
        collect(node, refs);
        return refs;
    }

    private static void collect(JsonNode node, List<KerasModel.Ref> refs) {
        if (node.isArray()
                && node.size() >= 3
                && node.get(0).isString()
                && node.get(2).isInt()) {
            refs.add(new KerasModel.Ref(node.get(0).asString(), node.get(2).intValue()));
        } else if (node.isArray()) {
            node.forEach(part -> collect(part, refs));
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!NO_INPUT.contains(field.getKey())) {
                    collect(field.getValue(), refs);
                }
            }
        }
    }
}
