package dev.sluice.core.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.experiment.Components;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.tensor.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Metrics beside their definitions in NumPy; generate_metric_goldens.py beside the data says how. */
class MetricGoldensTest {
    private static final Registry REGISTRY = Plugins.of(new CorePlugin());

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> cases() throws IOException {
        try (InputStream in = MetricGoldensTest.class.getResourceAsStream("metric-goldens-1.json")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return (List<Map<String, Object>>)
                    Objects.requireNonNull(Json.parse(text).get("cases"));
        }
    }

    @SuppressWarnings("unchecked")
    @TestFactory
    Stream<DynamicTest> figure_ofGoldenCase_isThatOfNumPy() throws IOException {
        return cases().stream().flatMap(golden -> {
            Matrix outputs = matrix(golden.get("outputs"));
            Matrix targets = matrix(golden.get("targets"));
            Map<String, Object> figures = (Map<String, Object>) Objects.requireNonNull(golden.get("figures"));
            return figures.entrySet().stream()
                    .map(figure -> DynamicTest.dynamicTest(
                            golden.get("kind") + " " + outputs + " " + figure.getKey(),
                            () -> check(golden, figure.getKey(), outputs, targets, (Double) figure.getValue())));
        });
    }

    private static void check(Map<String, Object> golden, String name, Matrix outputs, Matrix targets, double figure) {
        Metric metric = Components.withDefaults(REGISTRY.lookup(Metric.class, name), REGISTRY)
                .forTarget(encoding(String.valueOf(golden.get("kind")), outputs.columns()));
        Metric.Count whole = metric.start();
        whole.add(outputs, targets);
        Metric.Count backwards = metric.start();
        for (int row = outputs.rows() - 1; row >= 0; row--) {
            backwards.add(outputs.rows(row, row + 1), targets.rows(row, row + 1));
        }

        assertThat(whole.value()).isCloseTo(figure, within(1e-12));
        assertThat(backwards.value()).isCloseTo(figure, within(1e-12));
    }

    private static TargetEncoding encoding(String kind, int columns) {
        if (kind.equals("numbers")) {
            return new TargetEncoding.Numbers(columns);
        }
        Labels labels = Labels.of(List.of("a", "b", "c", "d").subList(0, columns));
        return new ClassEncoding(
                labels, kind.equals("exclusive") ? ClassEncoding.Form.DISTRIBUTION : ClassEncoding.Form.ZEROS_AND_ONES);
    }

    @SuppressWarnings("unchecked")
    private static Matrix matrix(Object rows) {
        List<List<Number>> numbers = (List<List<Number>>) rows;
        double[] array = numbers.stream()
                .flatMap(List::stream)
                .mapToDouble(Number::doubleValue)
                .toArray();
        return Matrix.wrap(numbers.size(), numbers.getFirst().size(), array);
    }

    @Test
    void exactMatch_sequences_countOnlyWhereAllStepsAreRight() {
        Metric.Count count = new ExactMatch().start();
        Matrix right = Matrix.wrap(2, 2, 1, 0, 0, 1);
        count.addSequence(Matrix.wrap(2, 2, 3, 1, 0, 2), right);
        count.addSequence(Matrix.wrap(2, 2, 3, 1, 2, 0), right);

        assertThat(count.value()).isEqualTo(0.5);
    }

    @Test
    void matthews_oneClassPredicted_isNotDefined() {
        Metric.Count count = new Matthews().start();
        count.add(Matrix.wrap(2, 2, 1, 0, 1, 0), Matrix.wrap(2, 2, 1, 0, 0, 1));

        assertThat(count.value()).isNaN();
    }

    @Test
    void r2_farLevel_keepsItsDigits() {
        Metric.Count count = new Determination().start();
        for (int i = 0; i < 100; i++) {
            double right = 1e9 + i % 2;
            count.add(Matrix.row(right + 0.1), Matrix.row(right));
        }

        assertThat(count.value()).isCloseTo(0.96, within(1e-6));
    }

    @Test
    void smape_outputsThatAreNoNumbers_makeItNone() {
        Metric.Count count = new SymmetricPercentageError().start();
        count.add(Matrix.row(Double.NaN, 1), Matrix.row(1, 1));

        assertThat(count.value()).isNaN();
    }
}
