package dev.sluice.core.train.metric;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.Map;

/**
 * The share of right decisions where several classes may hold: one decision for each example and class, which holds where its score is
 * over 0. It is 1 less the Hamming loss.
 */
public final class LabelAccuracy implements Metric {
    private final List<String> names;

    /** Of classes without names. */
    public LabelAccuracy() {
        this(List.of());
    }

    private LabelAccuracy(List<String> names) {
        this.names = names;
    }

    @Override
    public Metric forTarget(TargetEncoding target) {
        Columns columns = Columns.of(target);
        if (!columns.independent()) {
            throw new IllegalArgumentException("label-accuracy judges each class by itself, for losses that let several"
                    + " hold, such as binary-cross-entropy; where they exclude each other take accuracy");
        }
        return new LabelAccuracy(columns.names());
    }

    @Override
    public Count start() {
        return new Count() {
            private final Decisions decisions = new Decisions();

            @Override
            public void add(Matrix outputs, Matrix targets) {
                decisions.add(outputs, targets);
            }

            @Override
            public double value() {
                return Means.of(decisions.columns(), decisions::accuracy);
            }

            @Override
            public Map<String, Double> byClass() {
                return Means.byClass(names, decisions.columns(), decisions::accuracy);
            }
        };
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    @Override
    public boolean judgesDecisions() {
        return true;
    }
}
