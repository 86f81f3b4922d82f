package dev.sluice.export.recognition;

import dev.sluice.export.onnx.OnnxActivation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A polynomial that is an activation of another polynomial.
 *
 * @param function the operators' activation
 * @param clip bound of the function's argument; infinite for none
 * @param argument argument of the function
 */
record Activated(OnnxActivation function, double clip, Polynomial argument) {
    private static final double UNBOUNDED = Double.POSITIVE_INFINITY;
    private static final Map<String, OnnxActivation> ONNX = Map.of(
            "tanh",
            OnnxActivation.of("Tanh"),
            "relu",
            OnnxActivation.of("Relu"),
            "sigmoid",
            OnnxActivation.of("Sigmoid"),
            "softplus",
            OnnxActivation.of("Softplus"));

    static Optional<Activated> of(Polynomial polynomial) {
        List<Polynomial.Term> terms = List.copyOf(polynomial.terms());
        if (terms.size() == 2) {
            // 1 - σ(a) is stored as σ(-a); one minus any other two terms still has two terms.
            Polynomial rest = Polynomial.constant(1).minus(polynomial);
            return Optional.of(rest)
                    .filter(one -> one.terms().size() == 1)
                    .flatMap(Activated::of)
                    .flatMap(Activated::complement);
        }
        if (terms.size() != 1 || terms.getFirst().monomial().atoms().size() != 1) {
            return Optional.empty();
        }
        double factor = terms.getFirst().factor();
        return switch (terms.getFirst().monomial().atoms().getFirst()) {
            case Atom.Function(String name, List<Polynomial> arguments, String key)
            when ONNX.get(name) != null -> scaled(name, factor, arguments.getFirst());
            case Atom.Written(OnnxActivation activation, Polynomial argument)
            when factor == 1 -> Optional.of(clipped(activation, argument));
            default -> Optional.empty();
        };
    }

    private static Optional<Activated> scaled(String name, double factor, Polynomial argument) {
        OnnxActivation function = ONNX.get(name);
        if (function != null && factor == 1) {
            return Optional.of(clipped(function, argument));
        }
        if (!name.equals("tanh")) {
            return Optional.empty();
        }
        return Optional.of(
                factor == -1
                        ? clipped(OnnxActivation.of("Tanh"), argument.times(-1))
                        : clipped(OnnxActivation.of("ScaledTanh", factor, 1), argument));
    }

    /** The polynomial as an activation, or the identity of it if it is none. */
    static Activated orIdentity(Polynomial polynomial) {
        return of(polynomial).orElseGet(() -> {
            Polynomial constant = polynomial.constantTerm();
            return bounded(polynomial.minus(constant))
                    .map(within -> new Activated(
                            OnnxActivation.of("Affine", within.factor, constant.constantFactor()),
                            within.bound,
                            within.inner))
                    .orElseGet(() -> new Activated(OnnxActivation.of("Affine", 1, 0), UNBOUNDED, polynomial));
        });
    }

    /** Separates bounds from the argument. */
    private static Activated clipped(OnnxActivation function, Polynomial argument) {
        Optional<Bounded> bounded = bounded(argument);
        if (bounded.isEmpty()) {
            return new Activated(function, UNBOUNDED, argument);
        }
        Bounded within = bounded.get();
        if (Math.abs(within.factor) == 1) {
            return new Activated(function, within.bound, within.inner.times(within.factor));
        }
        return scaled(function, within.factor)
                .map(scaled -> new Activated(scaled, within.bound, within.inner))
                .orElseGet(() -> new Activated(function, UNBOUNDED, argument));
    }

    /** The activation that equals a function of a scaled argument; empty if ONNX has none. */
    static Optional<OnnxActivation> scaled(OnnxActivation function, double factor) {
        return switch (function.name()) {
            case "Tanh" -> Optional.of(OnnxActivation.of("ScaledTanh", 1, factor));
            case "ScaledTanh" ->
                Optional.of(OnnxActivation.of(
                        "ScaledTanh",
                        function.constants().getFirst(),
                        function.constants().get(1) * factor));
            default -> Optional.empty();
        };
    }

    /** A multiple of a clipped polynomial. */
    private record Bounded(double factor, double bound, Polynomial inner) {}

    private static Optional<Bounded> bounded(Polynomial polynomial) {
        return polynomial
                .onlyTerm()
                .flatMap(term -> term.monomial().atoms().size() == 1
                                && term.monomial().atoms().getFirst()
                                        instanceof Atom.Clipped(double bound, Polynomial inner)
                        ? Optional.of(new Bounded(term.factor(), bound, inner))
                        : Optional.empty());
    }

    /** One minus this, if that is the same function of another argument. */
    Optional<Activated> complement() {
        return function.isMirrored()
                ? Optional.of(new Activated(function, clip, argument.times(-1)))
                : Optional.empty();
    }

    /** Returns whether both have the same function and bounds. */
    boolean isAlike(Activated other) {
        return function.equals(other.function) && clip == other.clip;
    }

    /** The functions that occur as factors in a polynomial's terms, in order. */
    static List<Atom> factors(Polynomial polynomial) {
        return polynomial.terms().stream()
                .flatMap(term -> term.monomial().atoms().stream())
                .filter(atom -> of(Polynomial.of(atom)).isPresent())
                .distinct()
                .toList();
    }
}
