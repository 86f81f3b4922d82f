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
 * another, i and f may look at c and o at c' through rows of weights, and f may be {@code 1 - i}. The gates must be
 * different ones otherwise. What is shown may be projected, {@code h' = S (o ⊙ φ(c'))}.
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
        Optional<OnnxActivation> last = function(shown.factor());
        Optional<Activated> i = Activated.of(written.gate());
        Optional<Activated> o = Activated.of(shown.gate())
                .filter(gate -> i.filter(gate::isAlike).isPresent());
        Activated g = Activated.orIdentity(written.factor());
        if (last.isEmpty() || i.isEmpty() || o.isEmpty() || g.clip() != i.get().clip()) {
            return Optional.empty();
        }
        boolean coupled = forget.plus(written.gate()).same(Polynomial.constant(1));
        Optional<Activated> f =
                coupled ? i.get().complement() : Activated.of(forget).filter(i.get()::isAlike);
        Coupling coupling = coupled ? f.isPresent() ? Coupling.BY_WEIGHTS : Coupling.BY_ATTRIBUTE : Coupling.NONE;
        if (!coupled && (f.isEmpty() || !areDistinct(i.get(), f.get()) || !areDistinct(f.get(), o.get()))
                || !areDistinct(i.get(), o.get())) {
            return Optional.empty();
        }
        Optional<Gate> input = Gate.looking(i.get().argument(), memory, hidden);
        Optional<Gate> output = Gate.looking(o.get().argument(), nextMemory, hidden);
        Optional<Gate> keep = f.isPresent() ? Gate.looking(f.get().argument(), memory, hidden) : Optional.of(Gate.ZERO);
        Optional<Gate> candidate = Linear.of(g.argument(), hidden).map(Gate::of);
        if (input.isEmpty() || output.isEmpty() || keep.isEmpty() || candidate.isEmpty()) {
            return Optional.empty();
        }
        List<Gate> gates = List.of(input.get(), output.get(), keep.get(), candidate.get());
        if (gates.stream().allMatch(gate -> gate.linear().recurrent().isEmpty())) {
            // Without products of the state a loop has none at all, while the operator would multiply zeros in each
            // step.
            return Optional.empty();
        }
        List<OnnxActivation> functions = List.of(i.get().function(), g.function(), last.get());
        Equations.Form form = new Equations.Form(functions, g.clip(), false, coupling);
        return Optional.of(new Equations(RecurrentKind.LSTM, hidden, cell, gates, form, projection));
    }

    /** What the output gate lets through, as a function of the new memory; its argument is never clipped. */
    private Optional<OnnxActivation> function(Polynomial shown) {
        Optional<Activated> activated = Activated.of(shown);
        if (activated.isPresent() && Double.isInfinite(activated.get().clip())) {
            OnnxActivation function = activated.get().function();
            if (activated.get().argument().same(nextMemory)) {
                return Optional.of(function);
            }
            OptionalDouble scale = activated.get().argument().multipleOf(nextMemory);
            if (scale.isPresent() && function.name().equals("Tanh")) {
                return Optional.of(OnnxActivation.of("ScaledTanh", 1, scale.getAsDouble()));
            }
            if (scale.isPresent() && function.name().equals("ScaledTanh")) {
                return Optional.of(
                        OnnxActivation.of("ScaledTanh", function.constants().getFirst(), scale.getAsDouble()));
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
