package dev.sluice.core.data;

import dev.sluice.core.tensor.Matrix;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Fits a scaler whose columns are scaled in ways of their own. */
final class ScalerFit {
    private final Pieces pieces;
    private final Matrices matrices;

    /** A fit to the matrices of some examples. */
    ScalerFit(Pieces pieces, Matrices matrices) {
        this.pieces = pieces;
        this.matrices = matrices;
    }

    /** The matrices of some examples, each {@code [T, F]}. */
    @FunctionalInterface
    interface Matrices extends Serializable {
        /** The matrices, in any order. */
        Stream<Matrix> of(List<Example> piece);
    }

    /**
     * The scaler.
     *
     * @param columns one way for each of {@code F}
     */
    Scaler of(List<ColumnScaling> columns) {
        Scaler usual = usual(columns.size());
        if (columns.stream().allMatch(ColumnScaling.USUAL::equals)) {
            return usual;
        }
        List<Double> centers = new ArrayList<>();
        List<Double> sizes = new ArrayList<>();
        List<Curve> curves = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c).equals(ColumnScaling.USUAL)) {
                centers.add(usual.mean().get(c));
                sizes.add(usual.deviation().get(c));
                curves.add(Curve.LINE);
                continue;
            }
            ColumnNumbers column = column(c);
            NumberCounts counts = column.counts();
            Curve curve = counts.classes() == 0
                    ? Curve.LINE
                    : new CurveFit(counts, column.at(0, counts), column.at(counts.count() - 1, counts))
                            .of(columns.get(c).curve());
            curves.add(curve);
            center(column, counts, curve, columns.get(c).scale(), centers, sizes);
        }
        return new Scaler(centers, sizes, curves);
    }

    private Scaler usual(int features) {
        Matrices here = matrices;
        return Scaler.fit(pieces.ask(
                        piece -> {
                            ColumnMoments moments = new ColumnMoments(features);
                            here.of(piece).forEach(moments::add);
                            return moments;
                        },
                        ColumnMoments::join)
                .statistics());
    }

    private ColumnNumbers column(int column) {
        Matrices here = matrices;
        return new ColumnNumbers(
                pieces,
                piece -> here.of(piece)
                        .flatMapToDouble(
                                each -> IntStream.range(0, each.rows()).mapToDouble(t -> each.get(t, column))));
    }

    /** Modified: centers and sizes, to which one is added. */
    private static void center(
            ColumnNumbers column,
            NumberCounts counts,
            Curve curve,
            ColumnScaling.Scale scale,
            List<Double> centers,
            List<Double> sizes) {
        double center = 0;
        double size = 1;
        long last = counts.count() - 1;
        if (last >= 0) {
            switch (scale) {
                case STANDARD -> {
                    center = counts.mean(curve::apply);
                    double mean = center;
                    double spread = Math.sqrt(counts.mean(x -> {
                        double off = curve.apply(x) - mean;
                        return off * off;
                    }));
                    size = spread > Scaler.ROUNDING * Math.abs(center) ? spread : 0;
                }
                case MIN_MAX -> {
                    center = curve.apply(column.at(0, counts));
                    size = curve.apply(column.at(last, counts)) - center;
                }
                case ROBUST -> {
                    center = quantile(column, counts, curve, 0.5);
                    size = quantile(column, counts, curve, 0.75) - quantile(column, counts, curve, 0.25);
                }
                case NONE -> {}
            }
        }
        centers.add(center);
        // A column that never changes, or hardly ever, is left in its unit.
        sizes.add(size > 0 ? size : Math.max(1, Math.abs(center)));
    }

    private static double quantile(ColumnNumbers column, NumberCounts counts, Curve curve, double share) {
        double place = share * (counts.count() - 1);
        long below = (long) place;
        long above = Math.min(counts.count() - 1, below + 1);
        double low = curve.apply(column.at(below, counts));
        return low + (place - below) * (curve.apply(column.at(above, counts)) - low);
    }
}
