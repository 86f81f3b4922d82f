package dev.sluice.core.data;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.DoubleStream;

/** The mean of numbers by an {@link ExactSum}: the same in any order. Not safe for several threads. */
public final class ExactMean implements Serializable {
    private static final long serialVersionUID = 1L;
    /** More digits than float64 has, twice over. */
    static final MathContext DIGITS = new MathContext(40);

    private final ExactSum sum = new ExactSum();
    private long count;

    private ExactMean() {}

    /** That of some numbers. */
    public static ExactMean of(DoubleStream numbers) {
        ExactMean mean = new ExactMean();
        numbers.forEach(number -> {
            mean.sum.add(number);
            mean.count++;
        });
        return mean;
    }

    /** Both together, as the first. */
    public static ExactMean join(ExactMean first, ExactMean second) {
        first.sum.add(second.sum);
        first.count += second.count;
        return first;
    }

    /** The mean; 0 of no numbers. */
    public double value() {
        if (count == 0) {
            return 0;
        }
        return sum.isFinite()
                ? sum.exact().divide(BigDecimal.valueOf(count), DIGITS).doubleValue()
                : sum.value();
    }
}
