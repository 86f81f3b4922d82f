package dev.sluice.export.lowering;

import dev.sluice.export.onnx.OnnxModelBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A graph as a model that still takes metadata.
 *
 * @param builder to be completed by {@link OnnxModelBuilder#build}
 * @param loops of the file, in its order
 * @param trace the values of the model with their counterparts in the file, in the order of the computation
 */
public record LoweredModel(OnnxModelBuilder builder, List<LoweredLoop> loops, List<TracedValue> trace) {
    /** Copies the lists. */
    public LoweredModel {
        loops = List.copyOf(loops);
        trace = List.copyOf(trace);
    }

    /** Whether a layer is a loop of nodes instead of one operator. */
    public boolean hasScan() {
        return loops.stream().anyMatch(loop -> loop.operator().endsWith("Scan"));
    }

    /** The operator of each layer. */
    public Map<String, String> layers() {
        Map<String, String> layers = new LinkedHashMap<>();
        loops.forEach(loop -> layers.put(loop.layer(), loop.operator()));
        return layers;
    }

    /** For people: {@code encoder.l0 as bidirectional GRU, encoder.l1 as forward Scan}. */
    public String describe() {
        return loops.isEmpty()
                ? "no recurrent layer"
                : loops.stream()
                        .map(loop -> loop.layer() + " as " + loop.operator())
                        .collect(Collectors.joining(", "));
    }
}
