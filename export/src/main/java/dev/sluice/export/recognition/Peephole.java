package dev.sluice.export.recognition;

import java.util.ArrayList;
import java.util.List;

/**
 * A gate's look at the memory: elementwise, by a row of weights.
 *
 * @param weights whose sum the row is
 * @param constant a number that is added to all of the row
 */
record Peephole(List<Linear.Part> weights, double constant) {
    /** A gate that does not look. */
    static final Peephole NONE = new Peephole(List.of(), 0);

    /** Keeps a copy. */
    Peephole {
        weights = List.copyOf(weights);
    }

    /** A gate's argument taken apart. */
    record Taken(Polynomial rest, Peephole peephole) {}

    /** Takes {@code p ⊙ memory} off a gate's argument, for any row p. */
    static Taken take(Polynomial argument, Polynomial memory) {
        // What the first term of the memory is multiplied by, all of it must be.
        Polynomial.Term first = memory.terms().iterator().next();
        List<Linear.Part> weights = new ArrayList<>();
        double constant = 0;
        Polynomial rest = argument;
        for (Polynomial.Term term : argument.terms()) {
            double factor = term.factor() / first.factor();
            Monomial multiplier = term.monomial().dividedBy(first.monomial()).orElse(null);
            if (multiplier == null) {
                continue;
            }
            if (multiplier.atoms().isEmpty()) {
                constant += factor;
            } else if (multiplier.atoms().size() == 1 && multiplier.atoms().getFirst() instanceof Atom.Row(Block row)) {
                weights.add(new Linear.Part(factor, row));
            } else {
                continue;
            }
            rest = rest.minus(memory.times(Polynomial.of(multiplier, factor)));
        }
        return new Taken(rest, new Peephole(weights, constant));
    }

    boolean isNone() {
        return weights.isEmpty() && constant == 0;
    }
}
