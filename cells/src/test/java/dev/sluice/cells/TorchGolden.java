package dev.sluice.cells;

import dev.sluice.core.graph.Array64;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * One case of {@code torch-<cell>-v1.json}: what PyTorch's recurrent layers compute, forward and backward. To make the
 * files again, see {@code generate_cell_goldens.py} beside them.
 */
record TorchGolden(String cell, JsonNode json) {
    static List<TorchGolden> all() {
        List<TorchGolden> cases = new ArrayList<>();
        for (String cell : List.of("rnn", "lstm", "gru")) {
            String file = "torch-" + cell + "-v1.json";
            try (InputStream in = TorchGolden.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException(
                            file + " is missing; run generate_cell_goldens.py in src/test/resources/dev/sluice/cells");
                }
                new ObjectMapper().readTree(in).get("cases").forEach(json -> cases.add(new TorchGolden(cell, json)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return cases;
    }

    int layers() {
        return json.get("layers").intValue();
    }

    boolean bidirectional() {
        return json.get("bidirectional").booleanValue();
    }

    boolean has(String name) {
        return json.has(name);
    }

    Activation activation() {
        return json.has("nonlinearity") && json.get("nonlinearity").asString().equals("relu")
                ? Activation.RELU
                : Activation.TANH;
    }

    Array64 lengths() {
        double[] lengths = new double[json.get("lengths").size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = json.get("lengths").get(i).doubleValue();
        }
        return new Array64(new int[] {lengths.length}, lengths);
    }

    Array64 array(String name) {
        return array(json.get(name));
    }

    Map<String, Array64> arrays(String name) {
        Map<String, Array64> arrays = new LinkedHashMap<>();
        json.get(name).properties().forEach(entry -> arrays.put(entry.getKey(), array(entry.getValue())));
        return arrays;
    }

    private static Array64 array(JsonNode node) {
        int[] sizes = new int[node.get("shape").size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = node.get("shape").get(i).intValue();
        }
        double[] data = new double[node.get("values").size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = node.get("values").get(i).doubleValue();
        }
        return new Array64(sizes, data);
    }

    @Override
    public String toString() {
        return cell + " " + json.get("name").asString();
    }
}
