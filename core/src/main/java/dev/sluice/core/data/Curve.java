package dev.sluice.core.data;

import org.apiguardian.api.API;

/** An increasing function that makes skewed numbers more bell-shaped before they are scaled, and its inverse. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface Curve {
    /** Leaves numbers as they are. */
    Curve LINE = new Line();

    /** The value for a number. */
    double apply(double x);

    /** The number for a value. */
    double undo(double z);

    /** The curve that changes nothing. */
    record Line() implements Curve {
        @Override
        public double apply(double x) {
            return x;
        }

        @Override
        public double undo(double z) {
            return z;
        }
    }

    /**
     * A power of the shifted number (Box and Cox, 1964): {@code f(u) = (u^λ - 1) / λ} with {@code u = x + shift}, the logarithm for λ = 0.
     * Below {@code low} and above {@code high} it continues as a straight line, so that every number has a value and every value a number.
     *
     * @param lambda the power; 0 for the logarithm
     * @param shift makes numbers positive
     * @param low above 0
     * @param high at least low
     */
    record Power(double lambda, double shift, double low, double high) implements Curve {
        /** Checks the bounds. */
        public Power {
            if (!(low > 0
                    && high >= low
                    && Double.isFinite(high)
                    && Double.isFinite(shift)
                    && Double.isFinite(lambda))) {
                throw new IllegalArgumentException("a power needs 0 < low <= high and finite numbers, but has " + low
                        + ", " + high + ", power " + lambda + " and shift " + shift);
            }
        }

        @Override
        public double apply(double x) {
            double u = x + shift;
            double within = Math.max(low, Math.min(high, u));
            return bent(within) + (u - within) * slope(within);
        }

        @Override
        public double undo(double z) {
            double within = Math.max(bent(low), Math.min(bent(high), z));
            double u = lambda == 0 ? StrictMath.exp(within) : StrictMath.pow(lambda * within + 1, 1 / lambda);
            return u + (z - within) / slope(u) - shift;
        }

        private double bent(double u) {
            return lambda == 0 ? StrictMath.log(u) : (StrictMath.pow(u, lambda) - 1) / lambda;
        }

        private double slope(double u) {
            return StrictMath.pow(u, lambda - 1);
        }
    }

    /**
     * A power for numbers of either sign (Yeo and Johnson, 2000): {@code s((|x| + 1)^μ - 1) / μ} with the sign {@code s} of x and
     * {@code μ = λ} for x of at least 0, {@code 2 - λ} below.
     *
     * @param lambda above 0 and below 2
     */
    record YeoJohnson(double lambda) implements Curve {
        /** Checks the power. */
        public YeoJohnson {
            if (!(lambda > 0 && lambda < 2)) {
                throw new IllegalArgumentException("the power must be above 0 and below 2, but is " + lambda);
            }
        }

        @Override
        public double apply(double x) {
            double power = x >= 0 ? lambda : 2 - lambda;
            return Math.signum(x) * (StrictMath.pow(Math.abs(x) + 1, power) - 1) / power;
        }

        @Override
        public double undo(double z) {
            double power = z >= 0 ? lambda : 2 - lambda;
            return Math.signum(z) * (StrictMath.pow(Math.abs(z) * power + 1, 1 / power) - 1);
        }
    }
}
