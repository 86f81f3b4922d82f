package dev.sluice.bench.work;

import dev.sluice.bench.measure.Side;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.forecast.ForecastConfig;
import dev.sluice.core.data.forecast.ForecastData;
import dev.sluice.core.data.split.Dividing;
import dev.sluice.core.data.split.SplitConfig;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.List;
import java.util.Objects;

/**
 * Making a window at every step of a series.
 *
 * @param rows of the series
 */
record WindowsWork(int rows) implements Work {
    private static final int WINDOW = 96;
    private static final int HORIZON = 24;

    @Override
    public Group group() {
        return Group.DATA;
    }

    @Override
    public List<String> labels() {
        return List.of("a window of " + WINDOW + " at each step", SeriesFile.count(rows));
    }

    @Override
    public double operations() {
        return 0;
    }

    @Override
    public double bytes() {
        return (double) (rows - WINDOW - HORIZON + 1) * WINDOW * SeriesFile.COLUMNS.size() * Double.BYTES;
    }

    @Override
    public double memory() {
        try (SeriesFile file = SeriesFile.write(SeriesFile.Digits.THREE_DECIMALS, rows)) {
            double before = SeriesFile.used();
            List<Example> held = windows(file.load());
            double after = SeriesFile.used();
            Objects.requireNonNull(held);
            return (after - before) / file.float32();
        }
    }

    private static List<Example> windows(List<Example> series) {
        return ForecastData.of(ForecastConfig.of(WINDOW, HORIZON), series.getFirst(), ColumnNames.none())
                .windows(new SplitConfig(SplitConfig.By.TIME, 0, 0).divide(series, Dividing.usual()))
                .training();
    }

    @Override
    public Side ours(int threads) {
        SeriesFile file = SeriesFile.write(SeriesFile.Digits.THREE_DECIMALS, rows);
        List<Example> windows = windows(file.load());
        float[] sum = new float[1];
        return new Side() {
            @Override
            public void run() {
                sum[0] = 0;
                for (Example window : windows) {
                    double[] numbers = SeriesFile.values(window).array();
                    sum[0] += (float) numbers[numbers.length - 1];
                }
            }

            @Override
            public Tensors results() {
                return Tensors.of("sum", Tensor.scalar(sum[0]));
            }

            @Override
            public void close() {
                file.close();
            }
        };
    }
}
