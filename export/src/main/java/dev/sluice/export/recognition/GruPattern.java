package dev.sluice.export.recognition;

import dev.sluice.export.onnx.RecurrentKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The gated recurrent unit: {@code h' = (1-z) ⊙ n + z ⊙ h}, where z may select the new value instead (its weights are
 * then negated), {@code n = φ(W x + b + r ⊙ (U h + b'))} or {@code n = φ(W x + b + U (r ⊙ h))}.
 *
 * <p>z and r must be different gates. A unit with one gate for both, such as the minimal gated unit, would store that
 * gate's weights twice and compute it twice; it remains a loop.
 */
final class GruPattern {
    private final int state;

    private GruPattern(int state) {
        this.state = state;
    }

    static Optional<Equations> match(Polynomial next, int state) {
        GruPattern pattern = new GruPattern(state);
        Polynomial h = Polynomial.of(new Atom.State(state));
        for (Atom z : Activated.factors(next)) {
            Polynomial rest = next.without(z);
            Polynomial factor = next.coefficient(z);
            Optional<Activated> gate = Activated.of(Polynomial.of(z));
            Optional<Equations> found = Optional.empty();
            if (rest.plus(factor).same(h)) {
                found = pattern.candidate(z, gate, rest);
            } else if (rest.same(h)) {
                found = pattern.candidate(z, gate.flatMap(Activated::complement), factor.plus(h));
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Equations> candidate(Atom z, Optional<Activated> update, Polynomial candidate) {
        Optional<Linear> updateGate = update.flatMap(gate -> Linear.of(gate.argument(), state));
        Activated activated = Activated.orIdentity(candidate);
        if (update.isEmpty()
                || updateGate.isEmpty()
                || activated.clip() != update.get().clip()) {
            return Optional.empty();
        }
        for (Reset reset : resets(activated.argument())) {
            Optional<Linear> resetGate = Activated.of(reset.gate)
                    .filter(update.get()::isAlike)
                    .flatMap(gate -> Linear.of(gate.argument(), state));
            Optional<Linear> outer = Linear.of(reset.outside, state);
            Optional<Linear> inner = Linear.of(reset.inside, state);
            boolean fits = resetGate.isPresent()
                    && outer.isPresent()
                    && inner.isPresent()
                    && outer.get().recurrent().isEmpty()
                    && inner.get().input().isEmpty()
                    && !inner.get().recurrent().isEmpty()
                    && !reset.atom.key().equals(z.key());
            if (fits) {
                List<Gate> gates = List.of(
                        Gate.of(updateGate.get()),
                        Gate.of(resetGate.get()),
                        new Gate(outer.get(), inner.get(), Peephole.NONE));
                Equations.Form form = new Equations.Form(
                        List.of(update.get().function(), activated.function()),
                        activated.clip(),
                        reset.after,
                        Equations.Coupling.NONE);
                return Optional.of(new Equations(RecurrentKind.GRU, state, -1, gates, form));
            }
        }
        return Optional.empty();
    }

    /**
     * A reading of a candidate's argument.
     *
     * @param gate the reset gate
     * @param outside the part that the reset gate does not multiply
     * @param inside the part that it multiplies, or, for a gate before the product, {@code U h} without the gate
     */
    private record Reset(Atom atom, boolean after, Polynomial gate, Polynomial outside, Polynomial inside) {}

    private List<Reset> resets(Polynomial argument) {
        List<Reset> readings = new ArrayList<>();
        for (Atom r : Activated.factors(argument)) {
            Polynomial outside = argument.without(r);
            Polynomial inside = argument.coefficient(r);
            addBoth(readings, r, true, outside, inside);
        }
        for (Atom r : multipliersOfState(argument)) {
            String left =
                    Polynomial.of(r).times(Polynomial.of(new Atom.State(state))).key();
            Polynomial inside = Polynomial.constant(0);
            Polynomial outside = Polynomial.constant(0);
            for (Polynomial.Term term : argument.terms()) {
                Polynomial self = Polynomial.of(term.monomial(), term.factor());
                if (term.monomial().atoms().size() == 1
                        && term.monomial().atoms().getFirst() instanceof Atom.Product(Monomial product, Block weight)
                        && Polynomial.of(product, 1).key().equals(left)) {
                    Monomial h = Monomial.of(List.of(new Atom.State(state)));
                    inside = inside.plus(
                            Polynomial.of(new Atom.Product(h, weight)).times(term.factor()));
                } else {
                    outside = outside.plus(self);
                }
            }
            addBoth(readings, r, false, outside, inside);
        }
        return readings;
    }

    /** Adds the readings with the gate as it is, and as one minus it: {@code (1-r) a = a - r a}. */
    private static void addBoth(List<Reset> readings, Atom r, boolean after, Polynomial outside, Polynomial inside) {
        Polynomial gate = Polynomial.of(r);
        readings.add(new Reset(r, after, gate, outside, inside));
        readings.add(new Reset(r, after, Polynomial.constant(1).minus(gate), outside.plus(inside), inside.times(-1)));
    }

    private Set<Atom> multipliersOfState(Polynomial argument) {
        Set<Atom> found = new LinkedHashSet<>();
        for (Polynomial.Term term : argument.terms()) {
            if (term.monomial().atoms().size() == 1
                    && term.monomial().atoms().getFirst() instanceof Atom.Product product
                    && product.left().degree(new Atom.State(state)) == 1) {
                found.addAll(Activated.factors(Polynomial.of(product.left(), 1)));
            }
        }
        return found;
    }
}
