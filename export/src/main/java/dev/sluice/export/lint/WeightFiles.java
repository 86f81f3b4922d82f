package dev.sluice.export.lint;

import dev.sluice.export.lint.Advice.Effect;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.StringStringEntryProto;
import dev.sluice.export.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks that external weight files are in the model's folder, where the runtime looks for them. Their content is not read. */
final class WeightFiles {
    private static final String SOURCE = "ONNX specification, external data; ONNX Runtime 1.28";

    private final OnnxModel model;
    private final Optional<Path> folder;
    private final List<Advice> advice;

    /**
     * Checks a model.
     *
     * @param folder folder of the model's file; empty if it is not stored in one
     */
    WeightFiles(OnnxModel model, Optional<Path> folder, List<Advice> advice) {
        this.model = model;
        this.folder = folder;
        this.advice = advice;
    }

    void graph() {
        Map<String, Integer> files = new TreeMap<>();
        for (TensorProto tensor : model.proto().getGraph().getInitializerList()) {
            if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                Map<String, String> entries = new LinkedHashMap<>();
                for (StringStringEntryProto entry : tensor.getExternalDataList()) {
                    entries.put(entry.getKey(), entry.getValue());
                }
                String location = entries.getOrDefault("location", "");
                files.merge(location, 1, Integer::sum);
                problem(location, entries)
                        .ifPresent(problem -> advice.add(new Advice(
                                Effect.REFUSED,
                                "weights-elsewhere",
                                "weights '" + tensor.getName() + "'",
                                problem,
                                SOURCE)));
            }
        }
        files.forEach((location, count) -> advice.add(new Advice(
                Effect.NOTE,
                "weights-elsewhere",
                "model",
                count + (count == 1 ? " tensor lies" : " tensors lie") + " in '" + location
                        + "'; ship that file beside the model",
                SOURCE)));
    }

    /** The reason the runtime would not find a weight file; empty if it would. */
    private Optional<String> problem(String location, Map<String, String> entries) {
        if (location.isEmpty()) {
            return Optional.of("lie in another file, but do not say in which");
        }
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path home = folder.get().toRealPath();
            Path file = home.resolve(location).normalize();
            if (Path.of(location).isAbsolute() || !file.startsWith(home)) {
                return Optional.of("must lie in the folder of the model, but are said to be in '" + location + "'");
            }
            if (!Files.isRegularFile(file)) {
                return Optional.of("lie in '" + location + "', but there is no such file beside the model");
            }
            long end = number(entries, "offset") + number(entries, "length");
            return end <= Files.size(file)
                    ? Optional.empty()
                    : Optional.of("end at byte " + end + " of '" + location + "', which has " + Files.size(file));
        } catch (InvalidPathException | NumberFormatException | IOException e) {
            return Optional.of("cannot be found: " + e.getMessage());
        }
    }

    private static long number(Map<String, String> entries, String key) {
        return Long.parseLong(entries.getOrDefault(key, "0"));
    }
}
