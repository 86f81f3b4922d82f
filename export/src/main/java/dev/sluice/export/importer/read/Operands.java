package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.importer.file.FileNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The inputs of one node, with conversions for its reader. */
final class Operands {
    private final FileNode node;
    private final List<Value> values;
    private final Tracer tracer;

    Operands(FileNode node, List<Value> values, Tracer tracer) {
        this.node = node;
        this.values = values;
        this.tracer = tracer;
    }

    FileNode node() {
        return node;
    }

    Tracer tracer() {
        return tracer;
    }

    int count() {
        return values.size();
    }

    boolean has(int index) {
        return index < values.size() && !(values.get(index) instanceof Value.Absent);
    }

    Value value(int index) {
        return index < values.size() ? values.get(index) : new Value.Absent();
    }

    boolean allKnown() {
        return values.stream().allMatch(value -> value instanceof Value.Known || value instanceof Value.Absent);
    }

    boolean isKnown(int index) {
        return value(index) instanceof Value.Known;
    }

    Value.Known known(int index, String what) {
        return switch (value(index)) {
            case Value.Known known -> known;
            case Value.Absent absent -> throw new UnsupportedPartException("its " + what + " is missing");
            default -> throw notStored(index, what);
        };
    }

    private UnsupportedPartException notStored(int index, String what) {
        if (tracer.isInput(node.input(index))) {
            return new UnsupportedPartException(
                    "its " + what + " must be stored in the file, but is the input '" + Printable.of(node.input(index))
                            + "'",
                    "make it an initializer");
        }
        return new UnsupportedPartException(
                "its " + what + " must be stored in the file, but is computed from the inputs",
                "export the model with constant folding");
    }

    /** Integers that are an input since some operator set and were an attribute before. */
    Optional<long[]> integers(int index, String attribute) {
        if (has(index)) {
            return Optional.of(known(index, attribute).longs());
        }
        return node.integers(attribute);
    }

    /** An input as a value that depends on the inputs; stored numbers become constants or parameters. */
    Flow flow(int index) {
        return flow(index, ParameterSpec.Role.OTHER);
    }

    Flow flow(int index, ParameterSpec.Role role) {
        return switch (value(index)) {
            case Flow flow -> flow;
            case Value.Known known -> constant(known, role);
            case Value.Absent absent -> throw new UnsupportedPartException("its input " + index + " is missing");
            case StepNumber number ->
                throw new UnsupportedPartException(
                        "its input " + index + " is a step number, which may only select a step of a sequence");
            case Padded padded ->
                throw new UnsupportedPartException(
                        "its input " + index + " has zeros put before or after its steps, which only a convolution or a"
                                + " pooling may read");
            default ->
                throw new UnsupportedPartException(
                        "its input " + index + " is the size of an axis, which is not supported as a number");
        };
    }

    /** A stored value as a constant or as a trainable parameter. */
    private Flow constant(Value.Known known, ParameterSpec.Role role) {
        List<List<Dim>> axes = new ArrayList<>();
        for (int size : known.array().sizes()) {
            axes.add(Flow.axis(size));
        }
        if (known.isSingle() && (role != ParameterSpec.Role.BIAS || axes.isEmpty())) {
            return new Flow(Exprs.constant(known.single()), axes, false, known.whole());
        }
        if (known.whole()) {
            throw new UnsupportedPartException("a list of whole numbers is not supported in arithmetic");
        }
        Expr parameter = tracer.parameter(known, role);
        Dims dims = Flow.canonical(axes);
        return Flow.of(Flow.reshaped(parameter, dims), axes);
    }
}
