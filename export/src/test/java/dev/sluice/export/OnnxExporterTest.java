package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.Prediction;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.KnownCells.Gru;
import dev.sluice.export.lowering.FrontPadding;
import dev.sluice.export.metadata.Standardizations;
import dev.sluice.export.model.OnnxDraft;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.proof.Proof;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.proof.ProofSubject;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import dev.sluice.export.show.ModelDescription;
import dev.sluice.export.weights.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OnnxExporterTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 5), 1);
    private static final List<String> LABELS = List.of("de", "en", "fr");

    @TempDir
    private Path folder;

    @Test
    void export_textModel_writesModelAndProof() throws IOException {
        ExportReport report = export(text(), 1e-4);

        assertThat(report.passed()).isTrue();
        assertThat(report.largestDifference()).isBetween(0.0, 1e-5);
        assertThat(report.summary())
                .first()
                .asString()
                .startsWith("model.onnx (")
                .contains("encoder.l0 as bidirectional GRU");
        assertThat(folder).isDirectoryNotContaining("glob:**.unproven");
        JsonNode proof = JsonMapper.shared().readTree(Files.readString(folder.resolve("proof.json")));
        assertThat(proof.get("result").asString()).isEqualTo("passed");
        assertThat(proof.get("opset").asInt()).isEqualTo(17);
        assertThat(proof.get("inputs").size()).isEqualTo(9);
        assertThat(proof.get("outputs").propertyNames())
                .contains("outputs", "probabilities", "next_state.encoder.l0.h", "next_state.encoder.l0_reverse.h");
        assertThat(proof.get("layers").get("encoder.l0").asString()).isEqualTo("bidirectional GRU");
    }

    @Test
    void export_textModel_putsItsContractIntoTheFile() throws IOException {
        export(text(), 1e-4);

        assertThat(OnnxModel.read(folder.resolve("model.onnx")).metadata())
                .containsEntry("sluice.run", "20261121-test")
                .containsEntry("sluice.version", "0.1.0")
                .containsEntry("sluice.labels", "[\"de\",\"en\",\"fr\"]")
                .containsEntry("sluice.vocabulary", "[\"a\",\"b\",\"ä\",\"😀\"]")
                .containsEntry("sluice.padding_id", "0")
                .containsEntry("sluice.unknown_id", "1")
                .containsEntry("sluice.activation", "softmax")
                .containsEntry(
                        "sluice.text",
                        "{\"unit\":\"character\",\"normalize\":true,\"lowercase\":true,\"max_length\":6}")
                .containsKeys("sluice.usage", "sluice.states", "sluice.layers");
    }

    @Test
    void predict_exportedFile_givesTheModelsProbabilities() throws IOException {
        TrainedModel model = text();
        export(model, 1e-4);

        List<Prediction> answers = new OnnxPredictor().predict(folder, "aB?A\u0308😀 cut off", 2);

        float[] expected = probabilities(model, "aB?A\u0308😀 cut off");
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).probability())
                .isGreaterThanOrEqualTo(answers.get(1).probability());
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.probability())
                        .isCloseTo(expected[LABELS.indexOf(answer.label())], offset(1e-6)));
    }

    @Test
    void predict_folderWithoutModel_saysWhatIsMissing() {
        assertThatThrownBy(() -> new OnnxPredictor().predict(folder, "a", 3))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("no model.onnx");
    }

    @Test
    void predict_numericModel_saysWhatItReads() throws IOException {
        export(numbers(), 1e-4);

        assertThatThrownBy(() -> new OnnxPredictor().predict(folder, "a", 3))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("reads numeric series");
    }

    @Test
    void export_numericModel_takesMeasuredNumbers() throws IOException {
        ExportReport report = export(numbers(), 1e-4);

        assertThat(report.passed()).isTrue();
        OnnxModel file = OnnxModel.read(folder.resolve("model.onnx"));
        assertThat(file.metadata()).containsEntry("sluice.features", "2").containsEntry("sluice.numbers", "1");
        assertThat(file.proto().getGraph().getOutputList().stream().map(output -> output.getName()))
                .contains("outputs")
                .doesNotContain("probabilities");
    }

    @Test
    void export_differenceAboveTolerance_leavesTheProofButNoModel() throws IOException {
        Files.writeString(folder.resolve("model.onnx"), "from before");

        ExportReport report = export(text(), 1e-12);

        assertThat(report.passed()).isFalse();
        assertThat(report.summary()).first().asString().contains("no model was written");
        assertThat(report.summary()).anyMatch(line -> line.contains("NOT equal"));
        String remedy = report.summary().stream()
                .filter(line -> line.contains("--tolerance "))
                .findFirst()
                .orElseThrow();
        double tolerance = Double.parseDouble(remedy.replaceAll(".*--tolerance ([0-9.e-]+)'.*", "$1"));
        assertThat(export(text(), tolerance).passed()).as(remedy).isTrue();
    }

    @Test
    void export_differenceAboveTolerance_leavesNoModelFromBefore() throws IOException {
        export(text(), 1e-4);
        export(text(), 1e-12);
        assertThat(folder.resolve("model.onnx")).doesNotExist();
        assertThat(Files.readString(folder.resolve("proof.json")))
                .contains("\"failed\"", "the difference starts in encoder.l0", "model_from_float64");
        assertThat(folder).isDirectoryNotContaining("glob:**.unproven");
    }

    @Test
    void export_streaming_writesTheModelOfAStepToo() throws IOException {
        OnnxOptions config = OnnxOptions.defaults().withStreaming(true);

        ExportReport report = new OnnxExporter(config, GRID).export(forward(), Validation.none(), folder);

        assertThat(report.passed()).isTrue();
        assertThat(report.summary()).anyMatch(line -> line.startsWith("model.step.onnx: equal to the whole model"));
        assertThat(OnnxModel.read(folder.resolve("model.step.onnx")).metadata())
                .containsEntry("sluice.labels", "[\"de\",\"en\",\"fr\"]");
        assertThat(ModelDescription.of(folder.resolve("model.step.onnx")))
                .anyMatch(line -> line.startsWith("proof") && line.contains("equal in ONNX Runtime"));
    }

    @Test
    void export_streamingOfABackwardNetwork_isRefused() {
        OnnxOptions config = OnnxOptions.defaults().withStreaming(true);

        assertThatThrownBy(() -> new OnnxExporter(config, GRID).export(text(), Validation.none(), folder))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("export.streaming", "bidirectional");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void describe_exportedModel_saysWhatAPersonWants() throws IOException {
        export(text(), 1e-4);
        Path file = folder.resolve("model.onnx");

        String description = String.join("\n", ModelDescription.of(file));

        assertThat(description)
                .contains(
                        "opset 17, written by sluice 0.1.0",
                        "tokens int64 [batch, time]",
                        "encoder.l0 as bidirectional GRU")
                .contains("4 symbols with numbers from 2 on: a b", "3: de en fr", "run 20261121-test", "not stated")
                .contains("equal in ONNX Runtime", "--code java");
        Files.write(file, new byte[] {0x7a, 0}, StandardOpenOption.APPEND);
        assertThat(ModelDescription.of(file)).anyMatch(line -> line.contains("is about another file"));
    }

    @Test
    void export_int8_proofSaysWhatRoundingCosts() throws IOException {
        OnnxOptions config = OnnxOptions.defaults().withWeights(WeightFormat.INT8);

        ExportReport report = new OnnxExporter(config, GRID).export(text(), Validation.none(), folder);

        assertThat(report.passed()).isTrue();
        assertThat(report.summary()).anyMatch(line -> line.startsWith("weights in int8: "));
        JsonNode weights = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("proof.json")))
                .get("weights");
        assertThat(weights.get("kind").asString()).isEqualTo("int8");
        assertThat(weights.get("bytes_after").asLong()).isEqualTo(Files.size(folder.resolve("model.onnx")));
    }

    @Test
    void export_moreWeightsThanAFileHolds_isRefused() {
        assertThatThrownBy(() ->
                        new OnnxExporter(OnnxOptions.defaults(), GRID, 1000).export(text(), Validation.none(), folder))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("at most 1,000 bytes", "make its layers");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void check_moreWeightsThanAFileHolds_isRefusedBeforeTraining() {
        OnnxExporter small = new OnnxExporter(OnnxOptions.defaults(), GRID, 1000);

        assertThatThrownBy(() -> small.check(text()))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("at most 1,000 bytes of weights, but this model has 1,")
                .hasMessageContaining("export: none");
        new OnnxExporter(OnnxOptions.defaults(), GRID).check(text());
    }

    @Test
    void check_streamingOfABackwardNetwork_isRefusedBeforeTraining() {
        assertThatThrownBy(() -> new OnnxExporter(OnnxOptions.defaults().withStreaming(true), GRID).check(text()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("model.encoder.direction is bidirectional");
    }

    /** In float32 where its digits are enough, else in float64: the second mean is 2,500 deviations from 0. */
    @ParameterizedTest
    @CsvSource({"500, FLOAT, answers.outputs, 0.01", "50000, DOUBLE, targets.outputs, 0.0001"})
    void export_regressionOnStandardizedTargets_answersInTheUnitsOfTheData(
            double mean, ElementType type, String numbers, double near) throws IOException {
        Scaler targets = new Scaler(List.of(mean, -0.5), List.of(20.0, 0.001));
        TrainedModel model = regression(targets);

        ExportReport report = new OnnxExporter(OnnxOptions.defaults(), GRID).export(model, Validation.none(), folder);

        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
        OnnxModel file = OnnxModel.read(folder.resolve("model.onnx"));
        assertThat(file.proto().getGraph().getInitializerList())
                .anyMatch(tensor -> tensor.getName().equals(numbers + ".deviation"))
                .anyMatch(tensor -> tensor.getName().equals(numbers + ".mean"));
        assertThat(file.outputs().getFirst().type()).isEqualTo(type);
        assertThat(file.metadata().get("sluice.usage"))
                .contains("features double [batch, time, 2] as measured", "outputs, " + type + " [batch, 2]");
        JsonNode outputs = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("proof.json")))
                .get("outputs")
                .get("outputs");
        assertThat(outputs.get("file_from_float64").get("scale").asDouble()).isBetween(0.05, 10.0);
        // Neighbors in float32 are 0.00006 apart here, which is 0.006 deviations.
        Sequence series = new Sequence.Series(Matrix.wrap(2, 2, 1000.02001, -3, 1000.00002, 40));
        List<Prediction> predictions = new OnnxPredictor()
                .predict(folder, Map.of("features", series), 1)
                .getFirst()
                .steps()
                .getFirst();
        double[] expected = targets.undo(outputs(model, series)).array();
        assertThat(predictions.get(0).probability()).isCloseTo(expected[0], offset(near));
        assertThat(predictions.get(1).probability()).isCloseTo(expected[1], offset(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {500, 50_000})
    void export_wrongNumberBesideALargeOne_isFoundOut(double mean) throws IOException {
        // A column in hundredths that is off by half its deviation, beside a large one.
        TrainedModel model = regression(new Scaler(List.of(mean, -0.5), List.of(20.0, 0.001)));
        new OnnxExporter(OnnxOptions.defaults(), GRID).export(model, Validation.none(), folder);
        TrainedModel other = regression(new Scaler(List.of(mean, -0.5005), List.of(20.0, 0.001)));
        ProofSubject subject = OnnxDraft.of(other, OnnxOptions.defaults()).subject();

        try (OnnxRuntimeSession session = OnnxRuntimeSession.open(folder.resolve("model.onnx"))) {
            assertThat(Proof.run(subject, session, GRID, Validation.none(), Tolerance.ofRounding())
                            .passed())
                    .isFalse();
        }
    }

    /** A file for padding behind is none for padding in front, and the other way round: the proof tells them apart. */
    @Test
    void proof_paddingOnTheOtherSide_fails() throws IOException {
        for (OnnxOptions.Padding side : OnnxOptions.Padding.values()) {
            TrainedModel model = text();
            ExportReport report = new OnnxExporter(OnnxOptions.defaults().withPadding(side), GRID)
                    .export(model, Validation.none(), folder);
            assertThat(report.passed()).isTrue();
            Network network = model.network(Network.Mode.WITH_STATES);
            ProofSubject subject = ProofSubject.of(
                    network.graph(), model.parameters(), model.activations(), Standardizations.of(model.contract()));
            FrontPadding inFront = new FrontPadding(Map.of("tokens", "lengths"));
            boolean left = side == OnnxOptions.Padding.LEFT;
            try (OnnxRuntimeSession session = OnnxRuntimeSession.open(folder.resolve("model.onnx"))) {
                assertThat(proven(subject.padded(left ? inFront : FrontPadding.NONE), session))
                        .isTrue();
                assertThat(proven(subject.padded(left ? FrontPadding.NONE : inFront), session))
                        .isFalse();
            }
        }
    }

    private static boolean proven(ProofSubject subject, OnnxRuntimeSession session) {
        return Proof.run(subject, session, GRID, Validation.none(), Tolerance.ofRounding())
                .passed();
    }

    @Test
    void export_infiniteWeight_isRefusedByName() {
        TrainedModel model = text();
        String name = model.parameters().names().iterator().next();
        model.parameters().get(name).array()[2] = Float.POSITIVE_INFINITY;
        for (Exporter exporter : List.of(new OnnxExporter(OnnxOptions.defaults(), GRID), new SafetensorsExporter())) {
            assertThatThrownBy(() -> exporter.export(model, Validation.none(), folder))
                    .isInstanceOf(ExportException.class)
                    .hasMessageContaining("number 3 of the parameter '" + name + "'")
                    .hasMessageContaining("Infinity");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void export_licence_isInTheFile() throws IOException {
        OnnxOptions config = OnnxOptions.defaults().withLicence("CC BY 4.0");

        new OnnxExporter(config, GRID).export(numbers(), Validation.none(), folder);

        assertThat(ModelDescription.of(folder.resolve("model.onnx")))
                .anyMatch(line -> line.startsWith("licence") && line.endsWith("CC BY 4.0"));
    }

    @Test
    void plugin_serviceFile_bringsExporterAndPredictor() {
        assertThat(ServiceLoader.load(SluicePlugin.class)).anyMatch(ExportPlugin.class::isInstance);
        assertThat(Plugins.of(new ExportPlugin()).has(Exporter.class, "onnx")).isTrue();
        assertThat(Plugins.of(new ExportPlugin()).has(Predictor.class, "onnx")).isTrue();
    }

    private ExportReport export(TrainedModel model, double tolerance) throws IOException {
        return new OnnxExporter(OnnxOptions.defaults().withTolerance(tolerance), GRID)
                .export(model, Validation.none(), folder);
    }

    private static TrainedModel text() {
        TextConfig config = new TextConfig(TextConfig.Unit.CHARACTER, 1, 6, true, true);
        InputEncoding input = new InputEncoding.Text(config, Vocabulary.of(List.of("a", "b", "ä", "😀")));
        TargetEncoding target = new ClassEncoding(Labels.of(LABELS), ClassEncoding.Form.DISTRIBUTION);
        return trained(new ModelInput.Tokens(6), DataContract.of(input, target), OutputActivation.SOFTMAX);
    }

    private static TrainedModel numbers() {
        // A mean that float32 does not hold exactly, and large against the deviation.
        Scaler scaler = new Scaler(List.of(1000.0001, -3.0), List.of(0.01, 20.0));
        DataContract contract = DataContract.of(new InputEncoding.Series(scaler), new TargetEncoding.Numbers(1));
        return trained(new ModelInput.Features(2), contract, OutputActivation.NONE);
    }

    private static TrainedModel regression(Scaler targets) {
        Scaler scaler = new Scaler(List.of(1000.0001, -3.0), List.of(0.01, 20.0));
        DataContract contract = DataContract.of(new InputEncoding.Series(scaler), new TargetEncoding.Numbers(targets));
        return trained(new ModelInput.Features(2), contract, OutputActivation.NONE);
    }

    private static Tensor outputs(TrainedModel model, Sequence series) {
        Tensors inputs = Batch.inputs(List.of(model.contract().encode(Map.of("features", series))));
        Network network = model.network(Network.Mode.INFERENCE);
        return Plan.compile(network.graph(), EngineOptions.defaults())
                .run(model.parameters().with(inputs), RandomKey.NONE)
                .get("outputs");
    }

    private static TrainedModel trained(ModelInput input, DataContract contract, OutputActivation activation) {
        return trained(input, contract, activation, true);
    }

    private static TrainedModel forward() {
        TrainedModel text = text();
        return trained(text.inputs().getFirst(), text.contract(), OutputActivation.SOFTMAX, false);
    }

    private static TrainedModel trained(
            ModelInput input, DataContract contract, OutputActivation activation, boolean bidirectional) {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(Gru.defaults(), 5).withBidirectional(bidirectional))
                .withEmbedding(4);
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("run", "20261121-test");
        origin.put("sluice", "0.1.0");
        TrainedModel blank =
                new TrainedModel(config, List.of(input), contract, Map.of("outputs", activation), Tensors.of(), origin);
        Tensors parameters =
                Parameters.initialize(blank.network(Network.Mode.INFERENCE).parameters(), 3);
        return new TrainedModel(config, List.of(input), contract, Map.of("outputs", activation), parameters, origin);
    }

    private static float[] probabilities(TrainedModel model, String text) {
        Network network = model.network(Network.Mode.INFERENCE);
        Tensor ids = model.contract().input().encode(new Sequence.Text(text));
        Tensors.Builder values = model.parameters().toBuilder();
        values.put("tokens", ids.reshape(ids.shape().size(0), 1));
        values.put("lengths", Tensor.copyOf(Shape.of(1), ids.shape().size(0)));
        Plan plan = Plan.compile(
                new Graph(Map.of("probabilities", Exprs.softmax(network.outputs()))), EngineOptions.defaults());
        return plan.run(values.build(), RandomKey.NONE)
                .get("probabilities")
                .array()
                .clone();
    }
}
