package dev.sluice.tuning.gaussian;

import org.jspecify.annotations.Nullable;

/** The acquisition function: the expected improvement at a point, times the probability that it satisfies the constraints. */
final class Acquisition implements CandidateSearch.Promise {
    private final Encoding encoding;
    private final ExpectedImprovement improvement;
    private final @Nullable Feasibility feasibility;

    /**
     * Creates the function.
     *
     * @param feasibility null if no constraint was ever violated
     */
    Acquisition(Encoding encoding, ExpectedImprovement improvement, @Nullable Feasibility feasibility) {
        this.encoding = encoding;
        this.improvement = improvement;
        this.feasibility = feasibility;
    }

    @Override
    public double at(double[] point) {
        double[] features = encoding.encode(point);
        return improvement.at(features) + (feasibility == null ? 0 : feasibility.at(features));
    }

    @Override
    public double at(double[] point, double[] gradient) {
        double[] features = encoding.encode(point);
        double[] byFeature = new double[features.length];
        double value = improvement.at(features, byFeature);
        value += feasibility == null ? 0 : feasibility.at(features, byFeature);
        System.arraycopy(encoding.byPosition(point, byFeature), 0, gradient, 0, gradient.length);
        return value;
    }
}
