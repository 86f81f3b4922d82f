package dev.sluice.core.decode;

import java.util.List;
import org.apiguardian.api.API;

/**
 * A text that a model wrote about a source.
 *
 * @param text of the symbols, words with a space between them
 * @param symbols that were written; unknown ones are {@code <unknown>}
 * @param logProbability sum over the symbols and the end
 * @param score by which texts of one source are compared
 * @param ended whether the model wrote the end; otherwise the limit of length stopped it
 * @param attention for each symbol, and for the end if there is one, the weights of the source's steps; empty without attention. Not
 *     modified.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record WrittenText(
        String text,
        List<String> symbols,
        double logProbability,
        double score,
        boolean ended,
        List<float[]> attention) {
    /** Copies the lists. */
    public WrittenText {
        symbols = List.copyOf(symbols);
        attention = List.copyOf(attention);
    }
}
