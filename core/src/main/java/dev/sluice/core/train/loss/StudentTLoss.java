package dev.sluice.core.train.loss;

import static dev.sluice.core.graph.Exprs.log;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.TargetScaling;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.distribution.StudentTFamily;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The negative log-density of Student-t distributions, {@code log σ + (ν+1)/2 · log(1 + z²/ν) + log Γ(ν/2) - log Γ((ν+1)/2) + ½ log(πν)}
 * with {@code z = (t - μ)/σ}, its mean over columns and examples. An outlier costs the logarithm of its distance, not its square.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class StudentTLoss implements DistributionLoss {
    private final StudentTFamily family = new StudentTFamily();

    @Override
    public Expr each(Expr outputs, Expr targets) {
        Expr scale = family.block(outputs, 1);
        Expr degrees = family.block(outputs, 2);
        Expr z = targets.sub(family.block(outputs, 0)).div(scale);
        Expr tails = degrees.add(1).mul(0.5).mul(LogGamma.log1p(z.mul(z).div(degrees)));
        // log Γ((ν+1)/2) - log Γ(ν/2) - ½ log(ν/2) leaves ½ log(2π) of ½ log(πν).
        Expr gammas = LogGamma.half(degrees.mul(0.5));
        return log(scale).add(tails).sub(gammas).mean(-1).add(GaussianLoss.HALF_LOG_2_PI);
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
