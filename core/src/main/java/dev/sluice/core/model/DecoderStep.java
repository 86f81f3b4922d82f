package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * One step of a decoder, the same within the loop of training and as a network of its own.
 *
 * <pre>
 *   additive:        c = attention(last state), s' = cells([y; c], s),   readout = tanh(W [s'; c; y])
 *   dot, general:    s' = cells([y; readout before*], s), c = attention(s'),  readout = tanh(W [s'; c])      * input feeding
 *   none:            s' = cells(y, s),                                    readout = tanh(W s')
 * </pre>
 */
final class DecoderStep {
    /** Name of the state with the last step's readout. */
    static final String FEED = "feed";

    private final DecoderOptions options;
    private final ParameterScope scope;
    private final Optional<Memory> memory;

    /**
     * A step.
     *
     * @param scope of the decoder. Modified.
     * @param memory what the encoder read; empty without attention
     */
    DecoderStep(DecoderOptions options, ParameterScope scope, Optional<Memory> memory) {
        this.options = options;
        this.scope = scope;
        this.memory = memory;
    }

    /**
     * The values that a step computes.
     *
     * @param top the cells' output, {@code [B, H]}
     * @param readout what scores are made from, {@code [B, R]}; empty if attention comes after the loop
     * @param weights of the source's steps, {@code [B, 1, S]}, where there is attention in the step
     * @param next states by full name
     * @param cells signatures of the cells
     */
    record Result(
            Expr top,
            Optional<Expr> readout,
            Optional<Expr> weights,
            Map<String, Expr> next,
            List<CellSignature> cells) {}

    /** What a row is to say, and what it looked at for that. */
    record Said(Expr readout, Optional<Expr> weights) {}

    /**
     * Builds the step.
     *
     * @param y the symbol before, {@code [B, E]}
     * @param states at the start of the step, by full name
     * @param below what is done to the input of a layer above the first, by the layer's number
     * @param whole whether attention belongs to the step even if no state depends on it
     */
    Result build(Expr y, InitialStates states, IntFunction<Dropped> below, boolean whole) {
        List<Expr> read = new ArrayList<>(List.of(y));
        Optional<Expr> weights = Optional.empty();
        Optional<Expr> context = Optional.empty();
        if (options.attention() == DecoderOptions.Attention.ADDITIVE) {
            Expr found = additive(query(y, states));
            weights = Optional.of(found);
            context = Optional.of(row(attended().context(found)));
            read.add(context.get());
        }
        if (options.inputFeeding()) {
            read.add(states.initial(scope.qualified(FEED), Dims.of(Dim.BATCH, options.readoutSize())));
        }
        Expr x = Exprs.concat(-1, read);
        Map<String, Expr> next = new LinkedHashMap<>();
        List<CellSignature> cells = new ArrayList<>();
        for (int layer = 0; layer < options.layers(); layer++) {
            RecurrentLayer.Result result = new RecurrentLayer(options.cell().getFirst(), options.hidden(), false)
                    .step(
                            scope.child("l" + layer),
                            layer == 0 ? x : below.apply(layer).of(x),
                            states);
            next.putAll(result.finalStates());
            cells.add(result.signature());
            x = result.last();
        }
        Optional<Said> said = Optional.empty();
        if (whole || options.attendsInLoop() || options.inputFeeding()) {
            said = Optional.of(
                    context.isPresent()
                            ? new Said(readout(Exprs.concat(-1, List.of(x, context.get(), y))), weights)
                            : said(x));
        }
        if (options.inputFeeding()) {
            next.put(scope.qualified(FEED), said.orElseThrow().readout());
        }
        return new Result(x, said.map(Said::readout), said.flatMap(Said::weights), next, cells);
    }

    /** Changes the input of a layer. */
    @FunctionalInterface
    interface Dropped {
        Expr of(Expr x);
    }

    /** What one step is to say after attention to the cells' output, {@code [B, H]}. */
    private Said said(Expr top) {
        if (memory.isEmpty()) {
            return new Said(readout(top), Optional.empty());
        }
        Expr weights =
                attended().weights(top.reshape(Dims.of(Dim.BATCH, 1, top.shape().axis(-1))));
        return new Said(
                readout(Exprs.concat(-1, List.of(top, row(attended().context(weights))))), Optional.of(weights));
    }

    /** The same for all steps at once, {@code [T, B, H] → [T, B, R]}. */
    Expr saidAtAllSteps(Expr top) {
        if (memory.isEmpty()) {
            return readout(top);
        }
        Memory attended = attended();
        Expr context = attended.context(attended.weights(Exprs.rowsFirst(top)));
        return readout(Exprs.concat(-1, List.of(top, Exprs.stepsFirst(context))));
    }

    private Memory attended() {
        return memory.orElseThrow();
    }

    /** The first state of the top layer, which knows what was said so far. */
    private Expr query(Expr y, InitialStates states) {
        // Sizes of states do not depend on what a cell reads.
        CellSignature cell =
                CellSignature.of(options.cell().getFirst(), y.shape().fixed(-1), options.hidden());
        CellSignature.State first = cell.states().getFirst();
        return states.initial(
                scope.child("l" + (options.layers() - 1)).qualified(first.name()), Dims.of(Dim.BATCH, first.size()));
    }

    private Expr additive(Expr query) {
        ParameterScope inner = scope.child("attention");
        int size = attended().keys().shape().fixed(-1);
        Expr asked = new Dense(size).build(inner.child("query"), query);
        Expr vector = inner.declare("vector", ParameterSpec.Role.INPUT_WEIGHT, 1, size);
        return attended().weights(asked.reshape(Dims.of(Dim.BATCH, 1, size)), vector);
    }

    private static Expr row(Expr context) {
        return context.reshape(Dims.of(Dim.BATCH, context.shape().axis(-1)));
    }

    private Expr readout(Expr from) {
        return Exprs.tanh(new Dense(options.readoutSize()).build(scope.child("readout"), from));
    }
}
