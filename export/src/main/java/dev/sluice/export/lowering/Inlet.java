package dev.sluice.export.lowering;

import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The inputs of a file under construction, as a {@link Front} sees them. */
public final class Inlet {
    private final OnnxGraph graph;
    private final Map<String, OnnxValue> declared;

    Inlet(OnnxGraph graph, Map<String, OnnxValue> declared) {
        this.graph = graph;
        this.declared = new LinkedHashMap<>(declared);
    }

    /** The main graph of the file. */
    public OnnxGraph graph() {
        return graph;
    }

    /** An input of the graph that the file has too; empty if it has none of that name. */
    public Optional<OnnxValue> given(String name) {
        return Optional.ofNullable(declared.get(name));
    }

    /**
     * Declares an input of the file with steps.
     *
     * @param steps name of the number of steps
     * @param columns number of columns; 0 for an input {@code [batch, steps]}
     * @return time first, {@code [T, B, N]}; {@code [T, B, 1]} without columns
     */
    public OnnxValue sequence(String name, ElementType type, String steps, int columns) {
        OnnxDim batch = OnnxDim.of("batch");
        OnnxDim time = OnnxDim.of(steps);
        OnnxShaping shaping = new OnnxShaping(graph);
        if (columns > 0) {
            OnnxShape shape = OnnxShape.of(batch, time, OnnxDim.of(columns));
            return shaping.transpose(graph.input(name, type, shape), 1, 0, 2);
        }
        OnnxValue flat = graph.input(name, type, OnnxShape.of(batch, time));
        return shaping.unsqueeze(shaping.transpose(flat, 1, 0), 2);
    }

    /** Declares an input of the file without steps, {@code [B, N]}. */
    public OnnxValue row(String name, ElementType type, int columns) {
        return graph.input(name, type, OnnxShape.of(OnnxDim.of("batch"), OnnxDim.of(columns)));
    }
}
