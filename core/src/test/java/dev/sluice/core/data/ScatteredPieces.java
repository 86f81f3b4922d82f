package dev.sluice.core.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Examples in pieces and in another order; questions and answers travel as bytes, as they do on a cluster. */
public record ScatteredPieces(List<List<Example>> pieces) implements Pieces {
    /** Examples shuffled and cut. */
    public static ScatteredPieces of(List<Example> examples, int pieces, int seed) {
        List<Example> shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, new Random(seed));
        List<List<Example>> cut = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            cut.add(shuffled.subList(i * shuffled.size() / pieces, (i + 1) * shuffled.size() / pieces));
        }
        return new ScatteredPieces(cut);
    }

    @Override
    public <A> A ask(Question<A> question, Joining<A> joining) {
        return pieces.stream()
                .map(piece -> sent(sent(question).of(piece)))
                .reduce((a, b) -> sent(joining).of(a, b))
                .orElseThrow();
    }

    @Override
    public Pieces map(Question<List<Example>> change) {
        return new ScatteredPieces(
                pieces.stream().map(piece -> sent(change).of(piece)).toList());
    }

    @Override
    public <T> Optional<T> some(Search<T> search) {
        return pieces.stream().flatMap(piece -> sent(search).of(piece).limit(1)).findFirst();
    }

    @SuppressWarnings("unchecked")
    private static <T> T sent(T value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(value);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (T) in.readObject();
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
