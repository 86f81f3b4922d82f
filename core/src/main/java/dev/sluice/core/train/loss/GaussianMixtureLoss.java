package dev.sluice.core.train.loss;

import static dev.sluice.core.graph.Exprs.log;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.TargetScaling;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.distribution.NormalMixtureFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/** The negative log-density of mixtures of normal distributions, {@code -log Σ_k w_k N(t; μ_k, σ_k)}, its mean over columns and examples. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class GaussianMixtureLoss implements DistributionLoss {
    /** Below any weight that matters, so that a weight of 0 has a logarithm. */
    private static final double TINY = 1e-30;

    private final NormalMixtureFamily family;

    /** The loss with the given options. */
    public GaussianMixtureLoss(Options options) {
        family = new NormalMixtureFamily(OptionRecords.checked(options).components());
    }

    /** Options of {@code gaussian-mixture}. */
    public record Options(
            @Description("Number of normal distributions") @Default("3") @Range(min = 1, max = 100)
            int components) {}

    @Override
    public Expr each(Expr outputs, Expr targets) {
        List<Expr> parts = new ArrayList<>();
        for (int i = 0; i < family.components(); i++) {
            Expr deviation = family.deviation(outputs, i);
            Expr z = targets.sub(family.mean(outputs, i)).div(deviation);
            parts.add(log(family.weight(outputs, i).add(TINY))
                    .sub(log(deviation))
                    .sub(z.mul(z).mul(0.5)));
        }
        Expr largest = parts.stream().reduce(Exprs::max).orElseThrow();
        Expr rest = parts.stream()
                .map(part -> Exprs.exp(part.sub(largest)))
                .reduce(Expr::add)
                .orElseThrow();
        return largest.add(log(rest)).mean(-1).neg().add(GaussianLoss.HALF_LOG_2_PI);
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
