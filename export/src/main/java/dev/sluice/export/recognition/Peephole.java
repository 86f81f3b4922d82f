package dev.sluice.export.recognition;

import java.util.ArrayList;
import java.util.List;

/**
 * A gate's peephole: the memory times a row of weights, elementwise.
 *
 * @param weights blocks that sum to the row
 * @param constant number added to every weight of the row
 */
record Peephole(List<Linear.Part> weights, double constant) {
    /** A gate without a peephole. */
    static final Peephole NONE = new Peephole(List.of(), 0);

    /** Copies the list. */
    Peephole {
        weights = List.copyOf(weights);
    }

    /** A gate's argument, split into its peephole and the rest. */
    record Taken(Polynomial rest, Peephole peephole) {}

    /** Splits {@code p ⊙ memory} off a gate's argument, for any row p. */
    static Taken take(Polynomial argument, Polynomial memory) {
        // The factor of the memory's first term must be that of all its terms.
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
