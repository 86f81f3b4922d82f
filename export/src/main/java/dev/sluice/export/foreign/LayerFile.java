package dev.sluice.export.foreign;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxActivation;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxGraph;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxModelBuilder;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.onnx.OnnxProjectedLstm;
import dev.sluice.export.onnx.OnnxRecurrent;
import dev.sluice.export.onnx.OnnxShape;
import dev.sluice.export.onnx.OnnxShaping;
import dev.sluice.export.onnx.OnnxValue;
import dev.sluice.export.onnx.RecurrentKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes layers whose weights came without an ONNX graph as one, layer by layer: from there on they are imported and proven like
 * any file. Batch first, as their own programs have it.
 */
public final class LayerFile {
    private static final int OPSET = 17;
    private static final OnnxDim BATCH = OnnxDim.of("batch");
    private static final OnnxDim TIME = OnnxDim.of("time");

    private final OnnxModelBuilder builder;
    private @Nullable OnnxValue lengths;

    /**
     * One direction's weights, gates in ONNX's order.
     *
     * @param w {@code [g·H, I]}
     * @param r {@code [g·H, H]}; {@code [g·H, P]} with a projection
     * @param b {@code [2·g·H]}
     * @param s an LSTM's projection, {@code [P, H]}
     */
    public record Direction(Tensor w, Tensor r, Tensor b, Optional<Tensor> s) {
        /** Without a projection. */
        public Direction(Tensor w, Tensor r, Tensor b) {
            this(w, r, b, Optional.empty());
        }

        /** Features of what it gives. */
        int features() {
            return r.shape().size(1);
        }
    }

    /**
     * A recurrent layer.
     *
     * @param directions one or two, of equal sizes
     * @param backward whether its only direction begins with the last step
     * @param linearBeforeReset whether a GRU's reset gate stands behind the recurrent product
     * @param activations as the operator orders them; empty for its own
     * @param untilLengths whether each row ends at its length
     */
    public record Layer(
            String name,
            RecurrentKind kind,
            List<Direction> directions,
            boolean backward,
            boolean linearBeforeReset,
            List<OnnxActivation> activations,
            boolean untilLengths) {
        /** Copies the lists. */
        public Layer {
            directions = List.copyOf(directions);
            activations = List.copyOf(activations);
        }
    }

    /**
     * What a recurrent layer gives; the directions stand side by side.
     *
     * @param sequence {@code [batch, time, D·H]}
     * @param last {@code [batch, D·H]}
     */
    public record Result(OnnxValue sequence, OnnxValue last) {}

    /** An empty file that says which program its weights are from. */
    public LayerFile(String program) {
        builder = new OnnxModelBuilder(program, new OnnxOpset(OPSET)).producer(program, "");
    }

    /** For what has no method here. */
    public OnnxGraph graph() {
        return builder.graph();
    }

    /** An input of numbers, {@code [batch, time, features]}. */
    public OnnxValue features(String name, int features) {
        return graph().input(name, ElementType.FLOAT, OnnxShape.of(BATCH, TIME, OnnxDim.of(features)));
    }

    /** An input of numbers for a window of steps, {@code [batch, steps, features]}. */
    public OnnxValue window(String name, int steps, int features) {
        return graph().input(name, ElementType.FLOAT, OnnxShape.of(BATCH, OnnxDim.of(steps), OnnxDim.of(features)));
    }

    /** An input of tokens, {@code [batch, time]}. */
    public OnnxValue tokens(String name) {
        return graph().input(name, ElementType.INT64, OnnxShape.of(BATCH, TIME));
    }

    /** The input with the number of valid steps of each row, {@code [batch]}: layers stop there, and padding does not count. */
    public OnnxValue lengths() {
        if (lengths == null) {
            lengths = graph().input("lengths", ElementType.INT32, OnnxShape.of(BATCH));
        }
        return lengths;
    }

    /** True at the valid steps of each row of a sequence, {@code [batch, time, 1]}. */
    public OnnxValue valid(OnnxValue sequence) {
        OnnxShaping shaping = new OnnxShaping(graph());
        OnnxValue steps = shaping.squeeze(shaping.size(sequence, 1), 0);
        OnnxValue zero = graph().constant(OnnxArray.longs(new long[] {0}));
        OnnxValue one = graph().constant(OnnxArray.longs(new long[] {1}));
        OnnxValue numbers = shaping.unsqueeze(shaping.range(zero, steps, one, TIME), 0, 2);
        OnnxValue limits = shaping.unsqueeze(new OnnxMath(graph()).cast(lengths(), ElementType.INT64), 1, 2);
        return new OnnxMath(graph()).compare("Less", numbers, limits);
    }

    /** Rows of a table {@code [V, E]}. */
    public OnnxValue embedding(String name, OnnxValue tokens, Tensor table) {
        return new OnnxShaping(graph()).gather(weights(name, table), tokens, 0);
    }

    /** A recurrent layer over {@code [batch, time, features]}. */
    public Result recurrent(Layer layer, OnnxValue x) {
        OnnxShaping shaping = new OnnxShaping(graph());
        List<Direction> directions = layer.directions();
        OnnxValue timeFirst = shaping.transpose(x, 1, 0, 2);
        OnnxProjectedLstm.Results results =
                directions.getFirst().s().isPresent() ? projected(layer, timeFirst) : operator(layer, timeFirst);
        long width = (long) directions.size() * directions.getFirst().features();
        OnnxDim features = OnnxDim.of(width);
        OnnxValue steps = shaping.transpose(results.sequence(), 2, 0, 1, 3);
        OnnxValue last = shaping.transpose(results.hidden(), 1, 0, 2);
        return new Result(
                shaping.reshape(
                        steps,
                        graph().longs(0, 0, width),
                        OnnxShape.of(BATCH, x.shape().dim(1), features)),
                shaping.reshape(last, graph().longs(0, width), OnnxShape.of(BATCH, features)));
    }

    private OnnxProjectedLstm.Results operator(Layer layer, OnnxValue x) {
        OnnxRecurrent node = new OnnxRecurrent(
                        graph(), layer.kind(), layer.directions().getFirst().features())
                .named(layer.name())
                .linearBeforeReset(layer.linearBeforeReset())
                .direction(direction(layer));
        if (layer.untilLengths()) {
            node.lengths(lengths());
        }
        if (!layer.activations().isEmpty()) {
            node.activations(layer.activations());
        }
        OnnxRecurrent.Results results = node.add(
                x,
                stacked(layer, ".W", Direction::w),
                stacked(layer, ".R", Direction::r),
                biases(layer.name() + ".B", layer.directions()));
        return new OnnxProjectedLstm.Results(results.sequence(), results.hidden());
    }

    private OnnxProjectedLstm.Results projected(Layer layer, OnnxValue x) {
        return OnnxProjectedLstm.add(
                builder,
                layer.name(),
                direction(layer),
                layer.directions().getFirst().w().shape().size(0) / layer.kind().gates(),
                new OnnxProjectedLstm.Operands(
                        x,
                        stacked(layer, ".W", Direction::w),
                        stacked(layer, ".U", Direction::r),
                        biases(layer.name() + ".B", layer.directions()),
                        stacked(layer, ".S", direction -> direction.s().orElseThrow())));
    }

    private static OnnxRecurrent.Direction direction(Layer layer) {
        if (layer.directions().size() == 2) {
            return OnnxRecurrent.Direction.BIDIRECTIONAL;
        }
        return layer.backward() ? OnnxRecurrent.Direction.REVERSE : OnnxRecurrent.Direction.FORWARD;
    }

    /** {@code x W + b} with weights {@code [in, out]}. */
    public OnnxValue dense(String name, OnnxValue x, Tensor weights, Tensor bias) {
        OnnxMath math = new OnnxMath(graph());
        return math.add(math.matMul(x, weights(name + ".weight", weights)), weights(name + ".bias", bias));
    }

    /** {@code x Wᵀ + b} of {@code [batch, in]} with weights {@code [out, in]}, as PyTorch has them. */
    public OnnxValue linear(String name, OnnxValue x, Tensor weights, Tensor bias) {
        return new OnnxMath(graph()).dense(x, weights(name + ".weight", weights), weights(name + ".bias", bias));
    }

    /** Stores weights. */
    public OnnxValue weights(String name, Tensor values) {
        int[] sizes = values.shape().toArray();
        long[] shape = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            shape[i] = sizes[i];
        }
        return graph().initializer(name, OnnxArray.floats(values.array(), shape));
    }

    /**
     * The finished model.
     *
     * @throws IllegalArgumentException if an output's name is taken
     */
    public OnnxModel build(Map<String, OnnxValue> outputs) {
        outputs.forEach(graph()::output);
        return builder.build();
    }

    private OnnxValue stacked(Layer layer, String name, Function<Direction, Tensor> weights) {
        List<Tensor> parts = layer.directions().stream().map(weights).toList();
        int[] sizes = parts.getFirst().shape().toArray();
        return graph().initializer(
                        layer.name() + name, OnnxArray.floats(joined(parts), parts.size(), sizes[0], sizes[1]));
    }

    private OnnxValue biases(String name, List<Direction> directions) {
        float[] values = joined(directions.stream().map(Direction::b).toList());
        return graph().initializer(
                        name, OnnxArray.floats(values, directions.size(), values.length / directions.size()));
    }

    private static float[] joined(List<Tensor> parts) {
        int length = parts.getFirst().array().length;
        float[] values = new float[parts.size() * length];
        for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(parts.get(i).array(), 0, values, i * length, length);
        }
        return values;
    }

    /** Rows as columns. */
    public static Tensor transposed(Tensor matrix) {
        int rows = matrix.shape().size(0);
        int columns = matrix.shape().size(1);
        Tensor out = Tensor.zeros(columns, rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                out.array()[j * rows + i] = matrix.array()[i * columns + j];
            }
        }
        return out;
    }
}
