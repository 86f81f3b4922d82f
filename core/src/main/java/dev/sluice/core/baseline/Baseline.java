package dev.sluice.core.baseline;

import dev.sluice.core.data.Example;
import dev.sluice.core.tensor.Matrix;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A simple method that a model has to beat: fitted on the training part, evaluated on the test part by the model's own metrics. A kind
 * of component. An immutable recipe; {@link #fit} makes what answers.
 *
 * <p>A run asks {@link #refusal} once, after its data were read and before it trains; then {@link #fit}, once, after training; then
 * {@link Fitted#predict} for each test example, from several threads. Only the training and validation parts are ever shown to it.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public interface Baseline {
    /** Returns whether it is one at all; {@code none} is not. */
    default boolean isActive() {
        return true;
    }

    /** The reason why it cannot answer a task, as the end of a sentence: {@code it needs numbers to predict}. Empty if it can. */
    Optional<String> refusal(BaselineTask task);

    /**
     * Fits the method. The same task gives the same answers, to the bit. Where the target is a text, what is fitted is a
     * {@link Writer}.
     *
     * @param task one that is not rejected. Not modified.
     */
    Fitted fit(BaselineTask task);

    /** A fitted method. Safe for several threads. */
    interface Fitted {
        /** The method in a few words, with the settings that were chosen: {@code naive Bayes over 1- to 4-grams}. */
        String description();

        /**
         * The answer for an example.
         *
         * @return {@code [1, C]}, or {@code [T, C]} where there is a target at every step. Of classes that exclude each other, a score
         *     for each in the order of the labels, the logarithm of its probability where the method knows one; where several may
         *     hold, scores over 0 for those that do; numbers in the units of the data.
         */
        Matrix predict(Example example);

        /**
         * Some rows of the answer for an example with a target at every step: those of the steps from {@code from} up to {@code to}, which
         * is not among them. For methods that are asked for the next symbol of long texts, of which no one holds the whole answer.
         */
        default Matrix predict(Example example, int from, int to) {
            return predict(example).rows(from, to);
        }
    }

    /** A fitted method for a target that is a text of its own length, such as a translation. Safe for several threads. */
    interface Writer extends Fitted {
        /** The text that it writes about an example; may be empty. */
        String write(Example example);

        @Override
        default Matrix predict(Example example) {
            throw new UnsupportedOperationException(description() + " writes texts and has no scores");
        }
    }
}
