package dev.sluice.core.train.loss;

import static dev.sluice.core.graph.Exprs.exp;
import static dev.sluice.core.graph.Exprs.gatherElements;
import static dev.sluice.core.graph.Exprs.logSoftmax;
import static dev.sluice.core.graph.Exprs.sigmoid;
import static dev.sluice.core.graph.Exprs.softplus;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Cross-entropy in which answers that are right already count less (Lin et al., 2017): {@code -(1 - p)^γ log p}, with {@code p} the
 * probability of what is right. For labels that are judged one by one it is the mean over the columns, and those that hold weigh α, the
 * others 1 - α.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Focal implements Loss {
    private final Options options;
    private final boolean classNumbers;

    /** The loss with the given options. */
    public Focal(Options options) {
        this(OptionRecords.checked(options), false);
    }

    private Focal(Options options, boolean classNumbers) {
        this.options = options;
        this.classNumbers = classNumbers;
    }

    /** Options of {@code focal}. */
    public record Options(
            @Description("Exponent γ, which reduces the weight of confident predictions; 0 is the cross-entropy")
            @Default("2")
            @Range(min = 0)
            double gamma,

            @Description("Whether several labels may apply, each a separate binary decision; otherwise classes exclude"
                    + " each other")
            @Default("false")
            boolean severalMayHold,

            @Description("Weight α of a label that applies, if several may; 1 - α is that of one that does not; 0 for"
                    + " equal weights. For exclusive classes use data.weights")
            @Default("0")
            @Range(min = 0, below = 1)
            double alpha) {
        /** Rejects a weight that would apply to nothing. */
        public Options {
            if (alpha > 0 && !severalMayHold) {
                throw new IllegalArgumentException(
                        "alpha weighs labels that hold against those that do not, so it needs"
                                + " several_may_hold: true, but that is false; take data.weights for classes that exclude each other");
            }
        }

        /** The usual exponent, for classes that exclude each other. */
        public static Options defaults() {
            return new Options(2, false, 0);
        }
    }

    @Override
    public Expr loss(Expr outputs, Expr targets) {
        return BatchMean.of(each(outputs, targets));
    }

    @Override
    public Expr each(Expr outputs, Expr targets) {
        if (options.severalMayHold()) {
            boolean equal = options.alpha() == 0;
            Expr holds =
                    focused(sigmoid(outputs.neg()), softplus(outputs.neg())).mul(targets);
            Expr not = focused(sigmoid(outputs), softplus(outputs)).mul(targets.oneMinus());
            return equal
                    ? holds.add(not).mean(-1)
                    : holds.mul(options.alpha())
                            .add(not.mul(1 - options.alpha()))
                            .mean(-1);
        }
        Expr logarithms = logSoftmax(outputs);
        if (classNumbers) {
            Expr right = gatherElements(logarithms, targets);
            return focused(wrong(right), right.neg());
        }
        return targets.mul(focused(wrong(logarithms), logarithms.neg())).sum(-1);
    }

    /** {@code 1 - e^x} of a logarithm; above 0, where a power has a gradient. */
    private static Expr wrong(Expr logarithm) {
        return Exprs.max(exp(logarithm).oneMinus(), Exprs.constant(1e-7));
    }

    /** {@code wrong^γ · cost}. */
    private Expr focused(Expr wrong, Expr cost) {
        return options.gamma() == 0
                ? cost
                : Exprs.pow(wrong, Exprs.constant(options.gamma())).mul(cost);
    }

    @Override
    public Optional<Loss> ofClassNumbers() {
        return options.severalMayHold() ? Optional.empty() : Optional.of(new Focal(options, true));
    }

    @Override
    public int targetColumns(int outputs) {
        return classNumbers ? 1 : outputs;
    }

    @Override
    public OutputActivation activation() {
        return options.severalMayHold() ? OutputActivation.SIGMOID : OutputActivation.SOFTMAX;
    }
}
