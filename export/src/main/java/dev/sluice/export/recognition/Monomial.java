package dev.sluice.export.recognition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An elementwise product of atoms, ordered by key; an atom may occur several times. The empty product is 1.
 */
record Monomial(List<Atom> atoms, String key) {
    /** The number 1. */
    static final Monomial ONE = of(List.of());

    static Monomial of(List<Atom> atoms) {
        List<Atom> sorted = new ArrayList<>(atoms);
        sorted.sort(Comparator.comparing(Atom::key));
        String key = sorted.stream().map(Atom::key).collect(Collectors.joining("*"));
        return new Monomial(List.copyOf(sorted), TooLargeException.check(key));
    }

    Monomial times(Monomial other) {
        List<Atom> all = new ArrayList<>(atoms);
        all.addAll(other.atoms);
        return of(all);
    }

    /** The number of times an atom occurs as a factor. */
    int degree(Atom atom) {
        return (int) atoms.stream().filter(a -> a.key().equals(atom.key())).count();
    }

    /** This divided by another monomial; empty if it is not divisible. */
    Optional<Monomial> dividedBy(Monomial divisor) {
        Monomial rest = this;
        for (Atom atom : divisor.atoms) {
            if (rest.degree(atom) == 0) {
                return Optional.empty();
            }
            rest = rest.without(atom);
        }
        return Optional.of(rest);
    }

    /** This without one factor. */
    Monomial without(Atom atom) {
        List<Atom> rest = new ArrayList<>(atoms);
        for (int i = 0; i < rest.size(); i++) {
            if (rest.get(i).key().equals(atom.key())) {
                rest.remove(i);
                return of(rest);
            }
        }
        throw new IllegalArgumentException(atom.key() + " is no factor of " + key);
    }
}
