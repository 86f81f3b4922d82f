package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.data.text.WordVectors;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.plugin.PluginException;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Vectors of words from the folder of a run: the rows that its model learned for the text that it reads. */
record RunVectors(Path folder, Registry registry) {
    private static final String KEY = "embedding.vectors";

    /** The words that the run's model knows, the most frequent first. */
    List<String> words() throws IOException {
        try {
            DataContract contract = TrainedModels.contract(new Run(folder), PluginTokenizers.of(registry));
            return text(contract).getValue().vocabulary().symbols();
        } catch (RunException | PluginException e) {
            throw new ConfigException(KEY + ": " + e.getMessage());
        }
    }

    /**
     * The rows of the run's table.
     *
     * @param size features of each
     * @throws ConfigException if the run has no such table
     */
    WordVectors vectors(int size, RunObserver observer) throws IOException {
        TrainedModel model = model(observer);
        Map.Entry<String, InputEncoding.Text> text = text(model.contract());
        Tensor table = table(model, text.getKey());
        int found = table.shape().size(1);
        if (found != size) {
            throw new ConfigException(KEY + ": the rows of the run " + folder.getFileName() + " have " + found
                    + " features, but embedding.size is " + size + "; take size: " + found);
        }
        Vocabulary vocabulary = text.getValue().vocabulary();
        Map<String, float[]> rows = new LinkedHashMap<>();
        for (String symbol : vocabulary.symbols()) {
            int from = vocabulary.id(symbol) * size;
            rows.put(symbol, Arrays.copyOfRange(table.array(), from, from + size));
        }
        return WordVectors.of(rows);
    }

    private TrainedModel model(RunObserver observer) throws IOException {
        try {
            return TrainedModels.load(new Run(folder), registry, observer);
        } catch (RunException | PluginException e) {
            throw new ConfigException(KEY + ": " + e.getMessage());
        }
    }

    /** The only text that the model reads. */
    private Map.Entry<String, InputEncoding.Text> text(DataContract contract) {
        Map<String, InputEncoding.Text> texts = new LinkedHashMap<>();
        contract.inputs().forEach((name, input) -> {
            if (input instanceof InputEncoding.Text text) {
                texts.put(name, text);
            }
        });
        if (texts.size() != 1) {
            throw new ConfigException(KEY + ": takes the rows of a model that reads one text, but that of the run "
                    + folder.getFileName() + " reads "
                    + (texts.isEmpty() ? "none" : texts.size() + ": " + String.join(", ", texts.keySet()))
                    + "; name another run");
        }
        return texts.entrySet().iterator().next();
    }

    private Tensor table(TrainedModel model, String input) {
        Optional<Tensor> table = model.parameters()
                .find("embedding.weight")
                .or(() -> model.parameters().find("embedding." + input + ".weight"));
        return table.orElseThrow(() -> new ConfigException(KEY + ": the model of the run " + folder.getFileName()
                + " has no table of its own for its text (an ensemble, encoders of their own, or an imported file);"
                + " name another run"));
    }
}
