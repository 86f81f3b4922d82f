package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an encoder reads of its inputs: series, rows of tables, characters, side by side.
 *
 * @param scope of the encoder's branch
 * @param pooled whether all answers are about whole sequences
 */
record BranchReading(
        ModelConfig config,
        Branch branch,
        Optional<ForecastHead> forecast,
        ParameterScope scope,
        boolean pooled,
        boolean training) {
    /** The square of the smallest deviation of a series that is measured by its own scale. */
    private static final double LEAST_SQUARE = 1e-24;

    /**
     * The inputs of an encoder.
     *
     * @param sequence {@code [T, B, F]}
     * @param table the embedding of the first tokens among them
     */
    record Read(Expr sequence, Optional<Expr> table) {}

    Read read() {
        List<Expr> parts = new ArrayList<>();
        List<Expr> tables = new ArrayList<>();
        for (ModelInput input : branch.reads()) {
            if (!(input instanceof ModelInput.Tokens tokens)) {
                parts.add(forecast.flatMap(head -> head.read(input)).orElseGet(() -> series(input)));
            } else if (isCategory(tokens)) {
                parts.add(category(tokens));
            } else {
                Expr table = table(tokens, pooled || tables.isEmpty() && config.tiesScores());
                tables.add(table);
                parts.add(Embedding.read(table, tokens.expression(), embedding(), scope, training));
            }
            branch.characters(input).ifPresent(characters -> parts.add(spelled(input, characters)));
        }
        return new Read(Exprs.concat(-1, parts), tables.stream().findFirst());
    }

    private Expr table(ModelInput.Tokens tokens, boolean small) {
        Embedding rows = new Embedding(tokens.vocabulary(), embedding().sizeOf(tokens.name()));
        return small ? rows.smallTable(tableScope(tokens)) : rows.table(tableScope(tokens));
    }

    private EmbeddingOptions embedding() {
        return branch.options().embedding();
    }

    private boolean isCategory(ModelInput.Tokens tokens) {
        return embedding().categories().containsKey(tokens.name()) && tokens.vocabulary() > 2;
    }

    private Expr category(ModelInput.Tokens tokens) {
        CategoryTable table = new CategoryTable(tokens.vocabulary(), embedding().sizeOf(tokens.name()));
        return Exprs.gather(table.rows(scope.child("embedding").child(tokens.name())), tokens.expression());
    }

    /** The scope of a table of tokens, which has the name of the input where there are several. */
    private ParameterScope tableScope(ModelInput input) {
        boolean only = branch.reads().stream()
                        .filter(ModelInput.Tokens.class::isInstance)
                        .count()
                == 1;
        ParameterScope table = scope.child("embedding");
        return only ? table : table.child(input.name());
    }

    private Expr spelled(ModelInput input, ModelInput.Characters characters) {
        ParameterScope own = tableScope(input).child("characters");
        return new CharacterEncoder(embedding().characters()).build(own, characters, training);
    }

    private Expr series(ModelInput input) {
        return config.normalize() == ModelConfig.Normalize.SERIES
                ? OwnScale.of(input.expression(), SequenceModel.lengths(branch.lengths()), LEAST_SQUARE)
                        .inside()
                : input.expression();
    }

    /** An input that a cell asks for beside what its layer reads. */
    static Expr extra(Branch branch, CellSignature.ExtraInput asked) {
        for (Branch.Extra extra : branch.extras()) {
            if (extra.asked().equals(asked)) {
                return Exprs.concat(
                        -1, extra.sources().stream().map(ModelInput::expression).toList());
            }
        }
        throw new ModelConfigException("encoder.layers: the cell asks for the input '" + asked.name() + "' "
                + asked.dims() + " in a layer above the first, where there is none of that size; set layers: 1");
    }
}
