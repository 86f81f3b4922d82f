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
        this(new Options(1, Columns.MEAN));
    }

    /** Options of {@code binary-cross-entropy}. */
    public record Options(
            @Description("Weight of columns in which the class applies, relative to 1 for the others: above 1 for rare"
                    + " classes, for example 30 for one in 30")
            @Default("1")
            @Range(above = 0)
            double positiveWeight,

            @Description("How the losses of the columns are combined") @Default("mean")
            Columns columns) {}

    /** What becomes of the losses of single columns. */
    public enum Columns {
        /** Their mean: the loss does not depend on the number of columns. */
        @Description("Their mean, which does not depend on the number of columns.")
        MEAN,
        /** Their sum: the negative log-likelihood of all columns together, such as of a frame of notes. */
        @Description("Their sum: the negative log-likelihood of all columns together, such as of a frame of notes.")
        SUM
    }

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
        Expr each = right.add(wrong);
        return options.columns() == Columns.SUM ? each.sum(-1) : each.mean(-1);
    }

    @Override
    public OutputActivation activation() {
        return OutputActivation.SIGMOID;
    }
}
