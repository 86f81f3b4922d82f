package dev.sluice.core.train;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.distribution.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * Split conformal calibration of intervals: by how much they must be wider to hold a share of the numbers of a part that the model
 * was not fitted to (Vovk, Gammerman and Shafer, 2005; for quantiles Romano, Patterson and Candès, <i>Conformalized Quantile
 * Regression</i>, 2019). For each column by itself, such as a step of a forecast:
 *
 * <pre>
 *   score   s = max(low - y, y - high) / unit       how far a number lies outside, below 0 inside
 *   margin  the ⌈(n + 1) level⌉-th smallest of n scores
 * </pre>
 *
 * <p>If numbers to come are exchangeable with those of the part, at least the share {@code level} of them lies between
 * {@code low - margin · unit} and {@code high + margin · unit}, however wrong the model is.
 */
public final class Calibration {
    private final Network network;
    private final DataContract contract;
    private final Map<String, DistributionFamily> families;
    private final int batchSize;
    private final EngineOptions engine;

    /**
     * A calibration of a model.
     *
     * @param network built for inference on whole sequences
     * @param families distributions that heads predict, where they do, by name
     */
    public Calibration(
            Network network,
            DataContract contract,
            Map<String, DistributionFamily> families,
            int batchSize,
            EngineOptions engine) {
        this.network = network;
        this.contract = contract;
        this.families = Map.copyOf(families);
        this.batchSize = batchSize;
        this.engine = engine;
    }

    /** The least number of scores for a level: with fewer, only an endless interval would do. */
    public static int fewest(double level) {
        int count = 1;
        while (place(count, level) > count) {
            count++;
        }
        return count;
    }

    private static int place(int count, double level) {
        // Rounding must not lift (9 + 1) · 0.9 above 9.
        return (int) Math.ceil((count + 1) * level - 1e-9);
    }

    /** The message about a part that is too small. */
    public static String tooFew(int count, double level) {
        return "calibrated intervals at level " + level + " need at least " + fewest(level)
                + " examples in the validation part, but it has " + count
                + "; keep more examples for it in data.split, or take a lower level";
    }

    /**
     * Intervals with margins from a part.
     *
     * @param intervals of the heads to calibrate, by name
     * @throws IllegalArgumentException if the part is too small for the level
     */
    public Map<String, Interval> fit(Tensors parameters, Dataset part, Map<String, Interval> intervals) {
        Map<String, List<float[]>> scores = new LinkedHashMap<>();
        intervals.keySet().forEach(name -> scores.put(name, new ArrayList<>()));
        Map<String, DistributionFamily.Bounds> bounds = new LinkedHashMap<>();
        intervals.forEach((name, interval) -> bounds.put(name, interval.bounds(outputs(name), families.get(name))));
        new BoundsRows(network, bounds, batchSize, engine).each(parameters, part, (name, row) -> {
            float[] outside = new float[row.target().length];
            for (int column = 0; column < outside.length; column++) {
                float target = row.target()[column];
                outside[column] =
                        Math.max(row.low()[column] - target, target - row.high()[column]) / row.unit()[column];
            }
            Objects.requireNonNull(scores.get(name)).add(outside);
        });
        Map<String, Interval> fitted = new LinkedHashMap<>();
        intervals.forEach((name, interval) -> fitted.put(
                name,
                new Interval(interval.level(), margins(Objects.requireNonNull(scores.get(name)), interval.level()))));
        return fitted;
    }

    private static List<Double> margins(List<float[]> scores, double level) {
        if (scores.size() < fewest(level)) {
            throw new IllegalArgumentException(tooFew(scores.size(), level));
        }
        int place = place(scores.size(), level);
        List<Double> margins = new ArrayList<>();
        for (int column = 0; column < scores.getFirst().length; column++) {
            float[] sorted = new float[scores.size()];
            for (int row = 0; row < sorted.length; row++) {
                sorted[row] = scores.get(row)[column];
            }
            Arrays.sort(sorted);
            margins.add((double) sorted[place - 1]);
        }
        return margins;
    }

    /**
     * Figures of intervals on a part before and after calibration.
     *
     * @param calibrated intervals by head
     */
    public Map<String, IntervalFigures> judge(Tensors parameters, Dataset part, Map<String, Interval> calibrated) {
        Map<String, IntervalFigures.Figures> before = figures(
                parameters, part, calibrated, (name, interval) -> interval.bounds(outputs(name), families.get(name)));
        Map<String, IntervalFigures.Figures> after = figures(
                parameters,
                part,
                calibrated,
                (name, interval) ->
                        interval.bounds(outputs(name), families.get(name), Exprs.numbers(interval.margins())));
        Map<String, IntervalFigures> figures = new LinkedHashMap<>();
        calibrated.forEach((name, interval) -> figures.put(
                name,
                new IntervalFigures(
                        interval.level(),
                        Objects.requireNonNull(before.get(name)),
                        Objects.requireNonNull(after.get(name)))));
        return figures;
    }

    private Map<String, IntervalFigures.Figures> figures(
            Tensors parameters,
            Dataset part,
            Map<String, Interval> intervals,
            BiFunction<String, Interval, DistributionFamily.Bounds> of) {
        Map<String, DistributionFamily.Bounds> bounds = new LinkedHashMap<>();
        Map<String, IntervalFigures.Count> counts = new LinkedHashMap<>();
        intervals.forEach((name, interval) -> {
            bounds.put(name, of.apply(name, interval));
            counts.put(name, new IntervalFigures.Count(units(name)));
        });
        new BoundsRows(network, bounds, batchSize, engine)
                .each(
                        parameters,
                        part,
                        (name, row) -> Objects.requireNonNull(counts.get(name)).add(row));
        Map<String, IntervalFigures.Figures> figures = new LinkedHashMap<>();
        counts.forEach((name, count) -> figures.put(name, count.done()));
        return figures;
    }

    private Scaler units(String name) {
        TargetEncoding columns =
                Objects.requireNonNull(contract.targets().get(name)).columns();
        return columns instanceof TargetEncoding.Numeric numbers ? numbers.scaler() : Scaler.identity(columns.size());
    }

    private Expr outputs(String name) {
        return Objects.requireNonNull(network.heads().get(name), name).outputs();
    }
}
