package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.SafetensorsException;
import dev.sluice.export.importer.KerasImporter;
import dev.sluice.export.importer.TorchWeightsImporter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Fuzzes safetensors files, including weights with PyTorch or Keras names. */
final class SafetensorsFuzz {
    private static final Pattern END = Pattern.compile("\"data_offsets\"\\s*:\\s*\\[\\s*\\d{1,5}\\s*,\\s*(\\d{1,5})");

    @FuzzTest(maxDuration = "10m")
    void read(byte[] bytes) {
        Attempt.read(bytes, "weights.safetensors", Safetensors::read, List.of(SafetensorsException.class));
        Attempt.read(
                bytes,
                "weights.safetensors",
                file -> new TorchWeightsImporter().read(file).model(),
                List.of(ImportException.class));
        Attempt.read(
                bytes,
                "weights.safetensors",
                file -> new KerasImporter().read(file).model(),
                List.of(ImportException.class));
    }

    /** An arbitrary header with its correct length, followed by as much data as it claims. */
    @FuzzTest(maxDuration = "10m")
    void header(byte[] header) {
        int data = END.matcher(new String(header, StandardCharsets.ISO_8859_1))
                .results()
                .mapToInt(end -> Integer.parseInt(end.group(1)))
                .max()
                .orElse(0);
        read(ByteBuffer.allocate(Long.BYTES + header.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array());
    }
}
