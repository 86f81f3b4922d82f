package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Convolutions over time before an encoder, one after the other:
 *
 * <pre>
 *   x [T, B, C] ─ convolution ─ normalization ─ activation ─ pooling ─ dropout ─▶ [T, B, C']
 * </pre>
 *
 * <p>A stride, pooling, or no padding leave fewer steps: the axis {@code T} stays, and the lengths say how many steps count.
 *
 * @param layers from the first on
 */
record ConvStack(List<ConvOptions> layers) {
    /**
     * The values that a stack computes.
     *
     * @param sequence {@code [T, B, C]}, zeros past each row's length
     * @param lengths steps of each row, {@code [B]}
     * @param finalStates the steps that kernels looking back need of a sequence that goes on, by full name
     */
    record Result(Expr sequence, Expr lengths, Map<String, Expr> finalStates) {
        Result {
            finalStates = Collections.unmodifiableMap(new LinkedHashMap<>(finalStates));
        }
    }

    /**
     * Builds the layers.
     *
     * @param scope receives parameters {@code 0.weight [N, C · K]}, {@code 0.bias [N]}, {@code 0.norm.…}. Modified.
     * @param sequence {@code [T, B, C]}
     * @param lengths {@code [B]}
     * @param carries whether sequences go on where others ended
     * @param before the states that they go on from
     */
    Result build(
            ParameterScope scope,
            Expr sequence,
            Expr lengths,
            boolean carries,
            InitialStates before,
            boolean training) {
        Map<String, Expr> states = new LinkedHashMap<>();
        Expr x = sequence;
        Expr steps = lengths;
        for (int i = 0; i < layers.size(); i++) {
            ConvOptions options = layers.get(i);
            ParameterScope own = scope.child(Integer.toString(i));
            TimeConvolution convolution = options.convolution();
            Expr read = read(own, options, x, steps, carries, before, states);
            steps = convolution.lengths(steps);
            Expr valid = Exprs.validSteps(steps);
            Expr y = new Dense(options.channels()).build(own, read);
            Expr active = options.activation().of(options.normalization().apply(own.child("norm"), y, valid, training));
            if (options.pool() > 1) {
                TimeConvolution pooling = options.pooled();
                active = options.poolBy() == ConvOptions.Pool.MAX
                        ? pooling.largest(active, steps)
                        : pooling.mean(active, steps, false);
                steps = pooling.lengths(steps);
                valid = Exprs.validSteps(steps);
            }
            Expr kept = training ? Dropout.apply(own.qualified("dropout"), options.dropout(), active) : active;
            x = Exprs.select(valid, kept, Exprs.constant(0));
        }
        return new Result(x, steps, states);
    }

    private static Expr read(
            ParameterScope own,
            ConvOptions options,
            Expr x,
            Expr lengths,
            boolean carries,
            InitialStates initial,
            Map<String, Expr> states) {
        TimeConvolution convolution = options.convolution();
        int lead = convolution.kernel().lead();
        if (!carries || lead == 0 || !options.convolution().kernel().looksBack()) {
            return convolution.read(x, lengths);
        }
        String name = own.qualified("x");
        Expr before = initial.initial(name, Dims.of(Dim.BATCH, lead * x.shape().fixed(-1)));
        states.put(name, convolution.after(x, lengths, before));
        return convolution.read(x, lengths, before);
    }
}
