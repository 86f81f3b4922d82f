package dev.sluice.core.train.loss;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.TargetScaling;
import org.apiguardian.api.API;

/** Mean squared error over examples and columns: {@code L = mean (y - t)²}. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class MeanSquaredError implements Loss {
    @Override
    public Expr loss(Expr outputs, Expr targets) {
        return BatchMean.of(each(outputs, targets));
    }

    @Override
    public Expr each(Expr outputs, Expr targets) {
        Expr difference = outputs.sub(targets);
        return difference.mul(difference).mean(-1);
    }

    @Override
    public TargetScaling scaling() {
        return TargetScaling.STANDARDIZE;
    }

    @Override
    public OutputActivation activation() {
        return OutputActivation.NONE;
    }
}
