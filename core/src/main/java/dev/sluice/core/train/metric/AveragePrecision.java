package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The average precision, the area under the curve of precision over recall without interpolation, of each class against the others; the
 * mean over the classes that occur. Of two classes that exclude each other it is that of the second, the positive one as for thresholds.
 * It tells more than the area under the ROC curve where positives are rare.
 */
public final class AveragePrecision implements Metric {
    private final Columns columns;

    /** Of classes that exclude each other. */
    public AveragePrecision() {
        this(Columns.UNKNOWN);
    }

    private AveragePrecision(Columns columns) {
        this.columns = columns;
    }

    @Override
    public Metric forTarget(TargetEncoding target) {
        return new AveragePrecision(Columns.ofClasses(target, "average-precision"));
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    @Override
    public Count start() {
        return new ByClass(columns);
    }

    private static final class ByClass implements Count {
        private final Columns columns;
        private List<Ranking> rankings = List.of();

        ByClass(Columns columns) {
            this.columns = columns;
        }

        @Override
        public void add(Matrix outputs, Matrix targets) {
            if (rankings.isEmpty()) {
                rankings = IntStream.range(0, outputs.columns())
                        .mapToObj(c -> new Ranking())
                        .toList();
            }
            RightClasses right = RightClasses.of(outputs, targets);
            for (int row = 0; row < outputs.rows(); row++) {
                double[] scores = scores(outputs, row);
                for (int c = 0; c < scores.length; c++) {
                    rankings.get(c).add(scores[c], right.holds(row, c));
                }
            }
        }

        private double[] scores(Matrix outputs, int row) {
            if (columns.independent()) {
                return outputs.rows(row, row + 1).array();
            }
            if (outputs.columns() == 2) {
                // Differences rank as probabilities do, but are not rounded to 0 and 1 at the ends.
                double ahead = outputs.get(row, 1) - outputs.get(row, 0);
                return new double[] {-ahead, ahead};
            }
            return Probabilities.of(outputs, row, false);
        }

        private double precision(int column) {
            return rankings.get(column).averagePrecision();
        }

        @Override
        public double value() {
            return !columns.independent() && rankings.size() == 2
                    ? precision(1)
                    : Means.of(rankings.size(), this::precision);
        }

        @Override
        public Map<String, Double> byClass() {
            return Means.byClass(columns.names(), rankings.size(), this::precision);
        }
    }
}
