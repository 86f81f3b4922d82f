package dev.sluice.core.train.loss;

import static dev.sluice.core.graph.Exprs.log;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.TargetScaling;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.distribution.NormalFamily;
import java.util.Optional;
import org.apiguardian.api.API;

/** The negative log-density of normal distributions, {@code log σ + (t - μ)² / (2 σ²) + ½ log 2π}, its mean over columns and examples. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class GaussianLoss implements DistributionLoss {
    static final double HALF_LOG_2_PI = 0.9189385332046728;

    private final NormalFamily family = new NormalFamily();

    @Override
    public Expr each(Expr outputs, Expr targets) {
        Expr deviation = family.block(outputs, 1);
        Expr z = targets.sub(family.block(outputs, 0)).div(deviation);
        return log(deviation).add(z.mul(z).mul(0.5)).mean(-1).add(HALF_LOG_2_PI);
    }

    @Override
    public Optional<DistributionFamily> family() {
        return Optional.of(family);
    }

    @Override
    public TargetScaling scaling() {
        return TargetScaling.STANDARDIZE;
    }
}
