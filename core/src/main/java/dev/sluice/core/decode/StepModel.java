package dev.sluice.core.decode;

import dev.sluice.core.tensor.Tensors;
import org.apiguardian.api.API;

/** A model that writes texts step by step. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@FunctionalInterface
public interface StepModel {
    /**
     * Reads sources and begins a text for each.
     *
     * @param inputs of the encoder for some sources side by side, as {@link dev.sluice.core.data.Batch#inputs} makes them. Not
     *     modified.
     */
    Rows begin(Tensors inputs);

    /** Texts that are written side by side, one in each row. Mutable. */
    interface Rows {
        /** The number of rows. */
        int size();

        /**
         * Lets rows continue from others: row {@code i} from what was row {@code from[i]}, which may be any number of times.
         *
         * @param from old rows. Not modified.
         */
        void select(int... from);

        /**
         * Writes a symbol in each row.
         *
         * @param tokens one for each row. Not modified.
         */
        Step next(int... tokens);
    }

    /**
     * What the model says after a symbol in each row.
     *
     * @param logProbabilities of the next symbol, {@code [B · V]}. Not modified; valid until the next step.
     * @param attention weights of the source's steps, {@code [B · S]}, in the order of time; empty without attention. Not modified.
     * @param steps of the longest source, {@code S}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Step(float[] logProbabilities, float[] attention, int steps) {}
}
