package dev.sluice.testkit;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.rewrite.Hoist;
import dev.sluice.core.model.Cell;
import java.util.List;
import java.util.Map;

/** Gradients of a cell against central differences, in float64. */
final class CellGradients {
    private static final int HIDDEN = 4;
    private static final int STEPS = 5;
    private static final int LONG = 70;
    private static final double[] RAGGED = {3, 5, 0};
    private static final double[] FULL = {STEPS, STEPS, STEPS};

    private final Framework framework;
    private final CellTrial trial;

    CellGradients(Cell cell, boolean reverse, Framework framework) {
        this.framework = framework;
        trial = new CellTrial(cell, HIDDEN, reverse, framework);
    }

    /** Every operation has the right adjoint. */
    void full() {
        require(trial.graph, FULL);
        require(Hoist.apply(trial.graph), FULL);
    }

    /** The backward pass respects lengths, too. */
    void ragged() {
        require(trial.graph, FULL);
        try {
            require(trial.graph, RAGGED);
            require(Hoist.apply(trial.graph), RAGGED);
        } catch (ContractViolation violation) {
            throw new ContractViolation("with rows of different lengths (3, 5 and 0 of 5 steps) "
                    + violation.getMessage()
                    + " For full rows the gradient is right, so the mask of the lengths is ignored on the way back:"
                    + " steps past a row's length must pass a state's gradient on unchanged and add nothing.");
        }
    }

    /**
     * No gradient is lost on a long way back. All elements at once, along one direction: element by element it would take
     * minutes.
     */
    void longSequences() {
        GradientCheck.defaults()
                .requireAlong(
                        trial.graph,
                        CellTrial.LOSS,
                        trial.differentiable(),
                        trial.values(LONG, LONG, LONG - 30, 9),
                        framework.differentiation());
    }

    private void require(Graph graph, double... lengths) {
        GradientCheck check = GradientCheck.defaults();
        Map<String, Array64> values = trial.values(STEPS, lengths);
        List<GradientCheck.Pair> pairs =
                check.pairs(graph, CellTrial.LOSS, trial.differentiable(), values, framework.differentiation());
        new GradientDiagnosis(check, graph, CellTrial.LOSS, values, Words::leaf).require(pairs);
    }
}
