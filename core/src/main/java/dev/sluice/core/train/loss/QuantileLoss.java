package dev.sluice.core.train.loss;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.TargetScaling;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.distribution.QuantileFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The pinball loss of several quantiles, {@code mean max(τ (t - q_τ), (τ - 1) (t - q_τ))} over levels, columns and examples; it is
 * smallest where a share τ of the targets lies below q_τ (Koenker and Bassett, <i>Regression Quantiles</i>, 1978).
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class QuantileLoss implements DistributionLoss {
    private final QuantileFamily family;

    /**
     * The loss with the given options.
     *
     * @throws IllegalArgumentException if the levels do not rise between 0 and 1
     */
    public QuantileLoss(Options options) {
        family = new QuantileFamily(OptionRecords.checked(options).levels());
    }

    /** Options of {@code quantile}. */
    public record Options(
            @Description(
                    "Levels of the quantiles, rising: the share of targets below each; the one nearest to 0.5 is the"
                            + " point prediction")
            @Default("[0.1, 0.5, 0.9]")
            List<Double> levels) {
        /** Copies the levels. */
        public Options {
            levels = List.copyOf(levels);
        }
    }

    @Override
    public Expr each(Expr outputs, Expr targets) {
        List<Expr> losses = new ArrayList<>();
        for (int i = 0; i < family.width(); i++) {
            double level = family.levels().get(i);
            Expr error = targets.sub(family.block(outputs, i));
            losses.add(Exprs.max(error.mul(level), error.mul(level - 1)));
        }
        return Exprs.concat(-1, losses).mean(-1);
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
