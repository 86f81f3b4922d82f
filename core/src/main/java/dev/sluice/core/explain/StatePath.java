package dev.sluice.core.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** Principal components of a state over time, by the singular value decomposition of the centered states. */
final class StatePath {
    private static final int MOST_SHARES = 8;

    private StatePath() {}

    /**
     * The path of a state.
     *
     * @param units {@code [units][steps]}
     */
    static Explanation.Path of(String layer, List<List<Double>> units) {
        int steps = units.getFirst().size();
        DMatrixRMaj centered = new DMatrixRMaj(steps, units.size());
        for (int unit = 0; unit < units.size(); unit++) {
            List<Double> values = units.get(unit);
            double mean =
                    values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
            for (int t = 0; t < steps; t++) {
                centered.set(t, unit, values.get(t) - mean);
            }
        }
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(steps, units.size(), true, false, true);
        svd.decompose(centered);
        double[] values = svd.getSingularValues();
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
        double all = Arrays.stream(values).map(value -> value * value).sum();
        List<Double> shares = new ArrayList<>();
        for (int k = 0; k < Math.min(MOST_SHARES, order.length) && all > 0; k++) {
            shares.add(values[order[k]] * values[order[k]] / all);
        }
        DMatrixRMaj u = svd.getU(null, false);
        return new Explanation.Path(layer, component(u, values, order, 0), component(u, values, order, 1), shares);
    }

    /** A component over time. Its sign is free; it is chosen so that the path ends above zero. */
    private static List<Double> component(DMatrixRMaj u, double[] values, Integer[] order, int k) {
        List<Double> path = new ArrayList<>();
        for (int t = 0; t < u.getNumRows(); t++) {
            path.add(k < order.length ? u.get(t, order[k]) * values[order[k]] : 0.0);
        }
        return path.getLast() < 0 ? path.stream().map(value -> -value).toList() : path;
    }
}
