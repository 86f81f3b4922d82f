package dev.sluice.bench.work;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.CellSignature;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.model.RecurrentStack;
import dev.sluice.core.model.StateDict;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers that all sides of a {@link LayerWork} start from.
 *
 * @param sequence our expression of the outputs {@code [T, B, F]}, from inputs {@code x} and {@code lengths}
 * @param cells what the cell declared in each layer and direction
 * @param parameters first values by our names
 * @param x the input, {@code [T, B, I]}
 * @param outputGradient the gradient of the outputs, {@code [T, B, F]}
 */
public record LayerCase(Expr sequence, List<CellSignature> cells, Tensors parameters, Tensor x, Tensor outputGradient) {
    static final String X = "x";
    static final String LENGTHS = "lengths";

    static LayerCase of(LayerWork work) {
        LayerShape shape = work.shape();
        ParameterScope scope = ParameterScope.root(Initialization.defaults());
        Expr x = Exprs.input(X, Dims.of(Dim.TIME, Dim.BATCH, shape.input()));
        Expr lengths = Exprs.input(LENGTHS, Dims.of(Dim.BATCH));
        RecurrentStack stack = new RecurrentStack(EncoderOptions.of(work.cell().cell(), shape.hidden())
                .withLayers(work.layers())
                .withBidirectional(work.bidirectional()));
        RecurrentStack.Result built = stack.build(scope, x, lengths, InitialStates.ZEROS, true);
        Tensors.Builder parameters = Tensors.builder();
        for (ParameterSpec spec : scope.declared()) {
            parameters.put(spec.name(), Numbers.uniform(spec.name(), spec.shape(), 1 / Math.sqrt(shape.hidden())));
        }
        int features = (work.bidirectional() ? 2 : 1) * shape.hidden();
        return new LayerCase(
                built.sequence(),
                built.cells(),
                parameters.build(),
                Numbers.uniform(X, Shape.of(shape.steps(), shape.batch(), shape.input()), 1),
                Numbers.uniform("gradient", Shape.of(shape.steps(), shape.batch(), features), 1));
    }

    /** Every sequence has all steps. */
    Tensor lengths() {
        float[] lengths = new float[x.shape().size(1)];
        Arrays.fill(lengths, x.shape().size(0));
        return Tensor.wrap(Shape.of(lengths.length), lengths);
    }

    /** Values of parameters, or their gradients, under PyTorch's names. */
    public Tensors joined(Tensors values) {
        return StateDict.toPyTorch(cells, values);
    }
}
