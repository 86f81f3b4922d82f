package dev.sluice.core.train;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.OutputForm;
import dev.sluice.core.model.TargetScaling;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.structure.SequenceForm;
import java.util.List;
import java.util.Optional;

/** A loss whose targets have weights of their own: its mean is the weighed one. Everything else is that of the loss itself. */
record WeighedLoss(Loss loss) implements Loss {
    @Override
    public Expr loss(Expr outputs, Expr targets) {
        return loss.loss(outputs, targets);
    }

    @Override
    public Expr each(Expr outputs, Expr targets) {
        return loss.each(outputs, targets);
    }

    @Override
    public OutputActivation activation() {
        return loss.activation();
    }

    @Override
    public Optional<DistributionFamily> family() {
        return loss.family();
    }

    @Override
    public Optional<SequenceForm> sequences() {
        return loss.sequences();
    }

    @Override
    public int width() {
        return loss.width();
    }

    @Override
    public OutputForm form() {
        return loss.form();
    }

    @Override
    public Optional<Loss> ofClassNumbers() {
        return loss.ofClassNumbers().map(WeighedLoss::new);
    }

    @Override
    public boolean canBeSampled() {
        return loss.canBeSampled();
    }

    @Override
    public int targetColumns(int outputs) {
        return loss.targetColumns(outputs);
    }

    @Override
    public TargetScaling scaling() {
        return loss.scaling();
    }

    @Override
    public Loss inUnitsOf(List<Double> divisors) {
        return new WeighedLoss(loss.inUnitsOf(divisors));
    }

    @Override
    public boolean ofTranscripts() {
        return loss.ofTranscripts();
    }

    @Override
    public Loss forTranscripts(List<String> labels, int longest) {
        return new WeighedLoss(loss.forTranscripts(labels, longest));
    }

    @Override
    public Loss forLabels(List<String> labels) {
        return new WeighedLoss(loss.forLabels(labels));
    }
}
