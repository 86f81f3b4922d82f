package dev.sluice.core.model;

import org.apiguardian.api.API;

/**
 * A model that writes texts, split into the two networks used at inference. All outputs of the encoder are inputs of the step, by the same names.
 *
 * @param encoder reads the source and gives what the first step needs: {@code memory [T, B, F]}, {@code keys [T, B, A]} and the states
 *     {@code state.decoder.l0.h [B, H]}, as far as the decoder has them
 * @param step reads {@code token [B, 1]}, the begin at first, and gives {@code log_probabilities [B, V]} of the next symbol, the next
 *     states and, with attention, {@code attention [T, B, 1]}
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record EncoderDecoder(Network encoder, Network step) {
    /** Name of the symbol that a step reads. */
    public static final String TOKEN = TextDecoder.TOKEN;

    /** Name of the encoder's outputs at each step of the source. */
    public static final String MEMORY = TextDecoder.MEMORY;

    /** Name of the attention keys of the source's steps. */
    public static final String KEYS = TextDecoder.KEYS;

    /** Name of the logarithms of the next symbol's probabilities. */
    public static final String LOG_PROBABILITIES = TextDecoder.LOG_PROBABILITIES;

    /** Name of the attention weights of the source's steps. */
    public static final String ATTENTION = TextDecoder.ATTENTION;
}
