package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.List;
import java.util.Optional;

/** The dense layers above an encoder, the last of which gives what a head says. */
final class HeadLayers {
    private HeadLayers() {}

    /**
     * The last layer of a head.
     *
     * @param below what it reads
     */
    record Scored(Expr below, Dense.Layer layer) {
        /** What it gives. */
        Expr outputs() {
            return layer.of(below);
        }
    }

    /**
     * The dense layers above an encoder, {@code [.., F]} to {@code [.., outputs]}.
     *
     * @param table the embedding that the last layer may be tied to
     * @param last initial weights of the last layer
     */
    static Scored build(
            HeadOptions head,
            ParameterScope scope,
            Expr below,
            Optional<Expr> table,
            Initializer last,
            int outputs,
            boolean training) {
        List<Integer> hidden = head.hidden();
        Expr x = below;
        for (int layer = 0; layer <= hidden.size(); layer++) {
            ParameterScope inner = scope.child(Integer.toString(layer));
            Expr kept = training ? Dropout.apply(inner.qualified("dropout"), head.dropout(), x) : x;
            if (layer < hidden.size()) {
                x = Exprs.relu(new Dense(hidden.get(layer)).build(inner, kept));
            } else {
                x = kept;
            }
        }
        Dense dense = new Dense(outputs);
        ParameterScope inner = scope.child(Integer.toString(hidden.size()));
        int width = x.shape().fixed(-1);
        return new Scored(x, head.tied() ? dense.tied(inner, width, tied(table)) : dense.declared(inner, width, last));
    }

    /** The rows of the last layer that training computes, where it does not compute all. */
    static Optional<SampledScores> sampled(
            ModelConfig config, String name, HeadSize size, Scored scored, boolean training) {
        HeadOptions options = config.headOf(name);
        if (options.sampled() == 0) {
            return Optional.empty();
        }
        if (!size.form().equals(OutputForm.POINT) || config.ensemble() > 1 || options.sampled() >= size.outputs()) {
            throw new ModelConfigException("head.sampled: " + options.sampled()
                    + (options.sampled() >= size.outputs()
                            ? " classes are drawn of " + size.outputs() + "; draw fewer, or 0 to compute all"
                            : " of the classes are compared in training, which needs one network and scores of classes;"
                                    + " set it to 0"));
        }
        return training
                ? Optional.of(new SampledScores(
                        scored.below(), scored.layer().weight(), scored.layer().bias(), options.sampled()))
                : Optional.empty();
    }

    private static Expr tied(Optional<Expr> table) {
        return table.orElseThrow(() -> new ModelConfigException("head.tied: the last layer can only be tied to an"
                + " embedding, but the input is numbers, which have none; read tokens, or leave it untied"));
    }
}
