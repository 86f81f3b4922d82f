package dev.sluice.core.data;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Examples in one place or in several, such as the executors of a cluster. What is fitted to them is put together from an answer for each
 * piece, so answers must not depend on how examples are cut into pieces, nor on the order of these.
 */
public interface Pieces {
    /** A function that can be sent to where the examples are. */
    @FunctionalInterface
    interface Question<A> extends Serializable {
        /** The answer for one piece, which may be empty. */
        A of(List<Example> piece);
    }

    /** Puts two answers together; may change and return the first. */
    @FunctionalInterface
    interface Joining<A> extends Serializable {
        /** Both. */
        A of(A first, A second);
    }

    /** The answer for all examples. */
    <A> A ask(Question<A> question, Joining<A> joining);

    /** Other examples made of these, piece by piece; a piece must give what its examples give one by one. */
    Pieces map(Question<List<Example>> change);

    /** Finds something in examples. */
    @FunctionalInterface
    interface Search<T> extends Serializable {
        /** What there is in one piece. */
        Stream<T> of(List<Example> piece);
    }

    /** One of what a search finds, wherever that is: it should not matter which. */
    <T> Optional<T> some(Search<T> search);

    /** One of the examples: they are alike in form. */
    default Example first() {
        return some(List::stream).orElseThrow();
    }

    /** Returns whether there is no example. */
    default boolean isEmpty() {
        return some(List::stream).isEmpty();
    }

    /** Examples of this process. */
    static Pieces of(List<Example> examples) {
        return new OnePiece(examples);
    }
}
