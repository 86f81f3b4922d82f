package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensors;

/** Remembers the weights of the best epoch and how long ago it was. */
final class BestWeights {
    private final boolean largerIsBetter;
    private Tensors weights;
    private double best;
    private int epoch;
    private int waited;

    /** Continues from the best weights so far. */
    BestWeights(boolean largerIsBetter, TrainingState.Best before) {
        this.largerIsBetter = largerIsBetter;
        weights = before.weights();
        best = before.figure();
        epoch = before.epoch();
        waited = before.waited();
    }

    /** The best weights so far, their epoch and figure; better weights replace them and do not modify them. */
    TrainingState.Best state() {
        return new TrainingState.Best(weights, best, epoch, waited);
    }

    /** Copies the weights if their figure is better than all before, and returns whether it is. The first one is, and NaN never is. */
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

    /** Keeps a copy of the weights without comparing. */
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

    /** Returns whether no weights were kept. */
    boolean isEmpty() {
        return !state().isKept();
    }

    /** The number of epochs since then. */
    int waited() {
        return waited;
    }
}
