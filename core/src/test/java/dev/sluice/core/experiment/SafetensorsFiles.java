package dev.sluice.core.experiment;

import dev.sluice.core.tensor.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Weights in files as something that can be compared. */
final class SafetensorsFiles {
    private SafetensorsFiles() {}

    static Map<String, String> values(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            Safetensors.read(file)
                    .tensors()
                    .forEach((name, tensor) -> values.put(name, Arrays.toString(tensor.array())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }
}
