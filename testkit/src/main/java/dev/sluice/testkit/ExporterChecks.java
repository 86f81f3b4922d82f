package dev.sluice.testkit;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.Prediction;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All checks of an exporter and of a predictor that reads its files: what their contracts and {@code sluice plugin check} run. */
public final class ExporterChecks {
    private static final String TEXT = "abba";
    private static final Cell CELL = cell -> {
        Expr h = cell.state("h");
        cell.next("h", Exprs.tanh(cell.linear("h", cell.input(), h)));
    };

    private final Exporter exporter;

    private ExporterChecks(Exporter exporter) {
        this.exporter = exporter;
    }

    /** The checks of an exporter. */
    public static List<Check> of(Exporter exporter) {
        ExporterChecks checks = new ExporterChecks(exporter);
        return List.of(
                new Check("a small model is written and proven", "", checks::modelIsProven),
                new Check("the model is only read", "", checks::modelIsOnlyRead),
                new Check("written twice it is the same bytes", "", checks::filesAreRepeatable));
    }

    /** The checks of a predictor, on what an exporter of the same id writes. */
    public static List<Check> of(Predictor predictor, Exporter exporter) {
        ExporterChecks checks = new ExporterChecks(exporter);
        return List.of(new Check("it gives the likeliest labels first", "", () -> checks.predicts(predictor)));
    }

    private void modelIsProven() throws IOException {
        inFolder(folder -> {
            ExportReport report = export(model(), folder);
            if (!report.passed()) {
                throw new ContractViolation("what was written does not compute what the model computes: "
                        + String.join("; ", report.summary()));
            }
            if (exporter.isActive()
                    && (report.summary().isEmpty() || files(folder).isEmpty())) {
                throw new ContractViolation("an export must write a file and say in its summary which, but wrote "
                        + files(folder).keySet() + " and says " + report.summary());
            }
        });
    }

    private void modelIsOnlyRead() throws IOException {
        TrainedModel model = model();
        Tensors before = model.parameters().copy();
        inFolder(folder -> export(model, folder));
        before.forEach((name, value) -> {
            if (!Arrays.equals(value.array(), model.parameters().get(name).array())) {
                throw new ContractViolation("the export changed the parameter " + name + " of the model it was given.");
            }
        });
    }

    private void filesAreRepeatable() throws IOException {
        Map<String, byte[]> first = new LinkedHashMap<>();
        inFolder(folder -> {
            export(model(), folder);
            first.putAll(files(folder));
        });
        inFolder(folder -> {
            export(model(), folder);
            files(folder).forEach((name, bytes) -> {
                if (!Arrays.equals(bytes, first.getOrDefault(name, new byte[0]))) {
                    throw new ContractViolation(
                            "the file " + name
                                    + " differs the second time. Leave out clocks, temporary paths and the order of a HashMap.");
                }
            });
        });
    }

    private void predicts(Predictor predictor) throws IOException {
        inFolder(folder -> {
            export(model(), folder);
            List<Prediction> predictions = predictor.predict(folder, TEXT, 2);
            double previous = 1;
            for (Prediction prediction : predictions) {
                if (!(prediction.probability() >= 0 && prediction.probability() <= previous)) {
                    throw new ContractViolation(
                            "probabilities must be between 0 and 1, largest first, but are " + predictions);
                }
                previous = prediction.probability();
            }
            if (predictions.size() != 2 || !predictor.predict(folder, TEXT, 2).equals(predictions)) {
                throw new ContractViolation(
                        "asked for the 2 likeliest of 3 labels, the same each time, it gives " + predictions);
            }
        });
    }

    private ExportReport export(TrainedModel model, Path folder) throws IOException {
        return exporter.export(model, Validation.none(), folder);
    }

    private static TrainedModel model() {
        TextConfig text = new TextConfig(TextConfig.Unit.CHARACTER, 1, 6, true, true);
        DataContract contract = DataContract.of(
                new InputEncoding.Text(text, Vocabulary.of(List.of("a", "b", "c"))),
                new ClassEncoding(Labels.of(List.of("x", "y", "z")), ClassEncoding.Form.DISTRIBUTION));
        ModelConfig config = ModelConfig.of(EncoderOptions.of(CELL, 5)).withEmbedding(4);
        ModelInput input = new ModelInput.Tokens(5);
        TrainedModel blank = new TrainedModel(
                config,
                List.of(input),
                contract,
                Map.of(Network.OUTPUTS, OutputActivation.SOFTMAX),
                Tensors.of(),
                Map.of("run", "check", "sluice", "check"));
        Tensors parameters =
                Parameters.initialize(blank.network(Network.Mode.INFERENCE).parameters(), 3);
        return new TrainedModel(config, blank.inputs(), contract, blank.activations(), parameters, blank.origin());
    }

    /** Something that is done in a folder. */
    @FunctionalInterface
    private interface Work {
        void in(Path folder) throws IOException;
    }

    private static void inFolder(Work work) throws IOException {
        Path folder = Files.createTempDirectory("sluice-check");
        try {
            work.in(folder);
        } finally {
            for (String name : files(folder).keySet()) {
                Files.delete(folder.resolve(name));
            }
            Files.delete(folder);
        }
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.sorted().toList()) {
                files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
