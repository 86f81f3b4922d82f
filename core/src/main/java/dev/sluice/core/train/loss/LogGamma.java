package dev.sluice.core.train.loss;

import static dev.sluice.core.graph.Exprs.log;
import static dev.sluice.core.graph.Exprs.softplus;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;

/**
 * Differences of logarithms of the gamma function. Each logarithm alone is a large number for a large argument, and the
 * difference of two would have no digits left in float32; so they are subtracted term by term in Stirling's series,
 * after the recurrence {@code Γ(x + 1) = x Γ(x)} has brought the arguments to where it converges.
 */
final class LogGamma {
    /** Steps of the recurrence. */
    private static final int STEPS = 6;

    /** Far below any argument that differs from 0, so that {@code log} has a slope there. */
    private static final double TINY = 1e-30;

    private LogGamma() {}

    /** {@code log(1 + x)} for {@code x ≥ 0}, with all its digits where x is small. */
    static Expr log1p(Expr x) {
        return softplus(log(x.add(TINY)));
    }

    /**
     * {@code log Γ(a + ½) - log Γ(a) - ½ log a} for {@code a ≥ 1}, which is small: {@code -1/(8b) + 1/(192b³) - 1/(640b⁵) +
     * 17/(14336b⁷)} for a large b.
     */
    static Expr half(Expr a) {
        Expr ratio = Exprs.constant(1);
        for (int k = 0; k < STEPS; k++) {
            ratio = ratio.mul(a.add(k)).div(a.add(k + 0.5));
        }
        Expr b = a.add(STEPS);
        Expr inverse = Exprs.constant(1).div(b);
        Expr square = inverse.mul(inverse);
        Expr series = inverse.mul(series(square, -1.0 / 8, 1.0 / 192, -1.0 / 640, 17.0 / 14336));
        // ½ log b - ½ log a.
        return log(ratio).add(log1p(Exprs.constant(STEPS).div(a)).mul(0.5)).add(series);
    }

    /**
     * {@code log Γ(y + r) - log Γ(r) - log Γ(y + 1) + y log q} for {@code y ≥ 0}, {@code r > 0} and {@code q > 0}: the logarithm of the
     * number of ways to y failures before success r, each of which has probability q.
     */
    static Expr choose(Expr y, Expr r, Expr q) {
        Expr ways = Exprs.constant(1);
        for (int k = 0; k < STEPS; k++) {
            // Each factor is near 1 where y is large or r is, so that the product stays in range.
            Expr factorial = y.add(k + 1).div(y.add(STEPS + 1));
            ways = ways.mul(r.add(k)).div(y.add(r).add(k)).mul(factorial);
        }
        Expr a = y.add(r).add(STEPS);
        Expr b = r.add(STEPS);
        Expr d = y.add(STEPS + 1);
        return log(ways)
                .add(b.add(-0.5).mul(log1p(y.div(b))))
                .add(y.mul(log(a.div(d).mul(q))))
                .sub(log(d).mul(0.5))
                .add(stirling(a).sub(stirling(b)).sub(stirling(d)))
                .add(STEPS + 1 - GaussianLoss.HALF_LOG_2_PI);
    }

    /** {@code log Γ(x) - (x - ½) log x + x - ½ log 2π}. */
    private static Expr stirling(Expr x) {
        Expr inverse = Exprs.constant(1).div(x);
        return inverse.mul(series(inverse.mul(inverse), 1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680));
    }

    /** A polynomial by Horner's rule. */
    private static Expr series(Expr x, double... factors) {
        Expr sum = Exprs.constant(factors[factors.length - 1]);
        for (int i = factors.length - 2; i >= 0; i--) {
            sum = sum.mul(x).add(factors[i]);
        }
        return sum;
    }
}
