package dev.sluice.export.lowering;

import dev.sluice.export.onnx.OnnxModelBuilder;
import java.util.List;

/**
 * A graph as a model that still takes metadata.
 *
 * @param builder to be completed by {@link OnnxModelBuilder#build}
 * @param loops what each loop has become
 */
public record LoweredModel(OnnxModelBuilder builder, List<LoweredLoop> loops) {
    /** Copies the list. */
    public LoweredModel {
        loops = List.copyOf(loops);
    }
}
