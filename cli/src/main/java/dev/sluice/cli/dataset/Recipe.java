package dev.sluice.cli.dataset;

import java.util.List;
import java.util.Locale;

/**
 * The model and training that a first experiment takes, by the number and length of its series: the choices of docs/classification.md.
 *
 * @param examples to train on
 * @param steps of a usual series
 * @param task what is predicted
 */
record Recipe(long examples, long steps, Task task) {
    /** Examples from which on some are kept for validation. */
    static final int ENOUGH_TO_VALIDATE = 500;

    private static final int MANY = 2000;
    private static final int LONG = 64;
    private static final int UPDATES = 1000;
    private static final int FEWEST_EPOCHS = 30;
    private static final int MOST_EPOCHS = 300;

    /** What is predicted. */
    enum Task {
        /** A class. */
        CLASSES,
        /** Numbers. */
        NUMBERS
    }

    /** Whether examples are kept from training to choose the best epoch by. */
    boolean validates() {
        return examples >= ENOUGH_TO_VALIDATE;
    }

    private int batch() {
        return examples < MANY ? 16 : 64;
    }

    private long epochs() {
        long batches = Math.max(1, Math.ceilDiv(examples, (long) batch()));
        return Math.clamp(Math.ceilDiv(UPDATES, batches), FEWEST_EPOCHS, MOST_EPOCHS);
    }

    /** The blocks {@code model} and {@code train}. */
    List<String> lines() {
        String pool = steps >= LONG ? ", pool: 2" : "";
        return List.of(
                "model:",
                "  # Two short convolutions see the shape of a stretch of steps, the recurrent layer their order."
                        + (pool.isEmpty() ? "" : " Pooling halves long series."),
                "  conv:",
                "    - {channels: 64, kernel: 7, normalization: batch" + pool + "}",
                "    - {channels: 64, kernel: 5, normalization: batch" + pool + "}",
                "  encoder: {cell: gru, hidden: 64, direction: bidirectional}",
                "  # The largest value over time: what tells classes apart may be anywhere in a series.",
                "  pooling: max",
                "  head: {dropout: 0.3}",
                "  # Three networks from different initial values, averaged in one exported file: fewer mistakes by chance.",
                "  ensemble: 3",
                "",
                "train:",
                text(
                        "  # About %,d updates in batches of %d.",
                        epochs() * Math.ceilDiv(examples, (long) batch()), batch()),
                "  epochs: " + epochs(),
                "  batch_size: " + batch(),
                "  loss: " + (task == Task.CLASSES ? "cross-entropy" : "mean-squared-error"),
                "  metrics: [" + (task == Task.CLASSES ? "accuracy" : "rmse, mae") + "]",
                "  # Weight decay, and the mean of the weights of the last quarter (SWA), which lies in a flatter place.",
                "  optimizer: {name: swa, options: {inner: {name: adamw, options: {learning_rate: 0.003}}}}",
                "  schedule: cosine",
                "  clip: {norm: 1.0}",
                "  # A little noise, so that few examples are not learned by heart.",
                "  augment: {jitter: 0.05, scaling: 0.1}");
    }

    /** The block {@code split}, indented below {@code data}. */
    List<String> split(boolean testGiven) {
        String validation = validates() ? "0.1" : "0";
        String by = task == Task.CLASSES ? "by: stratified, " : "";
        return List.of(
                "  # "
                        + (testGiven
                                ? "The test is the test file. "
                                : "A fifth is the test, which training never sees. ")
                        + (validates()
                                ? "A tenth chooses the best epoch."
                                : "Too few to keep some for validation: the weights of the end are taken."),
                "  split: {" + by + "validation: " + validation + (testGiven ? "" : ", test: 0.2") + "}");
    }

    @SuppressWarnings("AnnotateFormatMethod") // all formats here are literals
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
