package dev.sluice.core.train.loss;

import static dev.sluice.core.graph.Exprs.gatherElements;
import static dev.sluice.core.graph.Exprs.logSoftmax;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Cross-entropy of a distribution over classes, from scores: {@code L = -mean_b Σ_c t'_c log softmax(y)_c} with
 * {@code t' = (1 - ε) t + ε / C} (label smoothing: Szegedy et al., 2016).
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class CrossEntropy implements Loss {
    private final Options options;
    private final boolean classNumbers;

    /** The loss with the given options. */
    public CrossEntropy(Options options) {
        this(OptionRecords.checked(options), false);
    }

    private CrossEntropy(Options options, boolean classNumbers) {
        this.options = options;
        this.classNumbers = classNumbers;
    }

    /** Options of {@code cross-entropy}. */
    public record Options(
            @Description(
                    "Label smoothing: share ε of each target spread evenly over all classes; 0.1 is usual, 0 turns it"
                            + " off")
            @Default("0")
            @Range(min = 0, below = 1)
            double labelSmoothing) {
        /** No smoothing. */
        public static Options defaults() {
            return new Options(0);
        }
    }

    @Override
    public Expr loss(Expr outputs, Expr targets) {
        return BatchMean.of(each(outputs, targets));
    }

    @Override
    public Expr each(Expr outputs, Expr targets) {
        double smoothing = options.labelSmoothing();
        if (classNumbers) {
            Expr logarithms = logSoftmax(outputs);
            Expr right = gatherElements(logarithms, targets);
            return smoothing == 0
                    ? right.neg()
                    : right.mul(1 - smoothing)
                            .add(logarithms.mean(-1).mul(smoothing))
                            .neg();
        }
        Expr wanted = smoothing == 0
                ? targets
                : targets.mul(1 - smoothing).add(smoothing / outputs.shape().fixed(-1));
        return wanted.mul(logSoftmax(outputs)).sum(-1).neg();
    }

    @Override
    public Optional<Loss> ofClassNumbers() {
        return Optional.of(new CrossEntropy(options, true));
    }

    @Override
    public boolean canBeSampled() {
        return classNumbers && options.labelSmoothing() == 0;
    }

    @Override
    public int targetColumns(int outputs) {
        return classNumbers ? 1 : outputs;
    }

    @Override
    public OutputActivation activation() {
        return OutputActivation.SOFTMAX;
    }
}
