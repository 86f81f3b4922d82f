package dev.sluice.core.train;

import org.apiguardian.api.API;

/** Thrown when the loss or the gradients are no longer finite. The listener has received the best weights before. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int epoch;
    private final int batch;

    /**
     * A divergence.
     *
     * @param what which number became what, for example {@code "the loss became NaN"}
     * @param epoch from 1
     * @param batch from 1; 0 in validation
     * @param loss the last one that was finite; NaN if there was none
     * @param learningRate in use
     * @param clipped whether gradients are clipped already
     */
    TrainingDivergedException(String what, int epoch, int batch, double loss, double learningRate, boolean clipped) {
        super("training diverged in epoch " + epoch + (batch > 0 ? ", batch " + batch : ", at its end") + ": " + what
                + " (" + (Double.isNaN(loss) ? "from the first batch on" : "the loss before was " + loss)
                + ", learning rate " + learningRate + "); try "
                + (learningRate > 0 ? "a learning rate of " + learningRate / 10 + ", " : "")
                + (clipped ? "a lower limit for clipping" : "clipping with clip: {norm: 1.0}")
                + ", and look for very large values in the data");
        this.epoch = epoch;
        this.batch = batch;
    }

    /** The epoch in which it happened, from 1. */
    public int epoch() {
        return epoch;
    }

    /** The batch in which it happened, from 1; 0 in the validation after the epoch. */
    public int batch() {
        return batch;
    }
}
