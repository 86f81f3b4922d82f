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
 * Builds an ONNX graph, layer by layer, from weights stored without one, so that they are imported and proven like any
 * ONNX file. Batch first, as in the source programs.
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
        /** A direction without a projection. */
        public Direction(Tensor w, Tensor r, Tensor b) {
            this(w, r, b, Optional.empty());
        }

        /** The number of output features. */
        int features() {
            return r.shape().size(1);
        }
    }

    /**
     * A recurrent layer.
     *
     * @param directions one or two, of equal sizes
     * @param backward whether a single direction starts at the last step
     * @param linearBeforeReset whether a GRU's reset gate is applied after the recurrent product
     * @param activations in the operator's order; empty for the defaults
     * @param untilLengths whether each row stops at its length
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
     * The outputs of a recurrent layer, with directions concatenated.
     *
     * @param sequence {@code [batch, time, D·H]}
     * @param last {@code [batch, D·H]}
     */
    public record Result(OnnxValue sequence, OnnxValue last) {}

    /** An empty file; {@code program} is the source of the weights. */
    public LayerFile(String program) {
        builder = new OnnxModelBuilder(program, new OnnxOpset(OPSET)).producer(program, "");
    }

    /** The graph, for nodes that this class has no method for. */
    public OnnxGraph graph() {
        return builder.graph();
    }

    /** Adds a numeric input {@code [batch, time, features]}. */
    public OnnxValue features(String name, int features) {
        return graph().input(name, ElementType.FLOAT, OnnxShape.of(BATCH, TIME, OnnxDim.of(features)));
    }

    /** Adds a numeric input with a fixed number of steps, {@code [batch, steps, features]}. */
    public OnnxValue window(String name, int steps, int features) {
        return graph().input(name, ElementType.FLOAT, OnnxShape.of(BATCH, OnnxDim.of(steps), OnnxDim.of(features)));
    }

    /** Adds a token input {@code [batch, time]}. */
    public OnnxValue tokens(String name) {
        return graph().input(name, ElementType.INT64, OnnxShape.of(BATCH, TIME));
    }

    /** Adds the input with the number of valid steps of each row, {@code [batch]}: layers stop there, and padding is ignored. */
    public OnnxValue lengths() {
        if (lengths == null) {
            lengths = graph().input("lengths", ElementType.INT32, OnnxShape.of(BATCH));
        }
        return lengths;
    }

    /** The mask of valid steps of a sequence, {@code [batch, time, 1]}, bool. */
    public OnnxValue valid(OnnxValue sequence) {
        OnnxShaping shaping = new OnnxShaping(graph());
        OnnxValue steps = shaping.squeeze(shaping.size(sequence, 1), 0);
        OnnxValue zero = graph().constant(OnnxArray.longs(new long[] {0}));
        OnnxValue one = graph().constant(OnnxArray.longs(new long[] {1}));
        OnnxValue numbers = shaping.unsqueeze(shaping.range(zero, steps, one, TIME), 0, 2);
        OnnxValue limits = shaping.unsqueeze(new OnnxMath(graph()).cast(lengths(), ElementType.INT64), 1, 2);
        return new OnnxMath(graph()).compare("Less", numbers, limits);
    }

    /** Looks up rows of a table {@code [V, E]}. */
    public OnnxValue embedding(String name, OnnxValue tokens, Tensor table) {
        return new OnnxShaping(graph()).gather(weights(name, table), tokens, 0);
    }

    /** Adds a recurrent layer over {@code [batch, time, features]}. */
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

    /** {@code x Wᵀ + b} of {@code [batch, in]} with weights {@code [out, in]}, PyTorch's layout. */
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
     * Completes the model.
     *
     * @throws IllegalArgumentException if an output's name is already in use
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

    /** The transpose of a matrix. */
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
