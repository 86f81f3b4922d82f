package dev.sluice.core.experiment;

import dev.sluice.core.baseline.fit.LeastSquares;
import dev.sluice.core.baseline.fit.LinearMap;
import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Batches;
import dev.sluice.core.data.Dataset;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.model.ForecastOptions;
import dev.sluice.core.model.ForecastRegression;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The first weights of a forecast's linear map: least squares over the windows of the training part, with the penalty that is best on the
 * validation part. So training begins where the best linear forecast ends.
 */
final class LinearStart {
    private static final double[] PENALTIES = {1e-6, 1e-4, 1e-3, 1e-2, 1e-1, 1};
    /** The penalty for as many windows as a window has steps, where there is nothing to choose it by; with more it is smaller. */
    private static final double USUAL = 0.1;
    /** Products of the normal equations; with more, windows at equal distances are left out. */
    private static final double BUDGET = 2e10;

    private static final int BATCH = 256;

    private final ForecastRegression regression;
    private final int window;
    private final int variables;
    /** Whether errors are measured in the deviation of each window. */
    private final boolean inWindows;

    private final Plan plan;

    private LinearStart(ForecastRegression regression, int window, int variables, boolean inWindows) {
        this.inWindows = inWindows;
        this.regression = regression;
        this.window = window;
        this.variables = variables;
        plan = Plan.compile(regression.graph(), EngineOptions.defaults());
    }

    /** The start of a model; empty if it has no linear map of a window. */
    static Optional<LinearStart> of(ModelConfig config, PreparedData data, Network network) {
        if (!(data.contract().target() instanceof TargetEncoding.Horizon horizon)
                || network.parameterNames().stream().noneMatch(name -> is(name, ForecastRegression.WEIGHT))) {
            return Optional.empty();
        }
        ForecastRegression regression =
                ForecastRegression.of(config, TrainedModel.inputs(data.contract()), horizon.task());
        return Optional.of(new LinearStart(
                regression,
                horizon.task().window(),
                horizon.task().columns().size(),
                config.forecast().errors() == ForecastOptions.ErrorUnit.WINDOW));
    }

    /**
     * Initial parameters with the least squares of the data.
     *
     * @param initial values by name. Not modified.
     */
    Tensors fitted(PreparedData data, Tensors initial, RunObserver observer) {
        List<LeastSquares> squares = new ArrayList<>();
        for (int map = 0; map < regression.maps(); map++) {
            squares.add(new LeastSquares(window, regression.steps(), 0));
        }
        each(data.training(), (map, x, y, weight) -> squares.get(map).add(x, y, weight));
        double penalty = USUAL * window / data.training().size();
        List<LinearMap> best = maps(squares, penalty);
        if (!data.validation().isEmpty()) {
            double least = Double.POSITIVE_INFINITY;
            for (double candidate : PENALTIES) {
                List<LinearMap> maps = maps(squares, candidate);
                double error = error(maps, data.validation());
                if (error < least) {
                    least = error;
                    best = maps;
                    penalty = candidate;
                }
            }
        }
        observer.note(String.format(
                Locale.ROOT,
                "The linear map of the window is initialized by least squares over the training windows, penalty %.0e",
                penalty));
        Tensor weights = weights(best);
        Tensor constants = constants(best);
        Tensors.Builder fitted = Tensors.builder();
        initial.forEach((name, value) -> fitted.put(
                name,
                is(name, ForecastRegression.WEIGHT) ? weights : is(name, ForecastRegression.BIAS) ? constants : value));
        return fitted.build();
    }

    /** Returns whether a parameter is one of the map's, in the only network or in one of several. */
    private static boolean is(String parameter, String name) {
        return parameter.equals(name) || parameter.endsWith("." + name);
    }

    private static List<LinearMap> maps(List<LeastSquares> squares, double penalty) {
        return squares.stream().map(each -> each.solve(penalty)).toList();
    }

    private double error(List<LinearMap> maps, Dataset data) {
        double[] sum = new double[1];
        each(data, (map, x, y, weight) -> {
            double[] said = maps.get(map).apply(x);
            for (int h = 0; h < said.length; h++) {
                double error = (said[h] - y[h]) * weight;
                sum[0] += error * error;
            }
        });
        return sum[0];
    }

    /** Takes a row of the regression: the inputs and outputs of a map, which are wrong by their error times the weight. */
    private interface Row {
        void take(int map, double[] x, double[] y, double weight);
    }

    private void each(Dataset data, Row row) {
        double products = (double) data.size() * variables * window * (window / 2.0 + regression.steps());
        int distance = (int) Math.max(1, Math.ceil(products / BUDGET));
        Batches batches = Batches.inOrder(data, BATCH);
        int seen = 0;
        for (Batch batch : batches) {
            Tensors values = plan.run(batch.inputs(), RandomKey.NONE);
            Tensor target = batch.targets().values().iterator().next();
            for (int b = 0; b < batch.size(); b++) {
                if (seen++ % distance == 0) {
                    for (int c = 0; c < variables; c++) {
                        row(values, target, b, c, row);
                    }
                }
            }
        }
    }

    private void row(Tensors values, Tensor target, int b, int c, Row row) {
        float[] windows = values.get(ForecastRegression.WINDOW).array();
        float[] base = values.get(ForecastRegression.BASE).array();
        double scale = values.get(ForecastRegression.SCALE).array()[b * variables + c];
        int horizon = base.length / (windows.length / window);
        double[] x = new double[window];
        for (int t = 0; t < window; t++) {
            x[t] = windows[(b * window + t) * variables + c];
        }
        double[] y = new double[regression.steps()];
        for (int h = 0; h < y.length; h++) {
            int at = (b * horizon + h) * variables + c;
            y[h] = ((double) target.array()[at] - base[at]) / scale;
        }
        row.take(regression.maps() == 1 ? 0 : c, x, y, inWindows ? 1 : scale);
    }

    private Tensor weights(List<LinearMap> maps) {
        Tensor weights = Tensor.zeros(maps.size() * regression.steps(), window);
        for (int map = 0; map < maps.size(); map++) {
            double[] own = maps.get(map).weights().array();
            for (int i = 0; i < own.length; i++) {
                weights.array()[map * own.length + i] = (float) own[i];
            }
        }
        return weights;
    }

    private Tensor constants(List<LinearMap> maps) {
        Tensor constants = Tensor.zeros(maps.size() * regression.steps());
        for (int map = 0; map < maps.size(); map++) {
            for (int h = 0; h < regression.steps(); h++) {
                constants.array()[map * regression.steps() + h] =
                        (float) maps.get(map).constant().array()[h];
            }
        }
        return constants;
    }
}
