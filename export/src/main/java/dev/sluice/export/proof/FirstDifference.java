package dev.sluice.export.proof;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.export.lowering.TracedValue;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.runtime.OnnxRuntimeException;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Locates the first difference between a file and the model: a copy of the file outputs all its values, and the first one
 * that differs, in the order of computation, identifies the layer.
 */
final class FirstDifference {
    private final ProofSubject subject;
    private final ProofInputs inputs;
    private final ProofCase shape;
    private final Tolerance tolerance;

    FirstDifference(ProofSubject subject, ProofInputs inputs, ProofCase shape, Tolerance tolerance) {
        this.subject = subject;
        this.inputs = inputs;
        this.shape = shape;
        this.tolerance = tolerance;
    }

    /** A sentence that names the place. */
    String find(OnnxModel file) {
        List<TracedValue> trace = subject.trace();
        if (trace.isEmpty()) {
            return "where the difference starts is not known: the file was made elsewhere";
        }
        Map<String, OnnxArray> actual;
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(TracedModel.copy(file, trace))) {
            actual = subject.ask(session, inputs.file());
        } catch (OnnxRuntimeException e) {
            return "where the difference starts cannot be told: " + e.getMessage();
        }
        Map<String, Expected> expected = model(trace);
        for (int i = 0; i < trace.size(); i++) {
            OnnxArray value = actual.get(trace.get(i).value().name());
            if (value != null) {
                Expected wanted = Objects.requireNonNull(expected.get(name(i)));
                Difference difference = difference(trace.get(i).expr().shape(), TracedModel.numbers(value), wanted);
                if (!(tolerance.severity(difference) <= 1)) {
                    return sentence(trace.get(i), difference);
                }
            }
        }
        return "every value of the file is right when it is output too, so an optimization of the runtime causes the"
                + " difference";
    }

    private String sentence(TracedValue value, Difference difference) {
        return String.format(
                Locale.ROOT,
                "the difference starts in %s: '%s' in the file is off by %.3g where its scale is %.3g, for %s; everything"
                        + " before it is right",
                value.layer(),
                value.value().name(),
                difference.absolute(),
                difference.scale(),
                shape.describe());
    }

    private Map<String, Expected> model(List<TracedValue> trace) {
        Map<String, Expr> wanted = new LinkedHashMap<>();
        for (int i = 0; i < trace.size(); i++) {
            wanted.put(name(i), trace.get(i).expr());
        }
        Reference reference = new Reference(
                new Graph(wanted),
                subject.parameters(),
                subject.offsets(),
                subject.border(),
                tolerance.measuresRounding());
        return reference.run(inputs.model(), shape.batch());
    }

    private static String name(int index) {
        return "value_" + index;
    }

    /** The difference without values past a row's length, which may be arbitrary, as may all values computed from them. */
    private Difference difference(Dims dims, float[] actual, Expected expected) {
        Difference.Collector collector = new Difference.Collector();
        boolean steps = dims.rank() >= 2
                && dims.axis(0).equals(Dim.TIME)
                && dims.axis(1).equals(Dim.BATCH);
        if (actual.length != expected.values().length || !steps) {
            collector.add(actual, expected, shape.describe());
            return collector.done();
        }
        float[] valid = actual.clone();
        int width = actual.length / (shape.time() * shape.batch());
        for (int i = 0; i < actual.length; i++) {
            int row = i / width;
            if (row / shape.batch() >= shape.lengths().get(row % shape.batch())) {
                valid[i] = (float) expected.values()[i];
            }
        }
        collector.add(valid, expected, shape.describe());
        return collector.done();
    }
}
