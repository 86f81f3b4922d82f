package dev.sluice.export.recognition;

import dev.sluice.export.onnx.OnnxActivation;
import dev.sluice.export.onnx.RecurrentKind;
import dev.sluice.export.recognition.Equations.Coupling;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Long short-term memory: {@code c' = f ⊙ c + i ⊙ g}, {@code h' = o ⊙ φ(c')}, where each gate may be written as one minus
 * another, i and f may have peepholes to c and o to c', and f may be {@code 1 - i}. Otherwise the gates must differ. The
 * output may be projected, {@code h' = S (o ⊙ φ(c'))}.
 */
final class LstmPattern {
    private final int hidden;
    private final int cell;
    private final Polynomial memory;
    private final Polynomial nextMemory;

    private LstmPattern(Polynomial nextMemory, int hidden, int cell) {
        this.hidden = hidden;
        this.cell = cell;
        this.memory = Polynomial.of(new Atom.State(cell));
        this.nextMemory = nextMemory;
    }

    static Optional<Equations> match(Polynomial nextHidden, Polynomial nextCell, int hidden, int cell) {
        LstmPattern pattern = new LstmPattern(nextCell, hidden, cell);
        return projected(nextHidden)
                .map(product -> pattern.match(Polynomial.of(product.left(), 1), Optional.of(product.weight())))
                .orElseGet(() -> pattern.match(nextHidden, Optional.empty()));
    }

    private static Optional<Atom.Product> projected(Polynomial nextHidden) {
        return nextHidden
                .onlyTerm()
                .filter(term -> term.factor() == 1
                        && term.monomial().atoms().size() == 1
                        && term.monomial().atoms().getFirst() instanceof Atom.Product)
                .map(term -> (Atom.Product) term.monomial().atoms().getFirst());
    }

    private Optional<Equations> match(Polynomial nextHidden, Optional<Block> projection) {
        Atom c = new Atom.State(cell);
        Polynomial forget = nextMemory.coefficient(c);
        for (Gated written : Gated.of(nextMemory.without(c))) {
            for (Gated shown : Gated.of(nextHidden)) {
                Optional<Equations> found = assemble(forget, written, shown, projection);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Equations> assemble(Polynomial forget, Gated written, Gated shown, Optional<Block> projection) {
        Optional<Activated> i = Activated.of(written.gate());
        Optional<Activated> o = Activated.of(shown.gate());
        Optional<OnnxActivation> last = function(shown.factor());
        Activated g = Activated.orIdentity(written.factor());
        if (i.isEmpty() || o.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        Coupling coupling = coupling(forget, written.gate(), i.get());
        Optional<Activated> f =
                coupling == Coupling.NONE ? Activated.of(forget) : i.get().complement();
        boolean fits = i.get().isAlike(o.get())
                && i.get().clip() == g.clip()
                && areDistinct(i.get(), o.get())
                && (coupling != Coupling.NONE
                        || f.filter(gate -> gate.isAlike(i.get())
                                        && areDistinct(gate, i.get())
                                        && areDistinct(gate, o.get()))
                                .isPresent());
        if (!fits) {
            return Optional.empty();
        }
        List<OnnxActivation> functions = List.of(i.get().function(), g.function(), last.get());
        Equations.Form form = new Equations.Form(functions, g.clip(), false, coupling);
        return gates(i.get(), o.get(), f, g)
                .map(gates -> new Equations(RecurrentKind.LSTM, hidden, cell, gates, form, projection));
    }

    private static Coupling coupling(Polynomial forget, Polynomial inputGate, Activated input) {
        if (!forget.plus(inputGate).same(Polynomial.constant(1))) {
            return Coupling.NONE;
        }
        return input.complement().isPresent() ? Coupling.BY_WEIGHTS : Coupling.BY_ATTRIBUTE;
    }

    /** The gates' weights; empty if a gate's argument has parts for which the operator has no weights. */
    private Optional<List<Gate>> gates(Activated i, Activated o, Optional<Activated> f, Activated g) {
        Optional<Gate> input = Gate.looking(i.argument(), memory, hidden);
        Optional<Gate> output = Gate.looking(o.argument(), nextMemory, hidden);
        Optional<Gate> keep = f.isPresent() ? Gate.looking(f.get().argument(), memory, hidden) : Optional.of(Gate.ZERO);
        Optional<Gate> candidate = Linear.of(g.argument(), hidden).map(Gate::of);
        if (input.isEmpty() || output.isEmpty() || keep.isEmpty() || candidate.isEmpty()) {
            return Optional.empty();
        }
        // Without products of the state the loop computes none, but the operator would multiply zeros at each step.
        return Optional.of(List.of(input.get(), output.get(), keep.get(), candidate.get()))
                .filter(gates -> gates.stream()
                        .anyMatch(gate -> !gate.linear().recurrent().isEmpty()));
    }

    /** The function of the new memory that the output gate multiplies; its argument is never clipped. */
    private Optional<OnnxActivation> function(Polynomial shown) {
        Optional<Activated> activated = Activated.of(shown).filter(found -> Double.isInfinite(found.clip()));
        if (activated.isPresent()) {
            OnnxActivation function = activated.get().function();
            OptionalDouble scale = activated.get().argument().multipleOf(nextMemory);
            if (scale.isPresent()) {
                return scale.getAsDouble() == 1
                        ? Optional.of(function)
                        : Activated.scaled(function, scale.getAsDouble());
            }
        }
        Polynomial constant = shown.constantTerm();
        OptionalDouble scale = shown.minus(constant).multipleOf(nextMemory);
        return scale.isPresent()
                ? Optional.of(OnnxActivation.of("Affine", scale.getAsDouble(), constant.constantFactor()))
                : Optional.empty();
    }

    private static boolean areDistinct(Activated a, Activated b) {
        Set<String> keys = new LinkedHashSet<>();
        for (Polynomial gate : List.of(a.argument(), b.argument())) {
            keys.add((gate.beginsNegative() ? gate.times(-1) : gate).key());
        }
        return keys.size() == 2;
    }
}
