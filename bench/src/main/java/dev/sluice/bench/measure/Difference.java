package dev.sluice.bench.measure;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;

/** The difference between the results of two sides: a benchmark of different work would say nothing. */
public final class Difference {
    /** Float sums in different orders differ by about 1e-6 of their size; another function by far more than this. */
    public static final double TOLERANCE = 1e-3;

    private Difference() {}

    /**
     * The largest relative distance {@code ‖a - b‖ / ‖b‖} (Euclidean) over all tensors.
     *
     * @param what of the work, for the message
     * @param tolerance the distance that is still the same work
     * @throws UnequalWorkException if names or shapes differ, or the distance is above the tolerance
     */
    public static double check(String what, double tolerance, Tensors ours, Tensors theirs) {
        if (!ours.names().equals(theirs.names())) {
            throw new UnequalWorkException(what + ": both sides must give the same results, but one gives "
                    + ours.names() + ", the other " + theirs.names());
        }
        double worst = 0;
        for (String name : ours.names()) {
            Tensor a = ours.get(name);
            Tensor b = theirs.get(name);
            if (!a.shape().equals(b.shape())) {
                throw new UnequalWorkException(what + ": '" + name + "' must have the same shape on both sides, but is "
                        + a.shape() + " and " + b.shape());
            }
            double distance = distance(a.array(), b.array());
            // Written so that NaN fails, too.
            if (!(distance <= tolerance)) {
                throw new UnequalWorkException(what + ": '" + name + "' must be the same on both sides, but differs by "
                        + distance + " of its size; allowed is " + tolerance);
            }
            worst = Math.max(worst, distance);
        }
        return worst;
    }

    private static double distance(float[] a, float[] b) {
        double apart = 0;
        double size = 0;
        for (int i = 0; i < a.length; i++) {
            apart += (double) (a[i] - b[i]) * (a[i] - b[i]);
            size += (double) b[i] * b[i];
        }
        return apart == 0 ? 0 : Math.sqrt(apart / size);
    }
}
