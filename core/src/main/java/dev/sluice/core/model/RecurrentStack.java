package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.option.OptionRecords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * Layers of a cell, one above the other, in one direction or both. Both directions of a layer read the same input.
 *
 * <pre>
 *   x ─┬─ normalization ─ dropout ─┬─ forward ──┬─ merge ─ y ─┬─ x + y, or gated ─▶ to the layer above
 *      │                           └─ backward ─┘             │
 *      └──────────────────── skip ────────────────────────────┘
 * </pre>
 *
 * <p>The lowest layer has no normalization, and {@code input_dropout} in place of {@code dropout}.
 *
 * @param options of the encoder
 */
public record RecurrentStack(EncoderOptions options) {
    /** Checks the numbers. */
    public RecurrentStack {
        OptionRecords.checked(options);
    }

    /**
     * The values that a stack computes.
     *
     * @param sequence the top layer's outputs, {@code [T, B, F]}, zeros past each row's length
     * @param last the top layer's last outputs, {@code [B, F]}: each direction's own ({@link RecurrentLayer.Result#last}),
     *     merged and connected as the sequence is
     * @param finalStates of all layers and directions by full name, {@code [B, H]}
     * @param cells signatures of the cell in each layer and direction
     */
    public record Result(Expr sequence, Expr last, Map<String, Expr> finalStates, List<CellSignature> cells) {
        /** Copies the collections, keeping their order. */
        public Result {
            finalStates = Collections.unmodifiableMap(new LinkedHashMap<>(finalStates));
            cells = List.copyOf(cells);
        }
    }

    /** The input or output of a layer. */
    private record Level(Expr sequence, Expr last) {}

    /** Builds the loops of a cell that asks for no extra inputs. */
    public Result build(
            ParameterScope scope, Expr sequence, Expr lengths, InitialStates initialStates, boolean training) {
        return build(scope, sequence, lengths, initialStates, ExtraInputs.NONE, training);
    }

    /**
     * Builds the loops.
     *
     * @param scope receives parameters {@code l0.…}, {@code l0_reverse.…}, {@code l1.…}. Modified.
     * @param sequence {@code [T, B, I]}
     * @param lengths valid steps of each row, {@code [B]}
     * @param extraInputs inputs that the cell may ask for by name, the same for all layers and directions
     * @param training whether random masks and clips of gradients are active
     * @throws ModelConfigException if sizes do not fit a connection, or an option does not apply to this cell
     */
    public Result build(
            ParameterScope scope,
            Expr sequence,
            Expr lengths,
            InitialStates initialStates,
            ExtraInputs extraInputs,
            boolean training) {
        Expr valid = Exprs.validSteps(lengths);
        Map<String, Expr> finalStates = new LinkedHashMap<>();
        List<CellSignature> cells = new ArrayList<>();
        Level level = connects(0) ? input(sequence, lengths, valid) : new Level(sequence, sequence);
        for (int layer = 0; layer < options.layers(); layer++) {
            Expr read = read(scope, layer, level.sequence(), valid, training);
            List<RecurrentLayer.Result> directions = new ArrayList<>();
            for (boolean reverse : options.direction().reversals()) {
                ParameterScope inner = scope.child("l" + layer + (reverse ? "_reverse" : ""));
                directions.add(new RecurrentLayer(
                                options.cell(),
                                options.hidden(),
                                reverse,
                                options.regularization(),
                                options.gradientClip())
                        .build(inner, read, valid, initialStates, extraInputs, training));
            }
            level = connect(scope, layer, level, merged(directions));
            directions.forEach(direction -> finalStates.putAll(direction.finalStates()));
            directions.forEach(direction -> cells.add(direction.signature()));
        }
        return new Result(level.sequence(), level.last(), finalStates, cells);
    }

    private boolean connects(int layer) {
        return options.skip() != Skip.NONE && layer + 1 >= options.skipFrom();
    }

    /** The input of a layer's cells from the level below. */
    private Expr read(ParameterScope scope, int layer, Expr below, Expr valid, boolean training) {
        String name = "l" + layer;
        Expr normalized =
                layer == 0 ? below : options.normalization().apply(scope.child(name + ".norm"), below, valid, training);
        if (!training) {
            return normalized;
        }
        double dropout = layer == 0 ? options.regularization().inputDropout() : options.dropout();
        String purpose = scope.qualified(name + ".dropout");
        return options.regularization().variational()
                ? Dropout.perSequence(purpose, dropout, normalized)
                : Dropout.apply(purpose, dropout, normalized);
    }

    private Level merged(List<RecurrentLayer.Result> directions) {
        return new Level(
                options.merge()
                        .apply(directions.stream()
                                .map(RecurrentLayer.Result::sequence)
                                .toList()),
                options.merge()
                        .apply(directions.stream()
                                .map(RecurrentLayer.Result::last)
                                .toList()));
    }

    private Level connect(ParameterScope scope, int layer, Level below, Level given) {
        if (!connects(layer)) {
            return given;
        }
        String name = "l" + layer;
        options.skip()
                .check(
                        scope.qualified(name),
                        below.sequence().shape(),
                        given.sequence().shape());
        BinaryOperator<Expr> around = options.skip()
                .around(scope.child(name + ".skip"), given.sequence().shape().fixed(-1));
        return new Level(around.apply(below.sequence(), given.sequence()), around.apply(below.last(), given.last()));
    }

    /** The stack's input in the form of a layer's output: zeros past the lengths, and the last step of each row. */
    private Level input(Expr sequence, Expr lengths, Expr valid) {
        Expr cleared = Exprs.select(valid, sequence, Exprs.constant(0));
        Expr before = Exprs.validSteps(
                options.direction() == Direction.BACKWARD ? Exprs.min(lengths, Exprs.constant(1)) : lengths);
        Expr after = options.direction() == Direction.BACKWARD
                ? Exprs.zeros(before.shape())
                : Exprs.validSteps(lengths.add(-1));
        Expr ends = Exprs.select(before.sub(after), sequence, Exprs.constant(0));
        return new Level(cleared, Expr.of(new Reduce(Reduce.Kind.SUM, -3, false), ends));
    }
}
