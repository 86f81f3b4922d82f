package dev.sluice.core.train;

/**
 * When training has gone on long enough, and which epoch's weights are the best.
 *
 * @param metric the figure of the validation data that is watched: {@code loss} or the name of a metric
 * @param patience epochs in a row without a better figure that are tolerated; training stops after them
 */
public record EarlyStopping(String metric, int patience) {
    /** Checks the patience. */
    public EarlyStopping {
        if (patience < 1) {
            throw new IllegalArgumentException("patience must be at least 1 epoch, but was " + patience
                    + "; to train through all epochs, use no early stopping");
        }
    }

    /** Trains through all epochs; the weights with the lowest validation loss are the best. */
    public static EarlyStopping never() {
        return new EarlyStopping(Scores.LOSS, Integer.MAX_VALUE);
    }

    /** Watches the validation loss. */
    public static EarlyStopping after(int patience) {
        return new EarlyStopping(Scores.LOSS, patience);
    }
}
