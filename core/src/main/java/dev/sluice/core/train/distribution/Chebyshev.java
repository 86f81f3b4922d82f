package dev.sluice.core.train.distribution;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.function.DoubleUnaryOperator;

/** A smooth function of one number as a sum of Chebyshev polynomials, so that a graph of plain arithmetic can compute it. */
final class Chebyshev {
    /** Enough for single precision where the function is analytic well beyond the interval. */
    private static final int TERMS = 14;

    private final double from;
    private final double to;
    private final double[] factors;

    private Chebyshev(double from, double to, double... factors) {
        this.from = from;
        this.to = to;
        this.factors = factors;
    }

    /** Interpolates a function between two numbers, at neither of which it is asked. */
    static Chebyshev of(DoubleUnaryOperator function, double from, double to) {
        double[] values = new double[TERMS];
        for (int node = 0; node < TERMS; node++) {
            double x = StrictMath.cos(Math.PI * (node + 0.5) / TERMS);
            values[node] = function.applyAsDouble(from + (to - from) * (x + 1) / 2);
        }
        double[] factors = new double[TERMS];
        for (int term = 0; term < TERMS; term++) {
            for (int node = 0; node < TERMS; node++) {
                factors[term] += 2.0 / TERMS * values[node] * StrictMath.cos(Math.PI * term * (node + 0.5) / TERMS);
            }
        }
        factors[0] /= 2;
        return new Chebyshev(from, to, factors);
    }

    /** The sum by Clenshaw's recurrence. */
    Expr at(Expr x) {
        Expr inner = x.mul(2 / (to - from)).add(-(to + from) / (to - from));
        Expr after = Exprs.constant(0);
        Expr next = Exprs.constant(factors[TERMS - 1]);
        for (int term = TERMS - 2; term > 0; term--) {
            Expr here = inner.mul(2).mul(next).sub(after).add(factors[term]);
            after = next;
            next = here;
        }
        return inner.mul(next).sub(after).add(factors[0]);
    }
}
