package dev.sluice.export.lowering;

import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.rewrite.Simplify;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.lowering.fuse.SideBySide;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxModelBuilder;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.OnnxValue;
import dev.sluice.export.targets.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Lowers a graph and its parameter values to an ONNX model.
 *
 * <p>The file's interface: {@code tokens [batch, time]} int64 or {@code features [batch, time, F]}, {@code lengths
 * [batch]} int32, states {@code [batch, H]} in and out, under the graph's own names. The first two axes of a sequence are
 * swapped on the way in and out; all values in between are time first.
 */
public final class Lowering {
    /** Name of the output after softmax or sigmoid. */
    public static final String PROBABILITIES = "probabilities";

    private final String name;
    private final OnnxOpset opset;
    private final Map<String, OutputActivation> activations = new LinkedHashMap<>();
    private final Map<String, Standardization> standardizations = new LinkedHashMap<>();
    private final Map<String, Standardization> measured = new LinkedHashMap<>();
    private final Set<String> numbers = new LinkedHashSet<>();
    private final Set<String> flags = new LinkedHashSet<>();
    private FrontPadding padding = FrontPadding.NONE;
    private Front front = Front.NONE;
    private Target target = Target.ORT_CPU;

    /** Prepares a model with the given name. */
    public Lowering(String name, OnnxOpset opset) {
        this.name = name;
        this.opset = opset;
    }

    /** Sets the runtime that the model is for; ONNX Runtime's CPU provider by default. */
    public Lowering target(Target runtime) {
        target = runtime;
        return this;
    }

    /** The name of an output after softmax or sigmoid: {@value #PROBABILITIES} for the only output. */
    public static String probabilities(String output) {
        return output.equals(Network.OUTPUTS) ? PROBABILITIES : output + "." + PROBABILITIES;
    }

    /** Adds {@value #PROBABILITIES} beside the raw outputs: softmax or sigmoid of the only output. */
    public Lowering activation(OutputActivation function) {
        return activation(Network.OUTPUTS, function);
    }

    /** Adds the softmax or sigmoid of an output, by its {@link #probabilities name}. */
    public Lowering activation(String output, OutputActivation function) {
        activations.put(output, function);
        return this;
    }

    /** Adds the standardization of a numeric input, so that the file accepts unscaled numbers. */
    public Lowering standardization(String input, Standardization of) {
        standardizations.put(input, of);
        return this;
    }

    /** Returns an output in the units of the data, in float64. */
    public Lowering measured(String output, Standardization of) {
        measured.put(output, of);
        return this;
    }

    /** Returns an output {@code [.., 1]} of numbers of classes as int64, without its last axis. */
    public Lowering number(String output) {
        numbers.add(output);
        return this;
    }

    /** Returns an output of zeros and ones as int64. */
    public Lowering flag(String output) {
        flags.add(output);
        return this;
    }

    /** Makes sequences, including outputs at every step, padded in front. */
    public Lowering padding(FrontPadding inFront) {
        padding = inFront;
        return this;
    }

    /** Lets the file make some inputs of the graph from others; padding is then behind. */
    public Lowering front(Front nodes) {
        front = nodes;
        return this;
    }

    /**
     * Lowers a graph.
     *
     * @param network the graph
     * @param parameters values by name. Not modified.
     * @throws ExportException if part of the graph cannot be expressed in the file
     */
    public LoweredModel lower(Graph network, Tensors parameters) {
        // Merges duplicate inputs, so that each is declared once.
        Graph simple = Simplify.apply(network);
        // Outside of steps arithmetic costs more than nodes; loops are optimized separately.
        boolean loops = simple.expressions().stream().anyMatch(expr -> expr.op() instanceof Scan);
        Graph graph = loops ? simple : SideBySide.apply(simple);
        OnnxModelBuilder model = new OnnxModelBuilder(name, opset);
        Scope main = new Scope(model.graph());
        Sizes sizes = new Sizes(model.graph());
        Weights weights = new Weights(parameters, model.graph());
        Map<String, OnnxValue> inputs = new LinkedHashMap<>();
        graph.inputs().stream()
                .filter(input -> !front.makes().contains(input.label()))
                .forEach(input -> inputs.put(input.label(), declared(main, input)));
        Map<String, OnnxValue> made = front.add(new Inlet(model.graph(), inputs));
        for (Expr expr : graph.expressions()) {
            if (expr.op() instanceof Input input) {
                OnnxValue ready = made.get(input.label());
                if (ready != null) {
                    // What is made may have fewer steps than the file's own inputs.
                    sizes.learn(ready, input.dims());
                }
                main.put(expr, ready == null ? inside(main, input, inputs) : prepared(main, input, ready));
            }
        }
        graph.inputs().stream()
                .filter(input -> !made.containsKey(input.label()))
                .forEach(input -> sizes.learn(Objects.requireNonNull(inputs.get(input.label())), bordered(input)));
        LoopReport report = new LoopReport();
        GraphLowering lowering =
                new GraphLowering(main, sizes, weights, graph.outputs().values(), TargetForms.of(target), report);
        graph.outputs().forEach((label, expr) -> {
            OnnxValue value = main.as(lowering.lower(expr), ElementType.FLOAT);
            OnnxValue outward =
                    isSequence(expr.shape()) ? swapped(main, padding.outward(main, value, label, inputs)) : value;
            if (numbers.contains(label)) {
                outward = main.as(main.shaping().squeeze(outward, -1), ElementType.INT64);
            }
            if (flags.contains(label)) {
                outward = main.as(outward, ElementType.INT64);
            }
            Standardization by = measured.get(label);
            main.graph().output(label, by == null ? outward : measured(main, label, outward, by));
            probabilities(main, label, outward);
        });
        return new LoweredModel(model, report.loops(), trace(graph, main));
    }

    private static List<TracedValue> trace(Graph graph, Scope main) {
        List<TracedValue> trace = new ArrayList<>();
        for (Expr expr : graph.expressions()) {
            boolean fixed = expr.op() instanceof Parameter || expr.op() instanceof Constant;
            if (expr.results().size() == 1 && !fixed && main.knows(expr)) {
                trace.add(new TracedValue(LayerNames.ofValue(expr), expr, main.get(expr, 0)));
            }
        }
        return trace;
    }

    private void probabilities(Scope main, String label, OnnxValue outputs) {
        switch (activations.getOrDefault(label, OutputActivation.NONE)) {
            case SOFTMAX ->
                main.graph().output(probabilities(label), main.math().softmax("Softmax", outputs, -1));
            case SIGMOID ->
                main.graph().output(probabilities(label), main.math().unary("Sigmoid", outputs));
            case NONE -> {}
        }
    }

    private OnnxValue declared(Scope main, Input input) {
        ElementType type = switch (input.kind()) {
            case NUMBER -> isWide(input) ? ElementType.DOUBLE : ElementType.FLOAT;
            case INDEX -> ElementType.INT64;
            case LENGTH -> ElementType.INT32;
        };
        return main.graph().input(input.label(), type, Sizes.shape(bordered(input)));
    }

    /** The axes of an input of the file. */
    private static Dims bordered(Input input) {
        return isSequence(input.dims()) ? swapped(input.dims()) : input.dims();
    }

    /** An input that the front has made. */
    private OnnxValue prepared(Scope main, Input input, OnnxValue made) {
        if (input.kind() != Input.Kind.NUMBER) {
            return made;
        }
        Standardization by = standardizations.get(input.label());
        return by == null ? main.as(made, ElementType.FLOAT) : standardizedInFloat64(main, input.label(), made, by);
    }

    private OnnxValue inside(Scope main, Input input, Map<String, OnnxValue> inputs) {
        OnnxValue value = Objects.requireNonNull(inputs.get(input.label()));
        Standardization by = standardizations.get(input.label());
        if (by != null && by.isWide()) {
            value = standardizedInFloat64(main, input.label(), value, by);
        }
        OnnxValue inside =
                isSequence(input.dims()) ? padding.inward(main, swapped(main, value), input.label(), inputs) : value;
        return by == null || by.isWide() ? inside : standardized(main, input.label(), inside, by);
    }

    private boolean isWide(Input input) {
        Standardization by = standardizations.get(input.label());
        return by != null && by.isWide();
    }

    private static OnnxValue standardizedInFloat64(Scope main, String name, OnnxValue x, Standardization by) {
        OnnxValue mean =
                main.graph().initializer(name + ".mean", doubles(by.scaler().mean()));
        OnnxValue scale = main.graph()
                .initializer(name + ".deviation", doubles(by.scaler().deviation()));
        OnnxValue bent = by.scaler().isCurved() ? new Curves(main, by.scaler()).apply(x) : x;
        OnnxValue centered = main.math().div(main.math().sub(bent, mean), scale);
        return filled(main, main.as(centered, ElementType.FLOAT), by);
    }

    private static OnnxValue measured(Scope main, String name, OnnxValue y, Standardization by) {
        OnnxValue scale = main.graph()
                .initializer(
                        "targets." + name + ".deviation", doubles(by.scaler().deviation()));
        OnnxValue mean = main.graph()
                .initializer("targets." + name + ".mean", doubles(by.scaler().mean()));
        OnnxValue unscaled = main.math().add(main.math().mul(main.as(y, ElementType.DOUBLE), scale), mean);
        return by.scaler().isCurved() ? new Curves(main, by.scaler()).undo(unscaled) : unscaled;
    }

    private static OnnxArray doubles(List<Double> values) {
        return OnnxArray.doubles(
                values.stream().mapToDouble(Double::doubleValue).toArray(), values.size());
    }

    /** In float32 a large mean would swallow small differences, so it is subtracted in two parts. */
    private static OnnxValue standardized(Scope main, String name, OnnxValue x, Standardization by) {
        int n = by.features();
        OnnxValue high = main.graph().initializer(name + ".mean", OnnxArray.floats(by.meanHigh(), n));
        OnnxValue low = main.graph().initializer(name + ".mean.rest", OnnxArray.floats(by.meanLow(), n));
        OnnxValue scale = main.graph().initializer(name + ".deviation", OnnxArray.floats(by.deviationFloats(), n));
        OnnxValue centered = main.math().sub(main.math().sub(x, high), low);
        return filled(main, main.math().div(centered, scale), by);
    }

    /** Replaces missing values by zero, which is the mean after standardization. */
    private static OnnxValue filled(Scope main, OnnxValue scaled, Standardization by) {
        if (!by.missing()) {
            return scaled;
        }
        // NaN is the only number not equal to itself.
        return main.math()
                .where(
                        main.math().compare("Equal", scaled, scaled),
                        scaled,
                        main.graph().scalar(0));
    }

    private static boolean isSequence(Dims dims) {
        return dims.rank() >= 2 && dims.axis(0).equals(Dim.TIME) && dims.axis(1).equals(Dim.BATCH);
    }

    private static Dims swapped(Dims dims) {
        return dims.with(0, dims.axis(1)).with(1, dims.axis(0));
    }

    private static OnnxValue swapped(Scope main, OnnxValue value) {
        int[] order = IntStream.range(0, value.shape().rank()).toArray();
        order[0] = 1;
        order[1] = 0;
        return main.shaping().transpose(value, order);
    }
}
