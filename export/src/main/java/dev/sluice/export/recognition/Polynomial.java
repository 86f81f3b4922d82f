package dev.sluice.export.recognition;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A sum of elementwise products with numeric factors, expanded and sorted: steps that are equal by the rules of sums and
 * products have equal keys.
 */
final class Polynomial {
    private final SortedMap<String, Term> terms;
    private final String key;

    /** A product and its factor. */
    record Term(Monomial monomial, double factor) {}

    private Polynomial(SortedMap<String, Term> terms) {
        TooLargeException.checkTerms(terms.size());
        this.terms = Collections.unmodifiableSortedMap(terms);
        StringBuilder text = new StringBuilder();
        terms.values()
                .forEach(term -> text.append(term.factor())
                        .append('*')
                        .append(term.monomial().key())
                        .append(' '));
        this.key = TooLargeException.check(text.toString());
    }

    static Polynomial constant(double value) {
        return of(Monomial.ONE, value);
    }

    static Polynomial of(Atom atom) {
        return of(Monomial.of(List.of(atom)), 1);
    }

    static Polynomial of(Monomial monomial, double factor) {
        SortedMap<String, Term> terms = new TreeMap<>();
        put(terms, monomial, factor);
        return new Polynomial(terms);
    }

    Collection<Term> terms() {
        return terms.values();
    }

    String key() {
        return key;
    }

    boolean isZero() {
        return terms.isEmpty();
    }

    boolean same(Polynomial other) {
        return key.equals(other.key);
    }

    Polynomial plus(Polynomial other) {
        SortedMap<String, Term> sum = new TreeMap<>(terms);
        other.terms.values().forEach(term -> put(sum, term.monomial(), term.factor()));
        return new Polynomial(sum);
    }

    Polynomial minus(Polynomial other) {
        return plus(other.times(-1));
    }

    Polynomial times(double factor) {
        SortedMap<String, Term> product = new TreeMap<>();
        terms.values().forEach(term -> put(product, term.monomial(), term.factor() * factor));
        return new Polynomial(product);
    }

    Polynomial times(Polynomial other) {
        TooLargeException.checkTerms((long) terms.size() * other.terms.size());
        SortedMap<String, Term> product = new TreeMap<>();
        for (Term a : terms.values()) {
            for (Term b : other.terms.values()) {
                put(product, a.monomial().times(b.monomial()), a.factor() * b.factor());
            }
        }
        return new Polynomial(product);
    }

    /** The sum of a linear function of each monomial, times its factor. */
    Polynomial map(Function<Monomial, Polynomial> linear) {
        Polynomial sum = constant(0);
        for (Term term : terms.values()) {
            sum = sum.plus(linear.apply(term.monomial()).times(term.factor()));
        }
        return sum;
    }

    /** Returns whether the first factor is negative; this holds for exactly one of a polynomial and its negation. */
    boolean beginsNegative() {
        return !terms.isEmpty() && terms.values().iterator().next().factor() < 0;
    }

    /** The term, if there is only one. */
    Optional<Term> onlyTerm() {
        return terms.size() == 1 ? Optional.of(terms.values().iterator().next()) : Optional.empty();
    }

    /** The term without atoms. */
    Polynomial constantTerm() {
        return constant(constantFactor());
    }

    /** The factor of the term without atoms. */
    double constantFactor() {
        Term term = terms.get(Monomial.ONE.key());
        return term == null ? 0 : term.factor();
    }

    /** The number that gives this polynomial when multiplied by {@code other}; empty if there is none. */
    OptionalDouble multipleOf(Polynomial other) {
        if (isZero() || other.terms.size() != terms.size()) {
            return OptionalDouble.empty();
        }
        Term first = other.terms.get(terms.firstKey());
        if (first == null) {
            return OptionalDouble.empty();
        }
        double factor = terms.values().iterator().next().factor() / first.factor();
        return same(other.times(factor)) ? OptionalDouble.of(factor) : OptionalDouble.empty();
    }

    /** The terms that do not contain an atom. */
    Polynomial without(Atom atom) {
        return select(term -> term.monomial().degree(atom) == 0 ? term : null);
    }

    /**
     * The coefficient of an atom; with {@link #without}, {@code this = without + atom · coefficient} if the atom is never
     * squared.
     */
    Polynomial coefficient(Atom atom) {
        return select(term ->
                term.monomial().degree(atom) > 0 ? new Term(term.monomial().without(atom), term.factor()) : null);
    }

    private interface Selection {
        @Nullable Term apply(Term term);
    }

    private Polynomial select(Selection selection) {
        SortedMap<String, Term> selected = new TreeMap<>();
        for (Term term : terms.values()) {
            Term kept = selection.apply(term);
            if (kept != null) {
                put(selected, kept.monomial(), kept.factor());
            }
        }
        return new Polynomial(selected);
    }

    private static void put(SortedMap<String, Term> terms, Monomial monomial, double factor) {
        Term known = terms.get(monomial.key());
        double sum = (known == null ? 0 : known.factor()) + factor;
        if (sum == 0) {
            terms.remove(monomial.key());
        } else {
            terms.put(monomial.key(), new Term(monomial, sum));
        }
    }

    @Override
    public String toString() {
        return key;
    }
}
