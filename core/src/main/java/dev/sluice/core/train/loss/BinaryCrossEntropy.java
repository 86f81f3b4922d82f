package dev.sluice.core.train.loss;

import static dev.sluice.core.graph.Exprs.softplus;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.OutputActivation;
import org.apiguardian.api.API;

/**
 * Cross-entropy of each column alone, from scores: {@code L = mean [t · softplus(-y) + (1 - t) · softplus(y)]}, which is
 * {@code -[t log σ(y) + (1 - t) log (1 - σ(y))]} without a logarithm of zero.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class BinaryCrossEntropy implements Loss {
    @Override
    public Expr loss(Expr outputs, Expr targets) {
        return BatchMean.of(each(outputs, targets));
    }

    @Override
    public Expr each(Expr outputs, Expr targets) {
        Expr right = targets.mul(softplus(outputs.neg()));
        Expr wrong = targets.oneMinus().mul(softplus(outputs));
        return right.add(wrong).mean(-1);
    }

    @Override
    public OutputActivation activation() {
        return OutputActivation.SIGMOID;
    }
}
