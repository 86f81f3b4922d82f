package dev.sluice.cli;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A trained network of one GRU and a linear head, computed again in float64 from the files of its run alone. */
final class Float64Gru {
    private final double[][] inputWeights;
    private final double[][] recurrentWeights;
    private final double[] inputBias;
    private final double[] recurrentBias;
    private final double[][] headWeights;
    private final double[] headBias;
    private final JsonNode contract;

    private Float64Gru(Safetensors file, JsonNode contract) {
        inputWeights = rows(file, "encoder.weight_ih_l0");
        recurrentWeights = rows(file, "encoder.weight_hh_l0");
        inputBias = rows(file, "encoder.bias_ih_l0")[0];
        recurrentBias = rows(file, "encoder.bias_hh_l0")[0];
        headWeights = rows(file, "head.0.weight");
        headBias = rows(file, "head.0.bias")[0];
        this.contract = contract;
    }

    static Float64Gru of(Run run) throws IOException {
        return new Float64Gru(
                Safetensors.read(run.path().resolve("best.safetensors")),
                JsonMapper.shared().readTree(Files.readString(run.path().resolve("model.json"))));
    }

    private static double[][] rows(Safetensors file, String name) {
        Tensor tensor = file.tensors().get(name);
        int columns = tensor.shape().size(tensor.shape().rank() - 1);
        return IntStream.range(0, tensor.array().length / columns)
                .mapToObj(row -> IntStream.range(0, columns)
                        .mapToDouble(column -> tensor.array()[row * columns + column])
                        .toArray())
                .toArray(double[][]::new);
    }

    /** The head's outputs after each step of measured numbers, {@code [T][F]}: scores, or standardized numbers. */
    double[][] outputs(double[][] measured) {
        JsonNode scaler = contract.get("inputs").get("features");
        int hidden = recurrentWeights[0].length;
        double[] h = new double[hidden];
        double[][] outputs = new double[measured.length][];
        for (int t = 0; t < measured.length; t++) {
            double[] x = measured[t].clone();
            for (int f = 0; f < x.length; f++) {
                x[f] = (x[f] - scaler.get("mean").get(f).asDouble())
                        / scaler.get("deviation").get(f).asDouble();
            }
            double[] in = affine(inputWeights, x, inputBias);
            double[] back = affine(recurrentWeights, h, recurrentBias);
            double[] next = new double[hidden];
            for (int i = 0; i < hidden; i++) {
                double r = sigmoid(in[i] + back[i]);
                double z = sigmoid(in[hidden + i] + back[hidden + i]);
                double n = Math.tanh(in[2 * hidden + i] + r * back[2 * hidden + i]);
                next[i] = (1 - z) * n + z * h[i];
            }
            h = next;
            outputs[t] = affine(headWeights, h, headBias);
        }
        return outputs;
    }

    /** A standardized output in the units of the data; the deviation alone for a difference. */
    double measured(double output) {
        JsonNode scaler = target();
        return output * deviation() + scaler.get("mean").get(0).asDouble();
    }

    double deviation() {
        return target().get("deviation").get(0).asDouble();
    }

    private JsonNode target() {
        JsonNode target = contract.get("targets").get("outputs");
        return target.has("each") ? target.get("each") : target;
    }

    List<String> labels() {
        return target().get("labels").valueStream().map(JsonNode::asString).toList();
    }

    private static double[] affine(double[][] weights, double[] x, double[] bias) {
        double[] y = new double[weights.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = bias[i];
            for (int j = 0; j < x.length; j++) {
                y[i] += weights[i][j] * x[j];
            }
        }
        return y;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
