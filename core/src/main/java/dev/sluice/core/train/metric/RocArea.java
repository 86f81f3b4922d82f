package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The area under the ROC curve of two classes: how likely an example of the first class gets a higher score for it than an
 * example of the second; equal scores count half. It is the same with the classes exchanged. With a single column: of those whose target is 1. Where several classes may hold:
 * of each class, those for which it holds against the others, and the mean over the classes for which there are both.
 */
public final class RocArea implements Metric {
    private final Columns columns;

    /** Of two classes that exclude each other. */
    public RocArea() {
        this(Columns.UNKNOWN);
    }

    private RocArea(Columns columns) {
        this.columns = columns;
    }

    @Override
    public Metric forTarget(TargetEncoding target) {
        return new RocArea(Columns.of(target));
    }

    @Override
    public Count start() {
        return columns.independent() ? new ByClass(columns.names()) : new OfTwo();
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    private static final class OfTwo implements Count {
        private final Ranking ranking = new Ranking();

        @Override
        public void add(Matrix outputs, Matrix targets) {
            int columns = outputs.columns();
            if (columns > 2) {
                throw new IllegalArgumentException(
                        "roc-auc compares two classes, but there are " + columns + "; take accuracy or f1-macro");
            }
            RightClasses right = RightClasses.of(outputs, targets);
            for (int row = 0; row < outputs.rows(); row++) {
                double second = columns == 2 ? outputs.get(row, 1) : 0;
                ranking.add(outputs.get(row, 0) - second, right.share(row, 0) > 0.5);
            }
        }

        @Override
        public double value() {
            return ranking.area();
        }
    }

    private static final class ByClass implements Count {
        private final List<String> names;
        private List<Ranking> rankings = List.of();

        ByClass(List<String> names) {
            this.names = names;
        }

        @Override
        public void add(Matrix outputs, Matrix targets) {
            if (rankings.isEmpty()) {
                rankings = IntStream.range(0, outputs.columns())
                        .mapToObj(c -> new Ranking())
                        .toList();
            }
            for (int row = 0; row < outputs.rows(); row++) {
                for (int c = 0; c < outputs.columns(); c++) {
                    rankings.get(c).add(outputs.get(row, c), targets.get(row, c) > 0.5);
                }
            }
        }

        private double area(int column) {
            return rankings.get(column).area();
        }

        @Override
        public double value() {
            return Means.of(rankings.size(), this::area);
        }

        @Override
        public Map<String, Double> byClass() {
            return Means.byClass(names, rankings.size(), this::area);
        }
    }
}
