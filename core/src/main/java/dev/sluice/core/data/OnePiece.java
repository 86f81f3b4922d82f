package dev.sluice.core.data;

import java.util.List;
import java.util.Optional;

/** Examples that are all in this process. */
record OnePiece(List<Example> examples) implements Pieces {
    @Override
    public <A> A ask(Question<A> question, Joining<A> joining) {
        return question.of(examples);
    }

    @Override
    public Pieces map(Question<List<Example>> change) {
        return new OnePiece(change.of(examples));
    }

    @Override
    public <T> Optional<T> some(Search<T> search) {
        return search.of(examples).findFirst();
    }
}
