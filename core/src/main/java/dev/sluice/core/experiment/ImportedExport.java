package dev.sluice.core.experiment;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Input;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ImportOptions;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.InitialStates;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a model to export from an imported file, with its own weights and without any data or training. */
public final class ImportedExport {
    private static final Cell NO_CELL = cell -> {
        throw new IllegalStateException("an imported network has layers of its own");
    };

    private ImportedExport() {}

    /**
     * The model: data go in and outputs come out as the file has them, under its names.
     *
     * @throws ExportException if the file lacks what an export needs
     * @throws ImportException if the file has no form as a network
     */
    public static TrainedModel model(ImportedFile file) {
        ImportedModel model = file.model();
        Map<String, InputEncoding> inputs = new LinkedHashMap<>();
        Map<String, String> lengths = new LinkedHashMap<>();
        for (ModelInput input : model.inputs()) {
            lengths.put(input.name(), Network.LENGTHS);
            inputs.put(input.name(), encoding(file, input));
        }
        Map<String, TargetEncoding> targets = new LinkedHashMap<>();
        Map<String, OutputActivation> activations = new LinkedHashMap<>();
        outputs(model).forEach((name, output) -> {
            TargetEncoding columns =
                    new TargetEncoding.Numbers(output.values().shape().fixed(-1));
            boolean everyStep = output.values().shape().rank() > 2;
            targets.put(name, everyStep ? new TargetEncoding.EveryStep(columns) : columns);
            activations.put(name, OutputActivation.NONE);
        });
        if (targets.isEmpty()) {
            throw new ExportException("the file has no output but states, and an export needs an answer");
        }
        DataContract contract = new DataContract(inputs, lengths, targets, ColumnNames.none());
        ModelConfig kept = ModelConfig.of(EncoderOptions.of(NO_CELL, 1))
                .withImport(new ImportOptions("file", ImportOptions.Part.KEEP, "", ImportOptions.Part.KEEP, List.of()));
        TrainedModel bare = new TrainedModel(
                kept, Optional.of(model), TrainedModel.inputs(contract), contract, activations, Tensors.of(), Map.of());
        Tensors weights =
                Parameters.initialize(bare.network(Network.Mode.WITH_STATES).parameters(), 0);
        return new TrainedModel(kept, Optional.of(model), bare.inputs(), contract, activations, weights, Map.of());
    }

    private static InputEncoding encoding(ImportedFile file, ModelInput input) {
        return switch (input) {
            case ModelInput.Features features -> new InputEncoding.Series(Scaler.identity(features.size()));
            case ModelInput.Static fixed ->
                new InputEncoding.Static(Scaler.identity(fixed.size()), SeriesConfig.Missing.REFUSE);
            case ModelInput.Characters characters ->
                throw new ExportException("'" + characters.name() + "' are the characters of tokens, but how they are"
                        + " read is not in the file; export the run that trained it");
            case ModelInput.Category category -> new InputEncoding.Category(category.categories());
            case ModelInput.Tokens tokens -> {
                if (file.symbols().isEmpty()) {
                    throw new ExportException("'" + tokens.name() + "' looks up rows of a table, but which symbols they"
                            + " stand for is not in the file; train on it with data that say so");
                }
                yield new InputEncoding.Text(TextConfig.defaults(), Vocabulary.of(file.symbols()));
            }
        };
    }

    private static Map<String, ImportedModel.Output> outputs(ImportedModel model) {
        Map<String, ModelInput> inputs = new LinkedHashMap<>();
        model.inputs().forEach(input -> inputs.put(input.name(), input));
        Expr lengths = Expr.of(new Input(Network.LENGTHS, Dims.of(Dim.BATCH), Input.Kind.LENGTH));
        return model.build(ParameterScope.root(Initialization.defaults()), inputs, lengths, InitialStates.ZEROS)
                .outputs();
    }
}
