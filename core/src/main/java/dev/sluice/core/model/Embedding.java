package dev.sluice.core.model;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.RandomMask;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;

/**
 * A row of numbers for each token. Row 0 is padding: it starts as zeros and gets no gradient from being read, since steps past a
 * row's length have no influence. Row 1 is the unknown token.
 *
 * @param vocabulary rows of the table, {@code V}, with padding and unknown
 * @param size features of a row, {@code E}
 */
public record Embedding(int vocabulary, int size) {
    /** The row of padding. */
    public static final int PADDING = 0;

    /** The row of tokens that are not in the vocabulary. */
    public static final int UNKNOWN = 1;

    /** Checks the sizes. */
    public Embedding {
        if (vocabulary < 2 || size < 1) {
            throw new IllegalArgumentException(
                    "an embedding needs at least 2 rows (padding and unknown) and 1 feature, but" + " has " + vocabulary
                            + " rows of " + size);
        }
    }

    /** {@code tokens [T, B] → [T, B, E]}. */
    public Expr build(ParameterScope scope, Expr tokens) {
        return Exprs.gather(table(scope), tokens);
    }

    /** The table {@code weight [V, E]} itself. */
    public Expr table(ParameterScope scope) {
        return table(scope, scope.initialization().table());
    }

    /** The table with small rows at first; see {@link Initialization}. */
    Expr smallTable(ParameterScope scope) {
        return table(scope, scope.initialization().smallTable());
    }

    private Expr table(ParameterScope scope, Initializer rows) {
        return scope.declare(
                "weight",
                ParameterSpec.Role.EMBEDDING,
                (shape, seed, name) -> paddingCleared(rows, shape, seed, name),
                vocabulary,
                size);
    }

    /**
     * The rows of tokens, {@code [T, B] → [T, B, E]}; in training without those that the options drop.
     *
     * @param table {@code [V, E]}
     * @param scope of the masks
     */
    static Expr read(Expr table, Expr tokens, EmbeddingOptions options, ParameterScope scope, boolean training) {
        if (!training) {
            return Exprs.gather(table, tokens);
        }
        Expr known = someUnknown(tokens, scope.qualified("embedding.unknown"), options.wordDropout());
        return withoutSome(table, known, scope.qualified("embedding.drop"), options.dropout());
    }

    /** Tokens some of which are the unknown one, each drawn for itself: one mask {@code [T, B]}. Padding stays. */
    private static Expr someUnknown(Expr tokens, String purpose, double probability) {
        if (probability == 0) {
            return tokens;
        }
        Expr kept = Expr.of(new RandomMask(purpose, 1 - probability, tokens.shape()));
        return Exprs.select(kept, tokens, Exprs.min(tokens, Exprs.constant(UNKNOWN)));
    }

    /** Rows of tokens without those of some, each wherever it occurs in the batch: one mask {@code [V, 1]}. */
    private static Expr withoutSome(Expr table, Expr tokens, String purpose, double probability) {
        Expr read = Exprs.gather(table, tokens);
        if (probability == 0) {
            return read;
        }
        Expr kept = Expr.of(
                new RandomMask(purpose, 1 - probability, Dims.of(table.shape().fixed(0), 1)));
        return read.mul(Exprs.gather(kept, tokens));
    }

    private static Tensor paddingCleared(Initializer rows, Shape shape, long seed, String name) {
        Tensor table = rows.create(shape, seed, name);
        Arrays.fill(table.array(), PADDING, shape.size(1), 0);
        return table;
    }
}
