package dev.sluice.export.keras;

import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.keras.StoredModel.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Groups weights into layers by their names, such as {@code bidirectional/forward_gru/gru_cell/kernel:0} or
 * {@code dense.bias}.
 */
final class WeightNames {
    private static final List<String> ROLES = List.of(
            "embeddings", "kernel", "recurrent_kernel", "gamma", "beta", "bias", "moving_mean", "moving_variance");
    private static final Pattern DIRECTION = Pattern.compile("[/.](forward|backward)_[^/.]*[/.]");

    private WeightNames() {}

    /** Groups a flat list of weights by layer. */
    static StoredModel group(Tensors tensors) {
        Map<String, List<Weight>> layers = new LinkedHashMap<>();
        tensors.forEach((name, values) ->
                layers.computeIfAbsent(layer(name), key -> new ArrayList<>()).add(new Weight(name, values)));
        layers.values()
                .forEach(weights -> weights.sort(Comparator.comparing((Weight weight) -> backward(weight.path()))
                        .thenComparingInt(weight -> role(weight.path()))));
        return new StoredModel(Optional.empty(), "", StoredModel.Naming.UNORDERED, layers);
    }

    private static String layer(String name) {
        Matcher direction = DIRECTION.matcher(name);
        if (direction.find()) {
            return name.substring(0, direction.start());
        }
        int end = Math.max(name.lastIndexOf('/'), name.lastIndexOf('.'));
        return end < 0 ? "" : name.substring(0, end);
    }

    private static boolean backward(String name) {
        Matcher direction = DIRECTION.matcher(name);
        return direction.find() && direction.group(1).equals("backward");
    }

    private static int role(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')) + 1)
                .replaceFirst(":0$", "");
        int role = ROLES.indexOf(last);
        return role < 0 ? ROLES.size() : role;
    }
}
