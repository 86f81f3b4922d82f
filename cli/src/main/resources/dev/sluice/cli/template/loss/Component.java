package @package@;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.train.loss.Loss;

/** Squared near the target and straight far from it, {@code δ² (√(1 + (d/δ)²) - 1)}: put your own loss here. */
public final class @Class@ implements Loss {
    private final Options options;

    public @Class@(Options options) {
        this.options = options;
    }

    /** Options in the experiment file. */
    public record Options(
            @Description("Error δ above which the loss is linear, not quadratic") @Default("1") @Range(above = 0)
            double delta) {}

    @Override
    public Expr loss(Expr outputs, Expr targets) {
        Expr d = outputs.sub(targets).mul(1 / options.delta()); // [B, C]
        Expr each = Exprs.sqrt(d.mul(d).add(1)).add(-1).mul(options.delta() * options.delta());
        return each.mean(-1).mean(-2).reshape(Dims.SCALAR);
    }

    @Override
    public OutputActivation activation() {
        return OutputActivation.NONE;
    }
}
