package dev.sluice.core.model;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Input;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The last layer of a head in training, where only some rows are computed: that of the right class and those of {@code n} classes that are
 * drawn for an update (sampled softmax: Bengio and Senécal, 2008; Jean et al., 2015).
 *
 * <pre>
 *   s_y = w_y · x + b_y                    for the right class y
 *   s_c = w_c · x + b_c - log(n q(c))      for a drawn class c, q the probability of a draw; left out where c is y
 *   L   = -log(exp s_y / (exp s_y + Σ exp s_c))
 * </pre>
 *
 * <p>On average over draws the sum is that of all classes but the right one, so with more draws the loss comes closer to that of the whole
 * softmax.
 *
 * <p>The layer is the same as that of the whole softmax: evaluation, export and use compute all of its rows.
 *
 * @param below what the layer reads, {@code [.., F]}
 * @param weight of the layer, {@code [V, F]}
 * @param bias of the layer, {@code [V]}
 * @param count drawn classes, {@code n}
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record SampledScores(Expr below, Expr weight, Expr bias, int count) {
    private static final double NEVER = -1e9;

    /** Name prefix of the input with the drawn classes of a head, {@code [n]}. */
    public static final String DRAWN = "drawn_classes.";

    /** Name prefix of the input with the logarithm of how often each class is drawn on average, {@code [V, 1]}. */
    public static final String EXPECTED = "expected_draws.";

    /** The number of all classes, {@code V}. */
    public int classes() {
        return weight.shape().fixed(0);
    }

    /**
     * The scores, the right class first, {@code [.., 1 + n]}.
     *
     * @param head its name
     * @param right numbers of the right classes, {@code [.., 1]}
     */
    public Expr scores(String head, Expr right) {
        Expr drawn = Expr.of(new Input(DRAWN + head, Dims.of(count), Input.Kind.INDEX));
        Expr expected = Exprs.input(EXPECTED + head, Dims.of(classes(), 1));
        Expr biases = bias.reshape(Dims.of(classes(), 1));
        Dims rows = right.shape().without(-1);
        Expr numbers = right.reshape(rows);
        Expr ofRight = below.mul(Exprs.gather(weight, numbers)).sum(-1).add(Exprs.gather(biases, numbers));
        Expr shift =
                Exprs.gather(biases, drawn).sub(Exprs.gather(expected, drawn)).reshape(Dims.of(count));
        Expr ofDrawn = below.matmulTransposed(Exprs.gather(weight, drawn)).add(shift);
        Expr others = Exprs.select(Exprs.equal(right, drawn), Exprs.constant(NEVER), ofDrawn);
        return Exprs.concat(-1, List.of(ofRight, others));
    }
}
