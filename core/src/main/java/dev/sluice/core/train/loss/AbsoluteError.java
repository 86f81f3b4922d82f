package dev.sluice.core.train.loss;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.TargetScaling;
import org.apiguardian.api.API;

/** Mean absolute error over examples and columns: {@code L = mean |y - t|}. Its best answer is the median. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class AbsoluteError implements Loss {
    @Override
    public Expr loss(Expr outputs, Expr targets) {
        return BatchMean.of(each(outputs, targets));
    }

    @Override
    public Expr each(Expr outputs, Expr targets) {
        return Exprs.abs(outputs.sub(targets)).mean(-1);
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
