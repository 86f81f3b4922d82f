package dev.sluice.bench.work;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxModelBuilder;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.OnnxReductions;
import dev.sluice.export.onnx.OnnxScan;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import java.util.Arrays;
import java.util.List;

/**
 * Loops as a person who knows ONNX Runtime would write them: products with the input before the loop, gates that are computed
 * alike joined, what stands beside a product as its bias, the operator {@code LayerNormalization} where it is the faster, and as few
 * nodes in the body as the equations allow. Rows that end early keep their state, as in our own files.
 *
 * @param weights by our names
 */
record HandMadeScan(Tensors weights) {
    private static final int H = ShippedNetwork.HIDDEN;
    private static final int I = ShippedNetwork.INPUT;
    private static final float EPSILON = 1e-5f;

    /** The nodes and constants of a body. */
    private record Step(OnnxMath math, OnnxShaping shaping, OnnxValue h, List<OnnxValue> x) {}

    /** The equations of a step: the next state. */
    private interface Body {
        OnnxValue next(Step step);
    }

    /** The file of a cell. */
    OnnxModel of(CellKind cell) {
        OnnxModelBuilder model = new OnnxModelBuilder("hand", new OnnxOpset(17));
        OnnxGraph graph = model.graph();
        OnnxValue features = graph.input(
                "features", ElementType.FLOAT, OnnxShape.of(OnnxDim.of("batch"), OnnxDim.of("time"), OnnxDim.of(I)));
        OnnxValue lengths = graph.input("lengths", ElementType.INT32, OnnxShape.of(OnnxDim.of("batch")));
        OnnxValue first = graph.input("state.h", ElementType.FLOAT, OnnxShape.of(OnnxDim.of("batch"), OnnxDim.of(H)));
        OnnxValue x = new OnnxShaping(graph).transpose(features, 1, 0, 2);
        OnnxValue last = cell == CellKind.MGU
                ? loop(graph, x, lengths, first, minimal(graph, x), minimalStep(graph))
                : loop(graph, x, lengths, first, normalized(graph, x), normalizedStep(graph));
        graph.output("next_state.h", last);
        OnnxValue weight =
                graph.initializer("head.W", array(tensor("head.0.weight").array(), ShippedNetwork.CLASSES, H));
        OnnxValue bias = graph.initializer("head.b", array(tensor("head.0.bias").array(), ShippedNetwork.CLASSES));
        graph.output("outputs", new OnnxMath(graph).dense(last, weight, bias));
        return model.build();
    }

    private static OnnxValue loop(
            OnnxGraph graph, OnnxValue x, OnnxValue lengths, OnnxValue first, List<OnnxValue> sequences, Body body) {
        OnnxScan scan = new OnnxScan(graph, "loop");
        OnnxValue h = scan.state("h", first);
        List<OnnxValue> slices =
                sequences.stream().map(sequence -> scan.slice("x", sequence)).toList();
        OnnxValue valid = scan.slice("valid", valid(graph, x, lengths));
        OnnxMath math = new OnnxMath(scan.body());
        OnnxValue next = body.next(new Step(math, new OnnxShaping(scan.body()), h, slices));
        return scan.next(h, math.where(valid, next, h)).add(false).states().getFirst();
    }

    /** {@code t < lengths[b]}, {@code [T, B, 1]}. */
    private static OnnxValue valid(OnnxGraph graph, OnnxValue x, OnnxValue lengths) {
        OnnxShaping shaping = new OnnxShaping(graph);
        OnnxMath math = new OnnxMath(graph);
        OnnxValue steps = shaping.squeeze(shaping.size(x, 0), 0);
        OnnxValue zero = graph.constant(OnnxArray.longs(new long[] {0}));
        OnnxValue one = graph.constant(OnnxArray.longs(new long[] {1}));
        OnnxValue numbers = shaping.unsqueeze(shaping.range(zero, steps, one, OnnxDim.of("time")), 1, 2);
        return math.compare("Less", numbers, shaping.unsqueeze(math.cast(lengths, ElementType.INT64), 0, 2));
    }

    /** {@code W x + b} of both gates. */
    private List<OnnxValue> minimal(OnnxGraph graph, OnnxValue x) {
        OnnxMath math = new OnnxMath(graph);
        OnnxValue product = math.matMul(x, joined(graph, "W_f", "W_n"));
        OnnxValue sum = math.add(product, vector(graph, "b_f", "b_n"));
        return new OnnxShaping(graph).split(sum, 2, H, H);
    }

    private Body minimalStep(OnnxGraph graph) {
        OnnxValue gate = stored(graph, "U_f");
        OnnxValue candidate = stored(graph, "U_n");
        return step -> {
            OnnxMath math = step.math();
            OnnxValue f =
                    math.unary("Sigmoid", math.dense(step.h(), gate, step.x().get(0)));
            OnnxValue reset = math.mul(f, step.h());
            OnnxValue n =
                    math.unary("Tanh", math.dense(reset, candidate, step.x().get(1)));
            return math.add(step.h(), math.mul(f, math.sub(n, step.h())));
        };
    }

    /** {@code LN(W x; α_x) + b}, r and z normalized together. */
    private List<OnnxValue> normalized(OnnxGraph graph, OnnxValue x) {
        OnnxMath math = new OnnxMath(graph);
        return List.of(
                writtenOut(
                        graph,
                        math.matMul(x, joined(graph, "W_r", "W_z")),
                        vector(graph, "alpha_r_x", "alpha_z_x"),
                        vector(graph, "b_r", "b_z")),
                writtenOut(
                        graph, math.matMul(x, joined(graph, "W_n")), vector(graph, "alpha_n_x"), vector(graph, "b_n")));
    }

    /** Over whole sequences ONNX Runtime 1.28 takes longer for the operator. */
    private static OnnxValue writtenOut(OnnxGraph graph, OnnxValue a, OnnxValue gain, OnnxValue shift) {
        OnnxMath math = new OnnxMath(graph);
        OnnxValue share = graph.scalar(1f / (float) ((OnnxDim.Fixed) a.shape().dim(-1)).size());
        OnnxReductions reductions = new OnnxReductions(graph);
        OnnxValue centered = math.sub(a, math.mul(reductions.sum(a, true, -1), share));
        OnnxValue variance = math.mul(reductions.sum(math.mul(centered, centered), true, -1), share);
        OnnxValue deviation = math.unary("Sqrt", math.add(variance, graph.scalar(EPSILON)));
        return math.add(math.mul(math.div(centered, deviation), gain), shift);
    }

    /** A product for what is normalized together, since a {@code Split} costs more than a second one. */
    private Body normalizedStep(OnnxGraph graph) {
        OnnxValue both = joined(graph, "U_r", "U_z");
        OnnxValue one = joined(graph, "U_n");
        OnnxValue gates = vector(graph, "alpha_r_h", "alpha_z_h");
        OnnxValue candidate = vector(graph, "alpha_n_h");
        OnnxValue bias = vector(graph, "bh_n");
        return step -> {
            OnnxMath math = step.math();
            OnnxValue sum = math.add(
                    math.layerNormalization(math.matMul(step.h(), both), gates, null, EPSILON),
                    step.x().get(0));
            List<OnnxValue> rz = step.shaping().split(math.unary("Sigmoid", sum), 1, H, H);
            OnnxValue remembered = math.layerNormalization(math.matMul(step.h(), one), candidate, bias, EPSILON);
            OnnxValue n = math.unary("Tanh", math.add(step.x().get(1), math.mul(rz.get(0), remembered)));
            return math.add(step.h(), math.mul(rz.get(1), math.sub(n, step.h())));
        };
    }

    /** Matrices {@code [H, K]} side by side as {@code [K, n·H]}. */
    private OnnxValue joined(OnnxGraph graph, String... names) {
        int inner = cell(names[0]).shape().size(1);
        float[] all = new float[inner * names.length * H];
        for (int part = 0; part < names.length; part++) {
            float[] matrix = cell(names[part]).array();
            for (int row = 0; row < H; row++) {
                for (int k = 0; k < inner; k++) {
                    all[(k * names.length + part) * H + row] = matrix[row * inner + k];
                }
            }
        }
        return graph.initializer(names[0], array(all, inner, (long) names.length * H));
    }

    /** A matrix as it is, {@code [H, K]}, as {@code Gemm} takes it. */
    private OnnxValue stored(OnnxGraph graph, String name) {
        return graph.initializer(
                name, array(cell(name).array(), H, cell(name).shape().size(1)));
    }

    private OnnxValue vector(OnnxGraph graph, String... names) {
        float[] all = new float[names.length * H];
        for (int part = 0; part < names.length; part++) {
            System.arraycopy(cell(names[part]).array(), 0, all, part * H, H);
        }
        return graph.initializer(names[0], array(all, all.length));
    }

    private static OnnxArray array(float[] values, long... shape) {
        return OnnxArray.floats(Arrays.copyOf(values, values.length), shape);
    }

    private Tensor cell(String name) {
        return tensor("encoder.l0." + name);
    }

    private Tensor tensor(String name) {
        return weights.get(name);
    }
}
