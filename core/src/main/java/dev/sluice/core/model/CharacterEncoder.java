package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Pad;
import dev.sluice.core.graph.Reduce;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Features of words from their characters (Santos and Zadrozny, 2014; Ma and Hovy, 2016): a kernel moves over the characters of each word, and of
 * each of its features the largest value counts:
 *
 * <pre>
 *   characters [T, B, L] ─ embedding [T, B, L, E] ─ kernel [T, B, L, N] ─ relu ─ largest over L ─ [T, B, N]
 * </pre>
 *
 * <p>Places past a word's last character do not count, so the result does not depend on {@code L} unless a word is longer.
 */
record CharacterEncoder(CharacterOptions options) {
    /** {@code [T, B, N]}; zeros where there is no word. */
    Expr build(ParameterScope scope, ModelInput.Characters input, boolean training) {
        Expr numbers = input.expression();
        Expr table = new Embedding(input.vocabulary(), options.size()).smallTable(scope.child("table"));
        Expr rows = Exprs.gather(table, numbers);
        Expr read = training ? Dropout.apply(scope.qualified("drop"), options.dropout(), rows) : rows;
        Expr found =
                Exprs.relu(new Dense(options.channels()).build(scope.child("conv"), windows(read, input.length())));
        Dims place = numbers.shape().insert(0, Dim.of(1));
        Expr valid = Exprs.greater(numbers, Exprs.constant(Embedding.PADDING)).reshape(place);
        return Expr.of(new Reduce(Reduce.Kind.MAX, -2, false), Exprs.select(valid, found, Exprs.constant(0)));
    }

    /** What the kernel reads at each character, zeros beside the word: {@code [T, B, L, K · E]}. */
    private Expr windows(Expr read, int length) {
        int before = (options.kernel() - 1) / 2;
        Expr padded = Expr.of(new Pad(-2, before, options.kernel() - 1 - before), read);
        List<Expr> shifted = IntStream.range(0, options.kernel())
                .mapToObj(k -> padded.slice(-2, k, k + length))
                .toList();
        return Exprs.concat(-1, shifted);
    }
}
