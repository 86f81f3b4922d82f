package dev.sluice.core.data;

import java.util.List;
import org.apiguardian.api.API;

/**
 * Cuts texts into the symbols that a model reads and writes, one for each step, and puts symbols together again. A kind of component: {@code
 * data.text.unit}.
 *
 * <p>Kept with the model by its id, its options and the content of its files, and made again from them, so both methods must be functions of
 * these alone. Several threads may call them at once.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Tokenizer {
    /**
     * The first symbols of a text, in its order.
     *
     * @param text in composed form and lower case where the experiment says so; as it is for a tokenizer with a {@link #vocabulary}
     * @param most symbols; the rest of the text is left out
     * @return none of them empty
     */
    List<String> symbols(String text, int most);

    /**
     * The text of symbols, as a model writes them: any symbols of the vocabulary in any order. One that is none of its own, such as the name of
     * unknown symbols, is shown as it is.
     */
    String text(List<String> symbols);

    /** Returns whether symbols are words, whose characters may be read beside them. */
    default boolean isOfWords() {
        return false;
    }

    /** A symbol in words, for messages. */
    default String inWords() {
        return isOfWords() ? "word" : "symbol";
    }

    /** All symbols in the order of their numbers; empty if those of the training part are counted. */
    default List<String> vocabulary() {
        return List.of();
    }

    /** The files that it is made from, as the options name them: text in UTF-8. Copied into the model. */
    default List<String> files() {
        return List.of();
    }

    /**
     * This tokenizer, ready for use: called once before all other methods if there are {@link #files}.
     *
     * @param contents of the files, in their order
     * @throws IllegalArgumentException if a file is not right
     */
    default Tokenizer with(List<String> contents) {
        return this;
    }
}
