package dev.sluice.core.decode;

import java.util.List;
import org.apiguardian.api.API;

/**
 * A text that was written.
 *
 * @param tokens numbers of its symbols, without begin and end
 * @param logProbability sum over the symbols and the end
 * @param score by which texts are compared, see {@link SearchOptions#lengthPenalty}
 * @param ended whether the model wrote the end; otherwise the limit of length stopped it
 * @param attention weights of the source's steps for each symbol, and for the end if there is one; empty without attention. Not
 *     modified.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Hypothesis(
        List<Integer> tokens, double logProbability, double score, boolean ended, List<float[]> attention) {
    /** Copies the lists. */
    public Hypothesis {
        tokens = List.copyOf(tokens);
        attention = List.copyOf(attention);
    }
}
