package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The average precision, the area under the curve of precision over recall without interpolation, of each class against the others; the
 * mean over the classes that occur. Of two classes that exclude each other, and of a single column: that of the first. It tells more than
 * the area under the ROC curve where positives are rare.
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
            boolean ofTwo = !columns.independent() && outputs.columns() == 2;
            if (rankings.isEmpty()) {
                rankings = IntStream.range(0, ofTwo ? 1 : outputs.columns())
                        .mapToObj(c -> new Ranking())
                        .toList();
            }
            RightClasses right = RightClasses.of(outputs, targets);
            for (int row = 0; row < outputs.rows(); row++) {
                if (ofTwo) {
                    rankings.getFirst().add(outputs.get(row, 0) - outputs.get(row, 1), right.holds(row, 0));
                } else {
                    double[] scores = columns.independent()
                            ? outputs.rows(row, row + 1).array()
                            : Probabilities.of(outputs, row, false);
                    for (int c = 0; c < rankings.size(); c++) {
                        rankings.get(c).add(scores[c], right.holds(row, c));
                    }
                }
            }
        }

        private double precision(int column) {
            return rankings.get(column).averagePrecision();
        }

        @Override
        public double value() {
            return Means.of(rankings.size(), this::precision);
        }

        @Override
        public Map<String, Double> byClass() {
            List<String> names = rankings.size() == 1 ? List.of() : columns.names();
            return Means.byClass(names, rankings.size(), this::precision);
        }
    }
}
