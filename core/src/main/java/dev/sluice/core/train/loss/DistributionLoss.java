package dev.sluice.core.train.loss;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.OutputActivation;
import org.apiguardian.api.API;

/** A loss of predicted distributions, whose parameters the head gives within their ranges: a mean over single outputs. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface DistributionLoss extends Loss {
    @Override
    default Expr loss(Expr outputs, Expr targets) {
        return BatchMean.of(each(outputs, targets));
    }

    @Override
    default OutputActivation activation() {
        return OutputActivation.NONE;
    }
}
