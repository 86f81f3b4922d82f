package dev.sluice.export.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The argument of a gate, {@code W x + U h + b}; each weight is a sum of scaled blocks of captures.
 *
 * @param source index of the step input that is x; empty if there is none
 * @param input the summands of W
 * @param recurrent the summands of U
 * @param bias the summands of b
 * @param constant number added to b
 */
record Linear(OptionalInt source, List<Part> input, List<Part> recurrent, List<Part> bias, double constant) {
    /** A part of a weight. */
    record Part(double factor, Block block) {}

    /** Zero. */
    static final Linear ZERO = new Linear(OptionalInt.empty(), List.of(), List.of(), List.of(), 0);

    /** Sorts a polynomial's terms into a linear form; empty if other terms remain. */
    static Optional<Linear> of(Polynomial polynomial, int state) {
        OptionalInt source = OptionalInt.empty();
        List<Part> input = new ArrayList<>();
        List<Part> recurrent = new ArrayList<>();
        List<Part> bias = new ArrayList<>();
        double constant = 0;
        for (Polynomial.Term term : polynomial.terms()) {
            List<Atom> atoms = term.monomial().atoms();
            if (atoms.isEmpty()) {
                constant += term.factor();
                continue;
            }
            if (atoms.size() > 1) {
                return Optional.empty();
            }
            switch (atoms.getFirst()) {
                case Atom.Row(Block row) -> bias.add(new Part(term.factor(), row));
                case Atom.Product(Monomial left, Block weight)
                when left.key().equals("s" + state) -> recurrent.add(new Part(term.factor(), weight));
                case Atom.Product(Monomial left, Block weight)
                when left.atoms().size() == 1 && left.atoms().getFirst() instanceof Atom.Input(int index) -> {
                    if (source.isPresent() && source.getAsInt() != index) {
                        return Optional.empty();
                    }
                    source = OptionalInt.of(index);
                    input.add(new Part(term.factor(), weight));
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new Linear(source, input, recurrent, bias, constant));
    }

    /** Copies the lists. */
    Linear {
        input = List.copyOf(input);
        recurrent = List.copyOf(recurrent);
        bias = List.copyOf(bias);
    }
}
