package dev.sluice.export.proof;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.lowering.TracedValue;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.runtime.OnnxRuntimeException;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where a file begins to differ from the model: a copy of the file gives all its values out, and the first that differs, in the
 * order of the computation, names the layer.
 */
final class FirstDifference {
    private final ProofSubject subject;
    private final ProofInputs inputs;
    private final ProofCase shape;
    private final double limit;

    FirstDifference(ProofSubject subject, ProofInputs inputs, ProofCase shape, double limit) {
        this.subject = subject;
        this.inputs = inputs;
        this.shape = shape;
        this.limit = limit;
    }

    /** A sentence about where it starts. */
    String find(OnnxModel file) {
        List<TracedValue> trace = subject.trace();
        if (trace.isEmpty()) {
            return "where the difference starts is not known: the file was made elsewhere";
        }
        Map<String, OnnxArray> actual;
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(Outspoken.copy(file, trace))) {
            actual = subject.ask(session, inputs.file());
        } catch (OnnxRuntimeException e) {
            return "where the difference starts cannot be told: " + e.getMessage();
        }
        Tensors expected = model(trace);
        for (int i = 0; i < trace.size(); i++) {
            OnnxArray value = actual.get(trace.get(i).value().name());
            if (value != null) {
                Tensor wanted = expected.get(name(i));
                Difference difference =
                        difference(trace.get(i).expr().shape(), Outspoken.numbers(value), wanted.array());
                if (difference.relative() > limit) {
                    return sentence(trace.get(i), difference);
                }
            }
        }
        return "every value of the file is right when it is looked at, so an optimization of the runtime makes the"
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

    private Tensors model(List<TracedValue> trace) {
        Map<String, Expr> wanted = new LinkedHashMap<>();
        for (int i = 0; i < trace.size(); i++) {
            wanted.put(name(i), trace.get(i).expr());
        }
        return Plan.compile(new Graph(wanted), EngineOptions.defaults())
                .run(subject.parameters().with(inputs.model()), RandomKey.NONE);
    }

    private static String name(int index) {
        return "value_" + index;
    }

    /** What lies past a row's length may be anything in the file's inputs, and so in what is computed from them. */
    private Difference difference(Dims dims, float[] actual, float[] expected) {
        Difference.Collector collector = new Difference.Collector();
        boolean steps = dims.rank() >= 2
                && dims.axis(0).equals(Dim.TIME)
                && dims.axis(1).equals(Dim.BATCH);
        if (actual.length != expected.length || !steps) {
            collector.add(actual, widened(expected), shape.describe());
            return collector.done();
        }
        int width = expected.length / (shape.time() * shape.batch());
        List<Integer> valid = new ArrayList<>();
        for (int i = 0; i < expected.length; i++) {
            int row = i / width;
            if (row / shape.batch() < shape.lengths().get(row % shape.batch())) {
                valid.add(i);
            }
        }
        float[] are = new float[valid.size()];
        double[] should = new double[valid.size()];
        for (int i = 0; i < are.length; i++) {
            are[i] = actual[valid.get(i)];
            should[i] = expected[valid.get(i)];
        }
        collector.add(are, should, shape.describe());
        return collector.done();
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
