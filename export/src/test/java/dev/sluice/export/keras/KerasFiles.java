package dev.sluice.export.keras;

import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files that Keras wrote, and what Keras computed: see {@code generate_keras_models.py}. */
final class KerasFiles {
    private KerasFiles() {}

    /** What Keras gave, and what came of it here: one list for each output. */
    record Outputs(List<float[]> keras, List<float[]> here) {}

    static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(KerasFiles.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs what was made of a file on the inputs that Keras had. */
    static Outputs run(ImportedFile file, String golden, Path folder) throws IOException {
        return run(file, golden, folder, 0);
    }

    /** Runs it on the same inputs with some steps of padding behind each row. */
    static Outputs run(ImportedFile file, String golden, Path folder, int padding) throws IOException {
        JsonNode facts = JsonMapper.builder().build().readTree(Files.readString(path(golden)));
        Path written = folder.resolve("written.onnx");
        file.write(written);
        OnnxModel model = OnnxModel.read(written);
        List<float[]> here = new ArrayList<>();
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(model)) {
            String input = model.inputs().getFirst().name();
            Map<String, OnnxArray> inputs = new LinkedHashMap<>();
            inputs.put(input, padded(array(facts.path("input")), padding));
            if (session.inputs().containsKey("lengths")) {
                int[] lengths = new int[facts.path("input").size()];
                Arrays.fill(lengths, facts.path("input").get(0).size());
                inputs.put("lengths", OnnxArray.ints(lengths, lengths.length));
            }
            Map<String, OnnxArray> results = session.run(inputs);
            model.outputs()
                    .forEach(output -> here.add(
                            Objects.requireNonNull(results.get(output.name())).toFloats()));
        }
        List<float[]> keras = new ArrayList<>();
        facts.path("outputs").forEach(values -> keras.add(numbers(values)));
        return new Outputs(keras, here);
    }

    /** With steps behind each row that are nothing like data. */
    private static OnnxArray padded(OnnxArray rows, int steps) {
        if (steps == 0) {
            return rows;
        }
        long[] shape = rows.shape();
        int batch = (int) shape[0];
        int width = rows.elements() / batch;
        int more = steps * (shape.length == 3 ? (int) shape[2] : 1);
        shape[1] += steps;
        if (rows.type() == ElementType.INT64) {
            long[] longs = new long[batch * (width + more)];
            for (int row = 0; row < batch; row++) {
                System.arraycopy(rows.toLongs(), row * width, longs, row * (width + more), width);
            }
            return OnnxArray.longs(longs, shape);
        }
        float[] floats = new float[batch * (width + more)];
        Arrays.fill(floats, 77);
        for (int row = 0; row < batch; row++) {
            System.arraycopy(rows.toFloats(), row * width, floats, row * (width + more), width);
        }
        return OnnxArray.floats(floats, shape);
    }

    /** {@code [B, T]} whole numbers, or {@code [B, T, F]} numbers. */
    private static OnnxArray array(JsonNode rows) {
        int batch = rows.size();
        int steps = rows.get(0).size();
        List<Double> values = new ArrayList<>();
        rows.forEach(row -> row.forEach(step -> {
            if (step.isArray()) {
                step.forEach(number -> values.add(number.doubleValue()));
            } else {
                values.add(step.doubleValue());
            }
        }));
        int features = values.size() / batch / steps;
        if (!rows.get(0).get(0).isArray()) {
            return OnnxArray.longs(values.stream().mapToLong(Double::longValue).toArray(), batch, steps);
        }
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return OnnxArray.floats(floats, batch, steps, features);
    }

    private static float[] numbers(JsonNode list) {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) list.get(i).doubleValue();
        }
        return values;
    }
}
