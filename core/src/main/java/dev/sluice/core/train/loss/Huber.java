package dev.sluice.core.train.loss;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.TargetScaling;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import java.util.List;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * Huber's loss, {@code e² / 2} for errors up to {@code δ} and {@code δ (|e| - δ/2)} beyond: as the squared error for small errors,
 * as the absolute one for outliers (Huber, <i>Robust Estimation of a Location Parameter</i>, 1964).
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Huber implements Loss {
    private final Options options;
    private final List<Double> divisors;

    /** The loss with the given options. */
    public Huber(Options options) {
        this(options, List.of());
    }

    private Huber(Options options, List<Double> divisors) {
        this.options = OptionRecords.checked(options);
        this.divisors = List.copyOf(divisors);
    }

    /** Options of {@code huber}. */
    public record Options(
            @Description("Error δ above which the loss is linear, not quadratic, in the unit of the data")
            @Default("1")
            @Range(above = 0)
            double delta) {}

    @Override
    public Expr loss(Expr outputs, Expr targets) {
        return BatchMean.of(each(outputs, targets));
    }

    @Override
    public Expr each(Expr outputs, Expr targets) {
        Expr delta = Exprs.numbers(
                divisors.isEmpty()
                        ? List.of(options.delta())
                        : divisors.stream()
                                .map(divisor -> options.delta() / divisor)
                                .toList());
        Expr error = Exprs.abs(outputs.sub(targets));
        Expr small = Exprs.min(error, delta);
        return small.mul(error.sub(small.mul(0.5))).mean(-1);
    }

    @Override
    public Loss inUnitsOf(List<Double> units) {
        return new Huber(
                options,
                divisors.isEmpty()
                        ? units
                        : IntStream.range(0, units.size())
                                .mapToObj(i -> divisors.get(i) * units.get(i))
                                .toList());
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
