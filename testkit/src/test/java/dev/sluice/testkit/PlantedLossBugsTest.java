package dev.sluice.testkit;

import static dev.sluice.testkit.Findings.assertFound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.TargetScaling;
import dev.sluice.core.train.loss.Loss;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Classic bugs of losses. */
class PlantedLossBugsTest {
    @Test
    void lossWithoutASlopeAtItsTarget_isNamed() {
        Loss quotient = loss((outputs, targets) -> {
            Expr distance = Exprs.abs(outputs.sub(targets));
            return mean(Exprs.exp(Exprs.log(distance)));
        });
        assertFound(
                LossChecks.of(quotient),
                "outputs that equal their targets have a gradient",
                "where outputs equal their targets the gradient of",
                "is not finite");
    }

    @Test
    void lossSummedInsteadOfAveraged_isNamed() {
        Loss sum = loss((outputs, targets) -> {
            Expr difference = outputs.sub(targets);
            return Expr.of(new SumTo(Dims.SCALAR), difference.mul(difference));
        });
        assertFound(LossChecks.of(sum), "it is the mean over the batch", "depend on the size of the batch");
    }

    @Test
    void lossWithTheWrongSign_isNamed() {
        Loss negative = loss((outputs, targets) -> {
            Expr difference = outputs.sub(targets);
            return mean(difference.mul(difference)).neg();
        });
        assertFound(LossChecks.of(negative), "right outputs cost less than wrong ones", "is its sign wrong?");
    }

    @Test
    void lossThatIgnoresItsTargets_isNamed() {
        List<Check> checks = LossChecks.of(loss((outputs, targets) -> mean(outputs.mul(outputs))));

        assertFound(checks, "it depends on the targets", "for both", "read its targets?");
        assertFound(checks, "right outputs cost less than wrong ones", "than wrong ones nearer to 0, but cost");
    }

    @Test
    void lossWithoutAnySlope_isNamed() {
        Loss steps = loss((outputs, targets) -> {
            Expr difference = outputs.sub(targets);
            return mean(Exprs.floor(difference.mul(difference)));
        });
        assertFound(LossChecks.of(steps), "its gradient is not 0 everywhere", "is 0 for all 24 of them", "floor");
    }

    @Test
    void lossThatIsNoNumber_isNamedAsSuch() {
        Loss logarithm =
                loss((outputs, targets) -> mean(Exprs.log(outputs.sub(targets).sub(Exprs.constant(100)))));

        assertThat(Findings.of(LossChecks.of(logarithm)).get("it is the mean over the batch"))
                .contains("a loss must be a number, but is NaN", "log")
                .doesNotContain("size of the batch");
    }

    @Test
    void lossThatSumsSingleAnswers_isNamed() {
        Loss loss = new Loss() {
            @Override
            public Expr loss(Expr outputs, Expr targets) {
                Expr difference = outputs.sub(targets);
                return mean(difference.mul(difference));
            }

            @Override
            public Expr each(Expr outputs, Expr targets) {
                Expr difference = outputs.sub(targets);
                return difference.mul(difference).sum(-1).mul(2);
            }

            @Override
            public OutputActivation activation() {
                return OutputActivation.NONE;
            }
        };
        assertFound(
                LossChecks.of(loss),
                "the losses of single answers are those of the batch",
                "must be loss(...)",
                "A head that answers at every step would be trained on another loss");
    }

    /** A loss whose bend between square and line is a constant in the unit of the data. */
    @Test
    void lossWithAScaleOfItsOwn_isNamed() {
        Loss huber = new Loss() {
            @Override
            public Expr loss(Expr outputs, Expr targets) {
                Expr distance = Exprs.abs(outputs.sub(targets));
                return mean(Exprs.select(
                        Exprs.less(distance, Exprs.constant(1)),
                        distance.mul(distance).mul(0.5),
                        distance.sub(Exprs.constant(0.5))));
            }

            @Override
            public OutputActivation activation() {
                return OutputActivation.NONE;
            }

            @Override
            public TargetScaling scaling() {
                return TargetScaling.STANDARDIZE;
            }
        };
        assertFound(
                LossChecks.of(huber),
                "targets in another unit do nothing but scale it or add a constant",
                "The loss has a scale of its own: scaling() must be NONE");
    }

    /** A loss without an activation. */
    private interface Formula {
        Expr of(Expr outputs, Expr targets);
    }

    private static Loss loss(Formula formula) {
        return new Loss() {
            @Override
            public Expr loss(Expr outputs, Expr targets) {
                return formula.of(outputs, targets);
            }

            @Override
            public OutputActivation activation() {
                return OutputActivation.NONE;
            }
        };
    }

    private static Expr mean(Expr rows) {
        return rows.sum(-1).mean(-2).reshape(Dims.SCALAR);
    }
}
