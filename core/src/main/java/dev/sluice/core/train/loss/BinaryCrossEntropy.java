package dev.sluice.core.train.loss;

import static dev.sluice.core.graph.Exprs.softplus;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import org.apiguardian.api.API;

/**
 * Cross-entropy of each column alone, from scores: {@code L = mean [w · t · softplus(-y) + (1 - t) · softplus(y)]}, which is
 * {@code -[w · t log σ(y) + (1 - t) log (1 - σ(y))]} without a logarithm of zero.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class BinaryCrossEntropy implements Loss {
    private final Options options;

    /** The loss with the given options. */
    public BinaryCrossEntropy(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** The loss in which both errors weigh the same. */
    public BinaryCrossEntropy() {
        this(new Options(1));
    }

    /** Options of {@code binary-cross-entropy}. */
    public record Options(
            @Description(
                    "Weight of the columns in which a class holds, where those in which it does not weigh 1: above 1 for"
                            + " classes that hold rarely, for example 30 for one in 30")
            @Default("1")
            @Range(above = 0)
            double positiveWeight) {}

    @Override
    public Expr loss(Expr outputs, Expr targets) {
        return BatchMean.of(each(outputs, targets));
    }

    @Override
    public Expr each(Expr outputs, Expr targets) {
        Expr right = targets.mul(softplus(outputs.neg()));
        if (options.positiveWeight() != 1) {
            right = right.mul(options.positiveWeight());
        }
        Expr wrong = targets.oneMinus().mul(softplus(outputs));
        return right.add(wrong).mean(-1);
    }

    @Override
    public OutputActivation activation() {
        return OutputActivation.SIGMOID;
    }
}
