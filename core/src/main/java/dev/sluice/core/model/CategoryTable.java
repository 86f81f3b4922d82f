package dev.sluice.core.model;

import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.List;

/**
 * A row of numbers for each word of a category. What is not known in use never occurs in training, so its row is not learned: it is the mean of
 * the rows of all words.
 *
 * @param vocabulary rows of the table, {@code V}, with padding (0) and unknown (1)
 * @param size features of a row, {@code E}
 */
record CategoryTable(int vocabulary, int size) {
    /** The table {@code [V, E]}, whose parameter {@code weight [V - 2, E]} has a row for each word. */
    Expr rows(ParameterScope scope) {
        int words = vocabulary - 2;
        Expr rows = scope.declare(
                "weight", ParameterSpec.Role.EMBEDDING, scope.initialization().smallTable(), words, size);
        Expr mean = filled(1.0 / words, words).matmul(rows);
        Expr padding = filled(0, size);
        return Exprs.concat(-2, List.of(padding, mean, rows));
    }

    private static Expr filled(double value, int columns) {
        return Expr.of(new BroadcastTo(Dims.of(1, columns)), Exprs.constant(value));
    }
}
