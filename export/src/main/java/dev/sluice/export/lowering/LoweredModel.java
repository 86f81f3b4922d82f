package dev.sluice.export.lowering;

import dev.sluice.export.onnx.OnnxModelBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A graph as an ONNX model to which metadata can still be added.
 *
 * @param builder the model's builder, completed by {@link OnnxModelBuilder#build}
 * @param loops the loops, in the file's order
 * @param trace the model's values with their counterparts in the file, in the order of computation
 */
public record LoweredModel(OnnxModelBuilder builder, List<LoweredLoop> loops, List<TracedValue> trace) {
    /** Copies the lists. */
    public LoweredModel {
        loops = List.copyOf(loops);
        trace = List.copyOf(trace);
    }

    /** Returns whether a layer is a {@code Scan} instead of a recurrent operator. */
    public boolean hasScan() {
        return loops.stream().anyMatch(loop -> loop.operator().endsWith("Scan"));
    }

    /** The operator of each layer. */
    public Map<String, String> layers() {
        Map<String, String> layers = new LinkedHashMap<>();
        loops.forEach(loop -> layers.put(loop.layer(), loop.operator()));
        return layers;
    }

    /** A description: {@code encoder.l0 as bidirectional GRU, encoder.l1 as forward Scan}. */
    public String describe() {
        return loops.isEmpty()
                ? "no recurrent layer"
                : loops.stream()
                        .map(loop -> loop.layer() + " as " + loop.operator())
                        .collect(Collectors.joining(", "));
    }
}
