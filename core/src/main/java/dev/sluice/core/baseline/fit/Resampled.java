package dev.sluice.core.baseline.fit;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Every column of an example's series at the same number of places, by straight lines between its steps, followed by its static
 * numbers.
 *
 * @param steps places from the first step to the last, at least 1
 */
public record Resampled(int steps) implements Features {
    @Override
    public String words() {
        return "series of " + steps + (steps == 1 ? " step" : " steps");
    }

    @Override
    public List<double[]> of(Example example) {
        List<Double> numbers = new ArrayList<>();
        for (Sequence input : example.inputs().values()) {
            if (input instanceof Sequence.Series series) {
                add(series.values(), numbers);
            } else if (input instanceof Sequence.Static fixed) {
                for (double value : fixed.values().array()) {
                    numbers.add(value);
                }
            }
        }
        return List.of(numbers.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private void add(Matrix values, List<Double> numbers) {
        int last = values.rows() - 1;
        for (int place = 0; place < steps; place++) {
            double at = steps == 1 ? last : (double) place * last / (steps - 1);
            int before = (int) at;
            double share = at - before;
            for (int column = 0; column < values.columns(); column++) {
                double here = values.get(before, column);
                double next = share == 0 ? here : values.get(before + 1, column);
                numbers.add(here + share * (next - here));
            }
        }
    }
}
