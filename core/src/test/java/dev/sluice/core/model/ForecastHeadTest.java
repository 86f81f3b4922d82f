package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Evaluation;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.reference.FiniteDifferences;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.graph.rewrite.OneStep;
import dev.sluice.core.model.ForecastOptions.Base;
import dev.sluice.core.model.ForecastOptions.ErrorUnit;
import dev.sluice.core.model.ForecastOptions.Linear;
import dev.sluice.core.model.ForecastOptions.Method;
import dev.sluice.core.model.ForecastOptions.Normalize;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForecastHeadTest {
    private static final int WINDOW = 4;
    private static final int HORIZON = 3;
    private static final int STEPS = 4;
    private static final double[] LENGTHS = {4, 2};

    /** Two of three columns are forecast, in another order; the third is known. */
    private static final ForecastTask TASK =
            new ForecastTask(ModelInput.FEATURES, List.of(2, 0), WINDOW, HORIZON, List.of(1));

    private static Network network(ForecastOptions options, Network.Mode mode) {
        ModelConfig config = ModelConfig.of(
                        EncoderOptions.of(TestCells.GATED, 3).withLayers(2))
                .withForecast(options);
        return SequenceModel.build(
                config,
                List.of(new ModelInput.Features(3), new ModelInput.Static("known", HORIZON)),
                HeadSize.points(Map.of(Network.OUTPUTS, TASK.size())),
                new HeadTasks(Map.of(Network.OUTPUTS, TASK), Map.of()),
                mode);
    }

    private static ForecastOptions options(Normalize normalize, Base base, Method method) {
        return new ForecastOptions(normalize, base, base == Base.SEASON ? 3 : 0, Linear.OWN, ErrorUnit.DATA, method);
    }

    private static Map<String, Array64> values(Network network, boolean parametersToo) {
        SplittableRandom random = new SplittableRandom(7);
        Map<String, Array64> values = new LinkedHashMap<>();
        values.put("features", uniform(random, STEPS, 2, 3));
        values.put("known", uniform(random, 2, HORIZON));
        values.put("lengths", new Array64(new int[] {2}, LENGTHS.clone()));
        network.parameters().forEach(spec -> {
            int[] sizes = spec.shape().toArray();
            values.put(spec.name(), parametersToo ? uniform(random, sizes) : Array64.zeros(sizes));
        });
        network.graph()
                .inputs()
                .forEach(input -> values.computeIfAbsent(
                        input.label(), name -> Array64.zeros(input.dims().sizes(Map.of("B", 2, "T", STEPS)))));
        return values;
    }

    private static Array64 uniform(SplittableRandom random, int... sizes) {
        Array64 values = Array64.zeros(sizes);
        Arrays.setAll(values.data(), i -> random.nextDouble(-1, 1));
        return values;
    }

    private static double[] answers(Network network, Map<String, Array64> values) {
        return Objects.requireNonNull(Interpreter.run(network.graph(), values).get(Network.OUTPUTS))
                .data();
    }

    private static double x(Map<String, Array64> values, int row, int step, int variable) {
        return Objects.requireNonNull(values.get("features"))
                .data()[(step * 2 + row) * 3 + TASK.columns().get(variable)];
    }

    @ParameterizedTest
    @EnumSource(Normalize.class)
    void untrained_last_isTheLastValueOfEachRow(Normalize normalize) {
        for (Method method : Method.values()) {
            Network network = network(options(normalize, Base.LAST, method), Network.Mode.INFERENCE);
            Map<String, Array64> values = values(network, false);
            double[] answers = answers(network, values);
            for (int row = 0; row < 2; row++) {
                for (int i = 0; i < TASK.size(); i++) {
                    assertThat(answers[row * TASK.size() + i])
                            .as(method + " " + i)
                            .isEqualTo(x(values, row, (int) LENGTHS[row] - 1, i % 2), within(1e-12));
                }
            }
        }
    }

    @Test
    void untrained_season_isTheValueASeasonAgo() {
        Network network = network(options(Normalize.WINDOW, Base.SEASON, Method.DIRECT), Network.Mode.INFERENCE);
        Map<String, Array64> values = values(network, false);
        double[] answers = answers(network, values);
        for (int h = 0; h < HORIZON; h++) {
            assertThat(answers[h * 2]).isEqualTo(x(values, 0, 4 - 3 + h, 0), within(1e-12));
        }
        // The second row has two steps: what was before them is the mean of the window.
        double mean = (x(values, 1, 0, 1) + x(values, 1, 1, 1)) / 2;
        assertThat(answers[TASK.size() + 1]).isEqualTo(mean, within(1e-12));
        assertThat(answers[TASK.size() + 3]).isEqualTo(x(values, 1, 0, 1), within(1e-12));
    }

    @Test
    void normalized_otherLevelAndScale_givesTheSameForecastInTheirUnits() {
        for (Method method : Method.values()) {
            Network network = network(options(Normalize.WINDOW, Base.LAST, method), Network.Mode.INFERENCE);
            Map<String, Array64> values = values(network, true);
            double[] before = answers(network, values);
            double[] features = Objects.requireNonNull(values.get("features")).data();
            for (int i = 0; i < features.length; i++) {
                features[i] = i % 3 == 1 ? features[i] : features[i] * 5 + 100;
            }
            double[] after = answers(network, values);
            for (int i = 0; i < before.length; i++) {
                assertThat(after[i]).as(method + " " + i).isEqualTo(before[i] * 5 + 100, within(1e-3));
            }
        }
    }

    @Test
    void constantWindow_staysFinite() {
        Network network = network(options(Normalize.WINDOW, Base.LAST, Method.DIRECT), Network.Mode.INFERENCE);
        Map<String, Array64> values = values(network, true);
        Arrays.fill(Objects.requireNonNull(values.get("features")).data(), 3);
        for (double answer : answers(network, values)) {
            assertThat(answer).isEqualTo(3, within(1e-2));
        }
    }

    /** The mean of equal numbers is not quite that number in float32: the network must not see the difference as a signal. */
    @Test
    void constantWindow_hidesTheRoundingOfItsMean() {
        Network network = network(options(Normalize.WINDOW, Base.LAST, Method.DIRECT), Network.Mode.WITH_STATES);
        Map<String, Array64> values = values(network, true);
        int steps = 7;
        Arrays.fill(Objects.requireNonNull(values.get("lengths")).data(), steps);
        Plan plan = Plan.compile(network.graph(), EngineOptions.defaults());
        for (float value = 0.5f; value < 1; value += 0.01f) {
            Array64 features = Array64.zeros(steps, 2, 3);
            Arrays.fill(features.data(), value);
            values.put("features", features);
            Map<String, Array64> reference = Interpreter.run(network.graph(), values);
            plan.run(Array64.toTensors(values), RandomKey.NONE)
                    .forEach((name, tensor) -> assertThat(Array64.of(tensor).data())
                            .as(name)
                            .containsExactly(
                                    Objects.requireNonNull(reference.get(name)).data(), within(1e-3)));
        }
    }

    @Test
    void rowsOfOtherLengths_asIfAlone() {
        for (Method method : Method.values()) {
            Network network = network(options(Normalize.WINDOW, Base.LAST, method), Network.Mode.INFERENCE);
            Map<String, Array64> values = values(network, true);
            double[] before = answers(network, values);
            double[] features = Objects.requireNonNull(values.get("features")).data();
            for (int t = 2; t < STEPS; t++) {
                Arrays.fill(features, (t * 2 + 1) * 3, (t * 2 + 2) * 3, 1e3);
            }
            assertThat(answers(network, values)).as(method.toString()).containsExactly(before, within(1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void gradients_agreeWithDifferencesAndTheEngine(Method method) {
        for (Normalize normalize : Normalize.values()) {
            Network network = network(options(normalize, Base.SEASON, method), Network.Mode.INFERENCE);
            Map<String, Array64> values = values(network, true);
            Map<String, Expr> outputs = new LinkedHashMap<>(network.graph().outputs());
            outputs.put("loss", Expr.of(new SumTo(Dims.SCALAR), Exprs.sigmoid(network.outputs())));
            Graph graph = new Graph(outputs);
            List<String> leaves = network.parameterNames();
            Graph gradients = Gradients.extend(graph, "loss", leaves);
            Map<String, Array64> reference = Interpreter.run(gradients, values);
            for (String leaf : leaves) {
                assertThat(Objects.requireNonNull(reference.get("grad." + leaf)).data())
                        .as(normalize + " " + leaf)
                        .containsExactly(
                                FiniteDifferences.gradient(graph, "loss", leaf, values, Evaluation.Random.NONE, 1e-5)
                                        .data(),
                                within(1e-7));
            }
            Plan.compile(gradients, EngineOptions.defaults())
                    .run(Array64.toTensors(values), RandomKey.NONE)
                    .forEach((name, tensor) -> assertThat(Array64.of(tensor).data())
                            .as(normalize + " " + name)
                            .containsExactly(
                                    Objects.requireNonNull(reference.get(name)).data(), within(2e-4)));
        }
    }

    /** A network of one step that is given its answer as the next measurement goes on with the forecast that it has made. */
    @Test
    void recursive_ownAnswerAsNextStep_goesOnWithTheForecast() {
        Network network = network(options(Normalize.NONE, Base.LAST, Method.RECURSIVE), Network.Mode.WITH_STATES);
        Map<String, Array64> values = values(network, true);
        Arrays.fill(Objects.requireNonNull(values.get("lengths")).data(), STEPS);
        Map<String, Array64> whole = Interpreter.run(network.graph(), values);
        double[] forecast = Objects.requireNonNull(whole.get(Network.OUTPUTS)).data();
        Array64 known = Objects.requireNonNull(values.get("known"));
        double[] next = new double[6];
        double[] moved = new double[2 * HORIZON];
        for (int row = 0; row < 2; row++) {
            next[row * 3 + 2] = forecast[row * TASK.size()];
            next[row * 3] = forecast[row * TASK.size() + 1];
            next[row * 3 + 1] = known.data()[row * HORIZON];
            System.arraycopy(known.data(), row * HORIZON + 1, moved, row * HORIZON, HORIZON - 1);
        }
        Map<String, Array64> step = new LinkedHashMap<>(values);
        step.put("features", new Array64(new int[] {2, 3}, next));
        step.put("known", new Array64(new int[] {2, HORIZON}, moved));
        network.states()
                .keySet()
                .forEach(name -> step.put("state." + name, Objects.requireNonNull(whole.get("next_state." + name))));
        double[] on = Objects.requireNonNull(
                        Interpreter.run(OneStep.of(network.graph()), step).get(Network.OUTPUTS))
                .data();
        for (int row = 0; row < 2; row++) {
            for (int i = 0; i < TASK.size() - 2; i++) {
                assertThat(on[row * TASK.size() + i])
                        .as(row + " " + i)
                        .isEqualTo(forecast[row * TASK.size() + 2 + i], within(1e-12));
            }
        }
        assertThat(network.states()).containsKey("forecast.window");
    }

    @Test
    void recursive_columnThatIsNeitherForecastNorKnown_isRefused() {
        ModelConfig config = ModelConfig.of(
                        EncoderOptions.of(TestCells.GATED, 3).withDirection(Direction.BIDIRECTIONAL))
                .withForecast(options(Normalize.NONE, Base.LAST, Method.RECURSIVE));
        ForecastTask task = new ForecastTask(ModelInput.FEATURES, List.of(0), WINDOW, HORIZON, List.of());
        assertThatThrownBy(() -> SequenceModel.build(
                        config,
                        List.of(new ModelInput.Features(2)),
                        HeadSize.points(Map.of(Network.OUTPUTS, HORIZON)),
                        new HeadTasks(Map.of(Network.OUTPUTS, task), Map.of()),
                        Network.Mode.TRAINING))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("column 2 is neither forecast nor known")
                .hasMessageContaining("encoder.direction is not forward");
    }

    @Test
    void season_longerThanTheWindow_isRefused() {
        ForecastOptions options =
                new ForecastOptions(Normalize.WINDOW, Base.SEASON, 5, Linear.NONE, ErrorUnit.DATA, Method.DIRECT);
        assertThatThrownBy(() -> network(options, Network.Mode.TRAINING))
                .isInstanceOf(ModelConfigException.class)
                .hasMessageContaining("a season of 5 steps ago needs a window of at least as many");
    }
}
