package dev.sluice.core.data;

import dev.sluice.core.model.DerivedInput;
import dev.sluice.core.tensor.Tensor;

/** Computes the inputs that cells read beside a series. */
final class Derivation {
    private Derivation() {}

    /**
     * The values, {@code [T, F]} or {@code [T, 1]}.
     *
     * @param scale divisor of times
     */
    static Tensor of(DerivedInput derived, Sequence.Series series, double scale) {
        int steps = series.values().rows();
        int features = series.values().columns();
        int size = derived.size(features);
        Tensor out = Tensor.zeros(steps, size);
        double[] since = new double[features];
        for (int t = 0; t < steps; t++) {
            double gap = t == 0 ? 0 : series.time(t) - series.time(t - 1);
            for (int f = 0; f < size; f++) {
                // A time since the last value goes on growing where the step before had none.
                since[f] = gap + (t > 0 && missing(series, t - 1, f) ? since[f] : 0);
                out.array()[t * size + f] = switch (derived) {
                    case MASK -> missing(series, t, f) ? 0 : 1;
                    case DELTA -> (float) (since[f] / scale);
                    case GAP -> (float) (gap / scale);
                    case TIME -> (float) ((series.time(t) - series.time(0)) / scale);
                };
            }
        }
        return out;
    }

    private static boolean missing(Sequence.Series series, int t, int feature) {
        return Double.isNaN(series.values().get(t, feature));
    }
}
