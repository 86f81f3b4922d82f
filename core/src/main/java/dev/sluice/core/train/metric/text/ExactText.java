package dev.sluice.core.train.metric.text;

/** The share of texts that are right as a whole. */
public final class ExactText implements TextMetric {
    /** A metric. */
    public ExactText() {}

    @Override
    public Count start() {
        return new Count() {
            private long right;
            private long all;

            @Override
            public void add(String written, String reference) {
                right += written.equals(reference) ? 1 : 0;
                all++;
            }

            @Override
            public double value() {
                return all == 0 ? Double.NaN : (double) right / all;
            }
        };
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }
}
