package dev.sluice.export.recognition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A polynomial that is one function of another.
 *
 * @param function as ONNX calls it
 * @param argument what it is a function of
 */
record Activated(String function, Polynomial argument) {
    private static final Map<String, String> ONNX_NAMES =
            Map.of("tanh", "Tanh", "relu", "Relu", "sigmoid", "Sigmoid", "softplus", "Softplus");

    static Optional<Activated> of(Polynomial polynomial) {
        List<Polynomial.Term> terms = List.copyOf(polynomial.terms());
        if (terms.size() == 2) {
            // 1 - σ(a) is what σ(-a) has become; of two other terms, 1 minus them are two terms again.
            Polynomial rest = Polynomial.constant(1).minus(polynomial);
            return Optional.of(rest)
                    .filter(one -> one.terms().size() == 1)
                    .flatMap(Activated::of)
                    .filter(complement -> complement.function.equals("Sigmoid"))
                    .map(complement -> new Activated("Sigmoid", complement.argument.times(-1)));
        }
        if (terms.size() != 1
                || terms.getFirst().monomial().atoms().size() != 1
                || !(terms.getFirst().monomial().atoms().getFirst() instanceof Atom.Function function)
                || !ONNX_NAMES.containsKey(function.name())) {
            return Optional.empty();
        }
        double factor = terms.getFirst().factor();
        String name = ONNX_NAMES.getOrDefault(function.name(), function.name());
        if (factor == 1) {
            return Optional.of(new Activated(name, function.argument()));
        }
        return factor == -1 && name.equals("Tanh")
                ? Optional.of(new Activated(name, function.argument().times(-1)))
                : Optional.empty();
    }

    /** The argument, if the polynomial is a logistic function. */
    static Optional<Polynomial> sigmoid(Polynomial polynomial) {
        return of(polynomial).filter(a -> a.function.equals("Sigmoid")).map(Activated::argument);
    }

    /** The logistic functions that are factors of a polynomial's terms, in their order. */
    static List<Atom.Function> sigmoids(Polynomial polynomial) {
        return polynomial.terms().stream()
                .flatMap(term -> term.monomial().atoms().stream())
                .filter(Atom.Function.class::isInstance)
                .map(Atom.Function.class::cast)
                .filter(function -> function.name().equals("sigmoid"))
                .distinct()
                .toList();
    }
}
