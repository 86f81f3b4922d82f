package dev.sluice.export;

import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Safetensors;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes {@code model.safetensors}: the weights under PyTorch's names, ready for {@code load_state_dict} of
 * {@code nn.GRU}, {@code nn.LSTM} or {@code nn.RNN}. Other kinds of layers are refused.
 */
public final class SafetensorsExporter implements Exporter {
    /** Name of the file written. */
    public static final String WEIGHTS = "model.safetensors";

    @Override
    public ExportReport export(TrainedModel model, Validation validation, Path folder) throws IOException {
        FiniteWeights.require(model);
        Network network = model.network(Network.Mode.INFERENCE);
        TorchStateDict dict = TorchStateDict.of(network, model.parameters());
        Map<String, String> facts = new LinkedHashMap<>(model.origin());
        facts.put("format", "pt");
        Path file = folder.resolve(WEIGHTS);
        new Safetensors(dict.tensors(), facts).write(file);
        requireSame(dict.tensors(), Safetensors.read(file).tensors());

        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s (%,d kB): %d tensors with PyTorch's names",
                WEIGHTS,
                (Files.size(file) + 999) / 1000,
                dict.tensors().size()));
        lines.addAll(dict.describe());
        return new ExportReport(lines, 0, true);
    }

    private static void requireSame(Tensors meant, Tensors written) {
        boolean same = List.copyOf(meant.names()).equals(List.copyOf(written.names()))
                && meant.names().stream().allMatch(name -> {
                    Tensor one = meant.get(name);
                    Tensor other = written.get(name);
                    return other.shape().equals(one.shape()) && Arrays.equals(other.array(), one.array());
                });
        if (!same) {
            throw new ExportException(
                    "what was written to " + WEIGHTS + " reads back differently; is the disk failing?");
        }
    }
}
