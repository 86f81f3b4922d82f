package dev.sluice.core.train.loss;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.TargetScaling;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.distribution.NegativeBinomialFamily;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * The negative log-probability of counts under negative binomial distributions with mean μ and variance {@code μ + α μ²}, its mean over
 * columns and examples. The density is one of whole counts, so targets may be divided by a number, which the loss undoes, but not
 * shifted (the scaling of Salinas et al., <i>DeepAR</i>, 2020).
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class NegativeBinomialLoss implements DistributionLoss {
    private final NegativeBinomialFamily family;

    /** The loss of counts as they are. */
    public NegativeBinomialLoss() {
        this(new NegativeBinomialFamily(List.of()));
    }

    private NegativeBinomialLoss(NegativeBinomialFamily family) {
        this.family = family;
    }

    @Override
    public Expr each(Expr outputs, Expr targets) {
        Expr scale = family.divisors();
        Expr counts = targets.mul(scale);
        Expr dispersed = family.block(outputs, 0).mul(scale).mul(family.block(outputs, 1));
        Expr size = Exprs.constant(1).div(family.block(outputs, 1));
        Expr failure = dispersed.div(dispersed.add(1));
        Expr successes = size.mul(LogGamma.log1p(dispersed));
        return successes.sub(LogGamma.choose(counts, size, failure)).mean(-1);
    }

    @Override
    public Loss inUnitsOf(List<Double> divisors) {
        List<Double> scale = family.scale();
        return new NegativeBinomialLoss(new NegativeBinomialFamily(
                scale.isEmpty()
                        ? divisors
                        : IntStream.range(0, scale.size())
                                .mapToObj(i -> scale.get(i) * divisors.get(i))
                                .toList()));
    }

    @Override
    public Optional<DistributionFamily> family() {
        return Optional.of(family);
    }

    @Override
    public TargetScaling scaling() {
        return TargetScaling.SCALE;
    }
}
