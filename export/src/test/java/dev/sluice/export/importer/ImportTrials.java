package dev.sluice.export.importer;

import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Input;
import dev.sluice.core.kernel.CounterRandom;
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
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.KnownCells;
import dev.sluice.export.OnnxExporter;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.proof.ProofGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains and exports imported files in tests. */
final class ImportTrials {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 5), 1);

    private ImportTrials() {}

    static ExportReport export(TrainedModel model, Path folder) throws IOException {
        return new OnnxExporter(OnnxOptions.defaults(), GRID).export(model, Validation.none(), folder);
    }

    static Network network(ImportedModel model, String answer, OutputActivation activation) {
        return bare(model, answer, activation).network(Network.Mode.WITH_STATES);
    }

    /** A model whose weights have moved, as after training. */
    static TrainedModel trained(ImportedModel model, String wanted, OutputActivation activation) {
        String answer = wanted.isEmpty() && names(model).contains("mu") ? "mu" : wanted;
        TrainedModel bare = bare(model, answer, activation);
        Network network = bare.network(Network.Mode.WITH_STATES);
        Tensors parameters = Parameters.initialize(network.parameters(), 0);
        network.parameters().stream().filter(ParameterSpec::trained).forEach(spec -> {
            String name = spec.name();
            Tensor value = parameters.get(name);
            CounterRandom random = CounterRandom.of(7, name, 0);
            for (int i = 0; i < value.array().length; i++) {
                value.array()[i] += 0.05f * random.normal(i);
            }
        });
        return new TrainedModel(
                bare.config(),
                bare.imported(),
                bare.inputs(),
                bare.contract(),
                bare.activations(),
                parameters,
                Map.of());
    }

    private static List<String> names(ImportedModel model) {
        return List.copyOf(answers(model).keySet());
    }

    private static TrainedModel bare(ImportedModel model, String answer, OutputActivation activation) {
        ModelConfig plain = ModelConfig.of(EncoderOptions.of(KnownCells.Gru.defaults(), 4));
        ModelConfig config = plain.withImport(
                new ImportOptions("file", ImportOptions.Part.KEEP, answer, ImportOptions.Part.KEEP, List.of()));
        Map<String, InputEncoding> inputs = new LinkedHashMap<>();
        Map<String, String> lengths = new LinkedHashMap<>();
        for (ModelInput input : model.inputs()) {
            lengths.put(input.name(), "lengths");
            inputs.put(
                    input.name(),
                    switch (input) {
                        case ModelInput.Tokens tokens -> text(tokens.vocabulary());
                        case ModelInput.Features features -> new InputEncoding.Series(Scaler.identity(features.size()));
                        case ModelInput.Static fixed ->
                            new InputEncoding.Static(Scaler.identity(fixed.size()), SeriesConfig.Missing.REFUSE);
                        case ModelInput.Category category -> new InputEncoding.Category(category.categories());
                        case ModelInput.Characters spelled ->
                            throw new IllegalStateException(spelled + " are no input of an imported model");
                    });
        }
        ImportedModel.Output first = answers(model).values().iterator().next();
        int size = first.values().shape().fixed(-1);
        TargetEncoding columns = new TargetEncoding.Numbers(size);
        TargetEncoding target = first.values().shape().rank() == 3 ? new TargetEncoding.EveryStep(columns) : columns;
        DataContract contract = new DataContract(inputs, lengths, Map.of("outputs", target), ColumnNames.none());
        return new TrainedModel(
                config,
                Optional.of(model),
                TrainedModel.inputs(contract),
                contract,
                Map.of("outputs", activation),
                Tensors.of(),
                Map.of());
    }

    static Map<String, ImportedModel.Output> answers(ImportedModel model) {
        Map<String, ModelInput> inputs = new LinkedHashMap<>();
        model.inputs().forEach(input -> inputs.put(input.name(), input));
        Expr lengths = Expr.of(new Input("lengths", Dims.of(Dim.BATCH), Input.Kind.LENGTH));
        return model.build(ParameterScope.root(Initialization.defaults()), inputs, lengths, InitialStates.ZEROS)
                .outputs();
    }

    private static InputEncoding text(int size) {
        List<String> symbols = new ArrayList<>();
        for (int i = 2; i < size; i++) {
            symbols.add("s" + i);
        }
        return new InputEncoding.Text(TextConfig.defaults(), Vocabulary.of(symbols));
    }
}
