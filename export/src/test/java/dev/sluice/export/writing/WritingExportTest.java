package dev.sluice.export.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.EncodedInputs;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.split.SplitConfig;
import dev.sluice.core.decode.BeamSearch;
import dev.sluice.core.decode.EngineSteps;
import dev.sluice.core.decode.SearchOptions;
import dev.sluice.core.decode.TextWriter;
import dev.sluice.core.decode.WrittenText;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.DecoderOptions;
import dev.sluice.core.model.DecoderOptions.Attention;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Objective;
import dev.sluice.core.train.Validation;
import dev.sluice.core.train.loss.CrossEntropy;
import dev.sluice.export.OnnxExporter;
import dev.sluice.export.OnnxPredictor;
import dev.sluice.export.importer.OnnxImporter;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.show.CodeExample;
import dev.sluice.export.show.ModelDescription;
import dev.sluice.export.weights.WeightFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WritingExportTest {
    private static final Cell GRU = cell -> {
        Expr x = cell.input();
        Expr h = cell.state("h");
        Expr r = Exprs.sigmoid(cell.linear("r", x, h));
        Expr z = Exprs.sigmoid(cell.linear("z", x, h));
        Expr n = Exprs.tanh(cell.fromInput("n", x).add(r.mul(cell.fromState("n", h))));
        cell.next("h", n.add(z.mul(h.sub(n))));
    };

    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 6), 1);

    @TempDir
    private Path folder;

    private static PreparedData texts() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String text = Integer.toString(i * 7919 + 11, 4);
            examples.add(new Example(
                    new Sequence.Text(text),
                    new Target.Text(new StringBuilder(text).reverse().toString())));
        }
        return PreparedData.of(
                new SplitConfig(0.2, 0, 0).divide(examples),
                TextConfig.defaults().withMaxLength(20),
                ClassEncoding.Form.NUMBER);
    }

    /** Of random weights, large enough that texts differ. */
    private static TrainedModel model(PreparedData data, Attention attention, boolean feeding, int layers) {
        DecoderOptions decoder = OptionRecords.with(DecoderOptions.of(GRU, 8), "attention", attention);
        decoder = OptionRecords.with(OptionRecords.with(decoder, "inputFeeding", feeding), "layers", layers);
        ModelConfig config = ModelConfig.of(EncoderOptions.of(GRU, 4).withBidirectional(true))
                .withEmbedding(5)
                .withDecoder(decoder);
        Map<String, OutputActivation> activations = Map.of(Example.TARGET, OutputActivation.SOFTMAX);
        Network network = network(config, data, activations);
        Tensors initial = Parameters.initialize(network.parameters(), 5);
        Tensors large = Tensors.of(initial.names(), name -> {
            Tensor weight = initial.get(name).copy();
            for (int i = 0; i < weight.array().length; i++) {
                weight.array()[i] *= 3;
            }
            return weight;
        });
        return new TrainedModel(
                config,
                TrainedModel.inputs(data.contract()),
                data.contract(),
                activations,
                large,
                Map.of("run", "a-run", "sluice", "0"));
    }

    private static Network network(ModelConfig config, PreparedData data, Map<String, OutputActivation> activations) {
        return TrainedModel.network(
                config, Optional.empty(), data.contract(), activations, Map.of(), Network.Mode.INFERENCE);
    }

    private static Validation validation(PreparedData data, TrainedModel model) {
        Objective objective = Objective.of(new CrossEntropy(new CrossEntropy.Options(0)))
                .forTarget(data.contract().target());
        Network network = network(model.config(), data, model.activations());
        return Validation.of(data.validation(), network, head -> objective, model.parameters());
    }

    private static OnnxExporter exporter(OnnxOptions options) {
        return new OnnxExporter(options, GRID);
    }

    @Test
    void read_decoder_isRefusedWithTheWayToItsWeights() throws IOException {
        PreparedData data = texts();
        exporter(OnnxOptions.defaults()).export(model(data, Attention.DOT, false, 1), Validation.none(), folder);
        assertThat(new OnnxImporter().read(folder.resolve("encoder.onnx")).symbols())
                .isNotEmpty();
        assertThatThrownBy(() -> new OnnxImporter().read(folder.resolve("decoder.onnx")))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("no GRU, LSTM, RNN or loop")
                .hasMessageContaining("train.start_from");
    }

    @ParameterizedTest
    @EnumSource(Attention.class)
    void export_bothFiles_writeWhatTheModelWrites(Attention attention) throws IOException {
        PreparedData data = texts();
        TrainedModel model =
                model(data, attention, attention == Attention.GENERAL, attention == Attention.NONE ? 2 : 1);
        ExportReport report = exporter(OnnxOptions.defaults()).export(model, validation(data, model), folder);
        assertThat(report.passed()).as(String.join("\n", report.summary())).isTrue();
        assertThat(folder.resolve("encoder.onnx")).exists();
        assertThat(folder.resolve("decoder.onnx")).exists();
        assertThat(folder.resolve("model.onnx")).doesNotExist();
        assertThat(Files.readString(folder.resolve("proof.json")))
                .contains("\"result\" : \"passed\"", "\"texts\"", "\"loss_of_files\"");

        SearchOptions options = new SearchOptions(4, 0.6, 12);
        List<Example> sources = data.split().validation();
        List<List<WrittenText>> byFiles = new OnnxPredictor()
                .write(folder, sources.stream().map(Example::inputs).toList(), options);
        List<EncodedInputs> encoded = sources.stream()
                .map(source -> data.contract().encode(source.inputs()))
                .toList();
        EngineSteps engine = new EngineSteps(model.encoderDecoder(), EngineOptions.defaults()).with(model.parameters());
        List<List<WrittenText>> byEngine = new TextWriter(data.contract(), engine, options).write(encoded);
        for (int i = 0; i < sources.size(); i++) {
            assertThat(byFiles.get(i)).hasSize(4);
            for (int rank = 0; rank < 4; rank++) {
                WrittenText given = byFiles.get(i).get(rank);
                WrittenText wanted = byEngine.get(i).get(rank);
                assertThat(given.text()).isEqualTo(wanted.text());
                assertThat(given.score()).isEqualTo(wanted.score(), within(1e-4));
                assertThat(given.attention()).hasSameSizeAs(wanted.attention());
            }
        }
    }

    @Test
    void threads_twoOrOne_writeTheSame() throws IOException {
        PreparedData data = texts();
        TrainedModel model = model(data, Attention.ADDITIVE, false, 1);
        exporter(OnnxOptions.defaults()).export(model, Validation.none(), folder);
        List<EncodedInputs> sources = data.split().validation().stream()
                .map(source -> data.contract().encode(source.inputs()))
                .toList();
        try (OnnxSteps one = OnnxSteps.open(folder, 1);
                OnnxSteps two = OnnxSteps.open(folder, 2)) {
            SearchOptions options = new SearchOptions(3, 0.6, 0);
            List<List<WrittenText>> first = new TextWriter(data.contract(), one, options).write(sources);
            List<List<WrittenText>> second = new TextWriter(data.contract(), two, options).write(sources);
            for (int i = 0; i < first.size(); i++) {
                assertThat(second.get(i).getFirst().text())
                        .isEqualTo(first.get(i).getFirst().text());
                assertThat(second.get(i).getFirst().score())
                        .isEqualTo(first.get(i).getFirst().score());
            }
        }
    }

    @Test
    void predict_ofATextThatIsWritten_namesTheCommand() throws IOException {
        PreparedData data = texts();
        TrainedModel model = model(data, Attention.DOT, false, 1);
        exporter(OnnxOptions.defaults()).export(model, Validation.none(), folder);
        assertThatThrownBy(() -> new OnnxPredictor().predict(folder, "12", 3))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("'sluice translate' gives them");
    }

    @Test
    void describe_eitherFile_isProvenAndReadsWhatTheOtherGives() throws IOException {
        PreparedData data = texts();
        TrainedModel model = model(data, Attention.GENERAL, true, 1);
        assertThat(exporter(OnnxOptions.defaults())
                        .export(model, validation(data, model), folder)
                        .passed())
                .isTrue();
        String encoder = String.join("\n", ModelDescription.of(folder.resolve("encoder.onnx")));
        String decoder = String.join("\n", ModelDescription.of(folder.resolve("decoder.onnx")));
        assertThat(encoder)
                .containsPattern("state\\.decoder\\.l0\\.h float .*: decoder.onnx reads it by this name")
                .containsPattern("memory float .*: decoder.onnx reads it by this name");
        assertThat(decoder)
                .containsPattern(
                        "state\\.decoder\\.l0\\.h float .*: what encoder.onnx gives by this name at the beginning")
                .containsPattern("token int64 .*: the symbol before, at first 2, the begin");
        assertThat(List.of(encoder, decoder))
                .allSatisfy(description -> assertThat(description)
                        .contains("proof        equal in ONNX Runtime")
                        .doesNotContain("another file", "zeros at the beginning", "layers       \n"));
    }

    @Test
    void exporter_optionsOfOtherFiles_areRefusedBeforeTrainingAndAfter() {
        TrainedModel model = model(texts(), Attention.DOT, false, 1);
        Map<String, OnnxOptions> others = Map.of(
                "streaming", OnnxOptions.defaults().withStreaming(true),
                "weights", OnnxOptions.defaults().withWeights(WeightFormat.INT8),
                "padding", OnnxOptions.defaults().withPadding(OnnxOptions.Padding.LEFT));
        others.forEach((name, options) -> {
            assertThatThrownBy(() -> exporter(options).check(model))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("export." + name + ": the model writes texts");
            assertThatThrownBy(() -> exporter(options).export(model, Validation.none(), folder))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContainingAll("export." + name + ": the model writes texts", "leave it out");
        });
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void example_inJava_writesWhatTheSearchWrites() throws Exception {
        PreparedData data = texts();
        exporter(OnnxOptions.defaults()).export(model(data, Attention.GENERAL, true, 1), Validation.none(), folder);
        Path file = folder.resolve("decoder.onnx");
        String program = new CodeExample(OnnxModel.read(file), file.toString()).in(CodeExample.Language.JAVA);
        Path source = Files.writeString(folder.resolve("Example.java"), program);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        Tensors unknown = Tensors.of("tokens", Tensor.wrap(Shape.of(3, 1), new float[] {1, 1, 1}));
        try (OnnxSteps steps = OnnxSteps.open(folder, 1)) {
            List<Integer> wanted = new BeamSearch(new SearchOptions(1, 0, 100))
                    .search(steps, unknown.with(Tensors.of("lengths", Tensor.wrap(Shape.of(1), new float[] {3}))))
                    .getFirst()
                    .getFirst()
                    .tokens();
            assertThat(printed.strip()).isEqualTo("written " + wanted);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PYTHON", "JAVASCRIPT"})
    void example_inOtherLanguages_namesBothFilesAndAllInputs(CodeExample.Language language) throws IOException {
        exporter(OnnxOptions.defaults()).export(model(texts(), Attention.DOT, false, 1), Validation.none(), folder);
        Path file = folder.resolve("encoder.onnx");
        assertThat(new CodeExample(OnnxModel.read(file), file.toString()).in(language))
                .contains("encoder.onnx", "decoder.onnx", "\"tokens\"", "\"lengths\"", "log_probabilities")
                .doesNotContain("@");
    }
}
