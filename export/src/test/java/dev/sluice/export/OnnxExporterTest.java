package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.Prediction;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.model.Network;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.lowering.FrontPadding;
import dev.sluice.export.metadata.Standardizations;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.proof.Proof;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.proof.ProofSubject;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import dev.sluice.export.show.ModelDescription;
import dev.sluice.export.streaming.SessionSteps;
import dev.sluice.export.streaming.StreamingSession;
import dev.sluice.export.weights.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OnnxExporterTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 5), 1);

    @TempDir
    private Path folder;

    @Test
    void export_textModel_writesModelAndProof() throws IOException {
        ExportReport report = export(SmallModels.text(), 1e-4);

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
        export(SmallModels.text(), 1e-4);

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
        TrainedModel model = SmallModels.text();
        export(model, 1e-4);

        List<Prediction> answers = new OnnxPredictor().predict(folder, "aB?A\u0308😀 cut off", 2);

        float[] expected = probabilities(model, "aB?A\u0308😀 cut off");
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).probability())
                .isGreaterThanOrEqualTo(answers.get(1).probability());
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.probability())
                        .isCloseTo(expected[SmallModels.LABELS.indexOf(answer.label())], offset(1e-6)));
    }

    @Test
    void export_numericModel_takesMeasuredNumbers() throws IOException {
        ExportReport report = export(SmallModels.numbers(), 1e-4);

        assertThat(report.passed()).isTrue();
        OnnxModel file = OnnxModel.read(folder.resolve("model.onnx"));
        assertThat(file.metadata()).containsEntry("sluice.features", "2").containsEntry("sluice.numbers", "1");
        assertThat(file.proto().getGraph().getOutputList().stream().map(output -> output.getName()))
                .contains("outputs")
                .doesNotContain("probabilities");
    }

    @Test
    void export_streaming_writesTheModelOfAStepToo() throws IOException {
        OnnxOptions config = OnnxOptions.defaults().withStreaming(true);

        ExportReport report = new OnnxExporter(config, GRID).export(SmallModels.forward(), Validation.none(), folder);

        assertThat(report.passed()).isTrue();
        assertThat(report.summary()).anyMatch(line -> line.startsWith("model.step.onnx: equal to the whole model"));
        assertThat(OnnxModel.read(folder.resolve("model.step.onnx")).metadata())
                .containsEntry("sluice.labels", "[\"de\",\"en\",\"fr\"]");
        assertThat(ModelDescription.of(folder.resolve("model.step.onnx")))
                .anyMatch(line -> line.startsWith("proof") && line.contains("equal to the whole model after each"));
    }

    @Test
    void next_tokenOrOutputThatIsNone_isToldWithWhatThereIs() throws IOException {
        new OnnxExporter(OnnxOptions.defaults().withStreaming(true), GRID)
                .export(SmallModels.forward(), Validation.none(), folder);

        try (StreamingSession session = StreamingSession.open(folder.resolve("model.step.onnx"))) {
            assertThat(session.client().next(5)).isNotEmpty();
            for (long token : new long[] {-1, 6, 99_999}) {
                assertThatThrownBy(() -> session.client().next(token))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("the token 'tokens' must be from 0 to 5, but was " + token);
            }
            assertThatThrownBy(() -> new SessionSteps(session, "probabilites"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("did you mean 'probabilities'");
        }
    }

    @Test
    void describe_exportedModel_saysWhatAPersonWants() throws IOException {
        export(SmallModels.text(), 1e-4);
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

        ExportReport report = new OnnxExporter(config, GRID).export(SmallModels.text(), Validation.none(), folder);

        assertThat(report.passed()).isTrue();
        assertThat(report.summary()).anyMatch(line -> line.startsWith("weights in int8: "));
        JsonNode weights = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("proof.json")))
                .get("weights");
        assertThat(weights.get("kind").asString()).isEqualTo("int8");
        assertThat(weights.get("bytes_after").asLong()).isEqualTo(Files.size(folder.resolve("model.onnx")));
        assertThat(ModelDescription.of(folder.resolve("model.onnx")))
                .anyMatch(line -> line.startsWith("proof") && line.contains("weights in int8: "));
    }

    @Test
    void export_int8OfSmallMatrices_saysThatNoneBecameSmaller() throws IOException {
        OnnxOptions config = OnnxOptions.defaults().withWeights(WeightFormat.INT8);
        TrainedModel small = SmallModels.regression(new Scaler(List.of(0.0, 0.0), List.of(1.0, 1.0)));

        ExportReport report = new OnnxExporter(config, GRID).export(small, Validation.none(), folder);

        assertThat(report.summary())
                .contains(
                        "no table or matrix has 256 numbers, and smaller ones stay as they are: nothing is stored in int8");
    }

    /** A file for padding behind is none for padding in front, and the other way round: the proof tells them apart. */
    @Test
    void proof_paddingOnTheOtherSide_fails() throws IOException {
        for (OnnxOptions.Padding side : OnnxOptions.Padding.values()) {
            TrainedModel model = SmallModels.text();
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
    void export_licence_isInTheFile() throws IOException {
        OnnxOptions config = OnnxOptions.defaults().withLicence("CC BY 4.0");

        new OnnxExporter(config, GRID).export(SmallModels.numbers(), Validation.none(), folder);

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
