package dev.sluice.export.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportProof;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.importer.OnnxImporter;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keras's convolutions, pooling and windows, against its equations in float64. */
class KerasStepLayersTest {
    private static final int FEATURES = 2;
    private static final int FILTERS = 3;
    private static final int UNITS = 2;

    private static Tensor random(String name, int... sizes) {
        Tensor tensor = Tensor.zeros(sizes);
        CounterRandom random = CounterRandom.of(3, name, 0);
        for (int i = 0; i < tensor.array().length; i++) {
            tensor.array()[i] = 0.6f * random.normal(i);
        }
        return tensor;
    }

    private static StoredModel.Weight weight(String name, int... sizes) {
        return new StoredModel.Weight(name, random(name, sizes));
    }

    private static OnnxModel graph(String layers, Map<String, List<StoredModel.Weight>> weights) {
        String config = "{\"class_name\": \"Sequential\", \"config\": {\"layers\": [" + layers + "]}}";
        StoredModel stored = new StoredModel(Optional.of(config), "3.4.0", StoredModel.Naming.LAYER, weights);
        KerasNotes notes = new KerasNotes();
        return KerasGraph.write(ModelReader.read(stored, config, "model.keras", notes), "model.keras", notes);
    }

    private static Map<String, List<StoredModel.Weight>> weights(int kernel) {
        return Map.of(
                "conv",
                List.of(weight("kernel", kernel, FEATURES, FILTERS), weight("bias", FILTERS)),
                "rnn",
                List.of(weight("w", FILTERS, UNITS), weight("u", UNITS, UNITS), weight("b", UNITS)),
                "dense",
                List.of(weight("d", 5 * UNITS, 1), weight("e", 1)));
    }

    private static String layers(String input, String conv, String after) {
        return "{\"class_name\": \"InputLayer\", \"config\": {\"name\": \"in\", \"batch_shape\": [null, " + input + ", "
                + FEATURES + "]}}, {\"class_name\": \"Conv1D\", \"config\": {\"name\": \"conv\", \"filters\": "
                + FILTERS
                + ", \"activation\": \"relu\", " + conv + "}}, " + after;
    }

    /** A convolution of Keras: padding "same" has its odd step behind. */
    private static double[][] convolved(double[][] x, int size, int stride, int dilation, String padding) {
        int span = dilation * (size - 1);
        int places = padding.equals("valid") ? (x.length - span - 1) / stride + 1 : Math.ceilDiv(x.length, stride);
        int before = switch (padding) {
            case "valid" -> 0;
            case "causal" -> span;
            default -> Math.max(0, (places - 1) * stride + span + 1 - x.length) / 2;
        };
        float[] kernel = random("kernel", size, FEATURES, FILTERS).array();
        float[] bias = random("bias", FILTERS).array();
        double[][] y = new double[places][FILTERS];
        for (int t = 0; t < places; t++) {
            for (int n = 0; n < FILTERS; n++) {
                double sum = bias[n];
                for (int k = 0; k < size; k++) {
                    int at = t * stride + k * dilation - before;
                    for (int c = 0; c < FEATURES && at >= 0 && at < x.length; c++) {
                        sum += x[at][c] * kernel[(k * FEATURES + c) * FILTERS + n];
                    }
                }
                y[t][n] = Math.max(0, sum);
            }
        }
        return y;
    }

    private static double[][] pooled(double[][] x, int size, int stride, boolean mean) {
        double[][] y = new double[(x.length - size) / stride + 1][FILTERS];
        for (int t = 0; t < y.length; t++) {
            for (int n = 0; n < FILTERS; n++) {
                double most = Double.NEGATIVE_INFINITY;
                double sum = 0;
                for (int k = 0; k < size; k++) {
                    most = Math.max(most, x[t * stride + k][n]);
                    sum += x[t * stride + k][n];
                }
                y[t][n] = mean ? sum / size : most;
            }
        }
        return y;
    }

    private static double[][] recurrent(double[][] x) {
        float[] w = random("w", FILTERS, UNITS).array();
        float[] u = random("u", UNITS, UNITS).array();
        float[] b = random("b", UNITS).array();
        double[][] h = new double[x.length + 1][UNITS];
        for (int t = 0; t < x.length; t++) {
            for (int j = 0; j < UNITS; j++) {
                double sum = b[j];
                for (int i = 0; i < FILTERS; i++) {
                    sum += x[t][i] * w[i * UNITS + j];
                }
                for (int i = 0; i < UNITS; i++) {
                    sum += h[t][i] * u[i * UNITS + j];
                }
                h[t + 1][j] = Math.tanh(sum);
            }
        }
        return h;
    }

    private static double[][] input(int steps) {
        float[] numbers = random("x", steps, FEATURES).array();
        double[][] x = new double[steps][FEATURES];
        for (int i = 0; i < numbers.length; i++) {
            x[i / FEATURES][i % FEATURES] = numbers[i];
        }
        return x;
    }

    private static float[] run(OnnxModel model, int steps) {
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(model)) {
            OnnxArray x = OnnxArray.floats(random("x", steps, FEATURES).array(), 1, steps, FEATURES);
            return Objects.requireNonNull(session.run(Map.of("in", x)).get("outputs"))
                    .toFloats();
        }
    }

    @ParameterizedTest(name = "kernel {0}, stride {1}, dilation {2}, {3}, {4} steps, pooling {5}")
    @CsvSource({
        "3, 1, 1, valid, 9, none",
        "3, 2, 1, same, 9, none",
        "3, 2, 1, same, 8, max",
        "4, 3, 1, same, 11, none",
        "3, 1, 2, causal, 7, mean",
        "2, 2, 1, valid, 9, max"
    })
    void write_convolutionAndPooling_computesKerassEquations(
            int size, int stride, int dilation, String padding, int steps, String pool) {
        String pooling = switch (pool) {
            case "max" -> "{\"class_name\": \"MaxPooling1D\", \"config\": {\"name\": \"p\", \"pool_size\": [2]}}, ";
            case "mean" ->
                "{\"class_name\": \"AveragePooling1D\", \"config\": {\"name\": \"p\", \"pool_size\": 3, \"strides\": 2}}, ";
            default -> "";
        };
        OnnxModel model = graph(
                layers(
                        "null",
                        "\"kernel_size\": [" + size + "], \"strides\": [" + stride + "], \"dilation_rate\": " + dilation
                                + ", \"padding\": \"" + padding + "\"",
                        pooling + "{\"class_name\": \"SimpleRNN\", \"config\": {\"name\": \"rnn\", \"units\": 2,"
                                + " \"activation\": \"tanh\"}}"),
                weights(size));

        double[][] y = convolved(input(steps), size, stride, dilation, padding);
        double[][] read = switch (pool) {
            case "max" -> pooled(y, 2, 2, false);
            case "mean" -> pooled(y, 3, 2, true);
            default -> y;
        };
        double[] last = recurrent(read)[read.length];
        float[] actual = run(model, steps);
        assertThat((double) actual[0]).isCloseTo(last[0], within(1e-6));
        assertThat((double) actual[1]).isCloseTo(last[1], within(1e-6));
        ImportProof proof = OnnxImporter.of(model, "model.keras", List.of()).prove();
        assertThat(proof.passed()).as(proof.json()).isTrue();
    }

    @Test
    void write_flattenOverAWindow_computesKerassEquations() {
        OnnxModel model = graph(
                layers(
                        "9",
                        "\"kernel_size\": [3], \"strides\": [2], \"padding\": \"same\"",
                        "{\"class_name\": \"SimpleRNN\", \"config\": {\"name\": \"rnn\", \"units\": 2, \"activation\":"
                                + " \"tanh\", \"return_sequences\": true}}, {\"class_name\": \"Flatten\", \"config\":"
                                + " {\"name\": \"flat\"}}, {\"class_name\": \"Dense\", \"config\": {\"name\": \"dense\","
                                + " \"units\": 1}}"),
                weights(3));

        double[][] h = recurrent(convolved(input(9), 3, 2, 1, "same"));
        double expected = random("e", 1).array()[0];
        float[] d = random("d", 5 * UNITS, 1).array();
        for (int i = 0; i < d.length; i++) {
            expected += h[1 + i / UNITS][i % UNITS] * d[i];
        }
        assertThat((double) run(model, 9)[0]).isCloseTo(expected, within(1e-6));
        ImportProof proof = OnnxImporter.of(model, "model.keras", List.of()).prove();
        assertThat(proof.passed()).as(proof.json()).isTrue();
    }

    @Test
    void write_flattenOverAnyNumberOfSteps_isRefusedWithTheRemedy() {
        assertThatThrownBy(() -> graph(
                        layers(
                                "null",
                                "\"kernel_size\": [3]",
                                "{\"class_name\": \"SimpleRNN\", \"config\": {\"name\": \"rnn\", \"units\": 2,"
                                        + " \"return_sequences\": true}}, {\"class_name\": \"Flatten\", \"config\": {\"name\":"
                                        + " \"flat\"}}"),
                        weights(3)))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("save the model with an input of fixed length");
    }
}
