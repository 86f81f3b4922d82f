package dev.sluice.export.recognition;

import java.util.ArrayList;
import java.util.List;

/**
 * A product of a gate and something else.
 *
 * @param gate an activation of one polynomial, or one minus it
 * @param factor the gated polynomial
 */
record Gated(Polynomial gate, Polynomial factor) {
    /** All readings of a polynomial as such a product. */
    static List<Gated> of(Polynomial product) {
        List<Gated> readings = new ArrayList<>();
        for (Atom atom : Activated.factors(product)) {
            Polynomial gate = Polynomial.of(atom);
            Polynomial rest = product.without(atom);
            Polynomial factor = product.coefficient(atom);
            if (rest.isZero()) {
                readings.add(new Gated(gate, factor));
            } else if (rest.plus(factor).isZero()) {
                readings.add(new Gated(Polynomial.constant(1).minus(gate), rest));
            }
        }
        return readings;
    }
}
