package dev.sluice.export.lowering;

import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sizes of symbolic axes as values of the main graph, where loops can use them too. */
final class Sizes {
    private final OnnxShaping shaping;
    private final OnnxGraph graph;
    private final Map<Dim, Source> sources = new LinkedHashMap<>();
    private final Map<Dim, OnnxValue> known = new LinkedHashMap<>();

    /** An input and the index of one of its axes. */
    private record Source(OnnxValue value, int axis) {}

    Sizes(OnnxGraph main) {
        this.graph = main;
        this.shaping = new OnnxShaping(main);
    }

    /** Records the axes of an input. */
    void learn(OnnxValue value, Dims dims) {
        for (int axis = 0; axis < dims.rank(); axis++) {
            if (dims.axis(axis) instanceof Dim.Named) {
                sources.putIfAbsent(dims.axis(axis), new Source(value, axis));
            }
        }
    }

    /** The size of an axis, int64 {@code [1]}. */
    OnnxValue of(Dim dim) {
        if (dim instanceof Dim.Fixed(int size)) {
            return graph.longs(size);
        }
        if (dim.equals(Dim.MEMORY)) {
            return of(Dim.TIME);
        }
        OnnxValue size = known.get(dim);
        if (size == null) {
            Source source = sources.get(dim);
            if (source == null) {
                throw new ExportException("no input of the graph has the axis " + dim
                        + ", so the file cannot know its size; give the graph an input with that axis");
            }
            size = shaping.size(source.value(), source.axis());
            known.put(dim, size);
        }
        return size;
    }

    /** A shape as a value, int64 {@code [rank]}. */
    OnnxValue of(Dims dims) {
        if (dims.axes().stream().allMatch(Dim.Fixed.class::isInstance)) {
            return graph.longs(dims.axes().stream()
                    .mapToLong(dim -> dims.fixed(dims.axes().indexOf(dim)))
                    .toArray());
        }
        List<OnnxValue> parts = new ArrayList<>();
        dims.axes().forEach(dim -> parts.add(of(dim)));
        return parts.size() == 1 ? parts.getFirst() : shaping.concat(0, parts);
    }

    /** The shape of a value in the file. */
    static OnnxShape shape(Dims dims) {
        return new OnnxShape(dims.axes().stream().map(Sizes::dim).toList());
    }

    private static OnnxDim dim(Dim dim) {
        return switch (dim) {
            case Dim.Fixed(int size) -> OnnxDim.of(size);
            case Dim.Named(String name) -> OnnxDim.of(borderName(name));
        };
    }

    private static String borderName(String name) {
        return switch (name) {
            case "B" -> "batch";
            // A row's memory has as many steps as the sequence that it was made of.
            case "T", "S" -> "time";
            default -> name;
        };
    }
}
