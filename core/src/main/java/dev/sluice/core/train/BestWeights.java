package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensors;

/** Remembers the weights of the best epoch and how long ago it was. */
final class BestWeights {
    private final boolean largerIsBetter;
    private Tensors weights;
    private double best;
    private int epoch;
    private int waited;

    /** Goes on with what was best before. */
    BestWeights(boolean largerIsBetter, TrainingState.Best before) {
        this.largerIsBetter = largerIsBetter;
        weights = before.weights();
        best = before.figure();
        epoch = before.epoch();
        waited = before.waited();
    }

    /** What it knows; the weights are replaced, not modified, when there are better ones. */
    TrainingState.Best state() {
        return new TrainingState.Best(weights, best, epoch, waited);
    }

    /** Whether the figure is better than all before; if so, copies the weights. The first one is, and NaN never is. */
    boolean offer(int candidate, double figure, Tensors parameters) {
        boolean first = Double.isNaN(best) && !Double.isNaN(figure);
        boolean better = first || (largerIsBetter ? figure > best : figure < best);
        if (better) {
            best = figure;
            keep(candidate, parameters);
        } else {
            waited++;
        }
        return better;
    }

    /** Takes the weights without a comparison. */
    void keep(int candidate, Tensors parameters) {
        epoch = candidate;
        waited = 0;
        weights = parameters.copy();
    }

    /** The weights of the best epoch. */
    Tensors weights() {
        return weights;
    }

    /** The best epoch, 0 if there was none. */
    int epoch() {
        return epoch;
    }

    /** Epochs in a row that were not better. */
    int waited() {
        return waited;
    }
}
