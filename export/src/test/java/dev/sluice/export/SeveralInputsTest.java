package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.BranchOptions;
import dev.sluice.core.model.Direction;
import dev.sluice.core.model.EmbeddingOptions;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.lint.Linter;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.show.CodeExample;
import dev.sluice.export.show.ModelDescription;
import dev.sluice.export.streaming.StepValues;
import dev.sluice.export.streaming.StreamingSession;
import dev.sluice.export.targets.Target;
import dev.sluice.export.weights.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A network that reads a text, a series and numbers without steps, each by itself, names a topic once and predicts two
 * numbers at every step, one in thousands and one in hundredths, through everything that is done with a file.
 */
class SeveralInputsTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 5), 1);
    private static final Scaler AMOUNTS = new Scaler(List.of(7000.0, 0.02), List.of(900.0, 0.01));
    private static final float[] PLAN = {3, 40, -2};

    @TempDir
    private Path folder;

    @Test
    void export_streamingInt8_isProvenAndDescribed() throws IOException {
        ExportReport report = export(
                model(Direction.FORWARD, Pooling.LAST),
                OnnxOptions.defaults().withStreaming(true).withWeights(WeightFormat.INT8));

        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
        JsonNode proof = JsonMapper.shared().readTree(Files.readString(folder.resolve("proof.json")));
        assertThat(proof.get("outputs").propertyNames())
                .contains("topic", "topic.probabilities", "amounts", "next_state.load.encoder.l0.h");
        // Of the predicted numbers the proof looks at deviations, not at thousands.
        assertThat(proof.get("outputs")
                        .get("amounts")
                        .get("file_from_float64")
                        .get("scale")
                        .asDouble())
                .isBetween(0.01, 20.0);
        assertThat(proof.get("streaming").get("result").asString()).isEqualTo("passed");
        assertThat(proof.get("weights").get("bytes_after").asLong())
                .isLessThan(proof.get("weights").get("bytes_before").asLong());
        assertThat(ModelDescription.of(folder.resolve("model.step.onnx")))
                .anyMatch(line ->
                        line.startsWith("reads") && line.endsWith("word: texts cut by the tokenizer word, at most 9"))
                .anyMatch(line -> line.contains("load: 2 numbers (cpu, memory) a step, as measured"))
                .anyMatch(line -> line.contains("plan: 3 numbers for the whole sequence"))
                .anyMatch(line -> line.startsWith("labels") && line.endsWith("topic: 3: art law war"))
                .anyMatch(line ->
                        line.contains("amounts: 2 numbers (cost, rate) at every step, in the units of the data"));
    }

    @Test
    void export_metadata_namesColumnsInOrderAndLabelsOfEachOutput() throws IOException {
        export(model(Direction.BIDIRECTIONAL, Pooling.MEAN), OnnxOptions.defaults());

        OnnxModel file = OnnxModel.read(folder.resolve("model.onnx"));
        assertThat(file.metadata())
                .containsEntry("sluice.feature_names.load", "[\"cpu\",\"memory\"]")
                .containsEntry("sluice.number_names.amounts", "[\"cost\",\"rate\"]")
                .containsEntry("sluice.labels.topic", "[\"art\",\"law\",\"war\"]")
                .containsEntry("sluice.vocabulary.word", "[\"a\",\"b\",\"c\"]")
                .containsKey("sluice.static.plan");
        assertThat(file.metadata().get("sluice.usage"))
                .contains("word int64", "load float [batch, time, 2] as measured", "plan float [batch, 3] as measured")
                .contains("topic.probabilities, float [batch, 3]", "amounts, float [batch, time, 2]");
        for (Target target : List.of(Target.ORT_CPU, Target.OPENVINO)) {
            assertThat(Linter.lint(file, target))
                    .noneMatch(advice -> advice.toString().contains("refused"));
        }
        for (CodeExample.Language language : CodeExample.Language.values()) {
            assertThat(new CodeExample(file, "model.onnx").in(language))
                    .contains("\"word\"", "\"load\"", "\"plan\"", "\"word.lengths\"", "\"load.lengths\"")
                    .contains("\"topic.probabilities\", \"amounts\"");
        }
    }

    @Test
    void predict_inputsByOtherNames_areOnlyThoseOfTheirKind() throws IOException {
        TrainedModel model = model(Direction.FORWARD, Pooling.LAST);
        export(model, OnnxOptions.defaults());
        Map<String, Sequence> inputs = inputs("a c zz", new float[] {10, 1, 30, 2, 20, 5});
        List<Output> answers = new OnnxPredictor().predict(folder, inputs, 2);
        Map<String, Sequence> others = new HashMap<>(inputs);
        Sequence word = Objects.requireNonNull(others.remove("word"));

        others.put("tokens", word);
        assertThat(new OnnxPredictor().predict(folder, others, 2)).isEqualTo(answers);
        others.put("word", word);
        assertThatThrownBy(() -> new OnnxPredictor().predict(folder, others, 2))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("each input must be given once, but 'word' is given as");
        others.keySet().removeAll(List.of("tokens", "word"));
        others.put("wort", word);
        assertThatThrownBy(() -> new OnnxPredictor().predict(folder, others, 2))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("the model has no input 'wort'; did you mean 'word'?");
    }

    @Test
    void predict_severalOutputs_areInTheUnitsOfTheData() throws IOException {
        TrainedModel model = model(Direction.BIDIRECTIONAL, Pooling.ATTENTION);
        export(model, OnnxOptions.defaults());
        Map<String, Sequence> inputs = inputs("a c zz", new float[] {10, 1, 30, 2, 20, 5});

        List<Output> answers = new OnnxPredictor().predict(folder, inputs, 2);

        Tensors expected = engine(model, inputs);
        assertThat(answers.get(0).steps().getFirst()).hasSize(2);
        double[] amounts = AMOUNTS.undo(expected.get("amounts")).array();
        Output numbers = answers.get(1);
        assertThat(numbers.steps()).hasSize(3).allSatisfy(step -> {
            assertThat(step.get(0).label()).isEqualTo("cost");
            assertThat(step.get(1).label()).isEqualTo("rate");
        });
        for (int t = 0; t < 3; t++) {
            assertThat(numbers.steps().get(t).get(0).probability()).isCloseTo(amounts[2 * t], within(0.01));
            assertThat(numbers.steps().get(t).get(1).probability()).isCloseTo(amounts[2 * t + 1], within(1e-6));
        }
    }

    /** Inputs with lengths of their own: each row is turned by its own length, and so is the answer at every step. */
    @Test
    void export_paddingInFront_isProvenAndPredictsTheSame() throws IOException {
        TrainedModel model = model(Direction.BIDIRECTIONAL, Pooling.ATTENTION);
        Map<String, Sequence> inputs = inputs("a c zz a a", new float[] {10, 1, 30, 2, 20, 5});
        export(model, OnnxOptions.defaults());
        List<Output> behind = new OnnxPredictor().predict(folder, inputs, 3);

        ExportReport report = export(
                model,
                OnnxOptions.defaults().withPadding(OnnxOptions.Padding.LEFT).withWeights(WeightFormat.FP16));

        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
        export(model, OnnxOptions.defaults().withPadding(OnnxOptions.Padding.LEFT));
        assertThat(new OnnxPredictor().predict(folder, inputs, 3)).isEqualTo(behind);
        OnnxModel file = OnnxModel.read(folder.resolve("model.onnx"));
        assertThat(file.metadata())
                .containsEntry("sluice.padding", "left")
                .containsEntry(
                        "sluice.lengths",
                        "{\"word\":\"word.lengths\",\"load\":\"load.lengths\",\"amounts\":\"load.lengths\"}");
        assertThat(file.metadata().get("sluice.usage"))
                .contains("word int64 [batch, time], padded in front with 0", "padded in front with anything");
    }

    @Test
    void stream_eachStep_isTheWholeModelSoFar() throws IOException {
        TrainedModel model = model(Direction.FORWARD, Pooling.LAST);
        export(model, OnnxOptions.defaults().withStreaming(true));
        float[][] load = {{10, 1}, {30, 2}, {20, 5}};
        String[] words = {"a", "c", "zz"};

        try (StreamingSession session = StreamingSession.open(folder.resolve("model.step.onnx"))) {
            assertThat(session.inputs()).containsExactlyInAnyOrder("word", "load", "plan");
            StreamingSession.Client client = session.client(StepValues.none().withNumbers("plan", PLAN));
            StringBuilder text = new StringBuilder();
            float[] soFar = {};
            for (int t = 0; t < 3; t++) {
                text.append(t == 0 ? "" : " ").append(words[t]);
                soFar = Arrays.copyOf(soFar, 2 * (t + 1));
                System.arraycopy(load[t], 0, soFar, 2 * t, 2);
                long token = t == 0 ? 2 : t == 1 ? 4 : Vocabulary.UNKNOWN;

                Map<String, float[]> step =
                        client.next(StepValues.none().withToken("word", token).withNumbers("load", load[t]));

                Tensors whole = engine(model, inputs(text.toString(), soFar));
                assertThat(Objects.requireNonNull(step.get("topic")))
                        .containsExactly(whole.get("topic").array(), within(1e-5f));
                double[] amounts = AMOUNTS.undo(whole.get("amounts")).array();
                assertThat(Objects.requireNonNull(step.get("amounts"))[0])
                        .isCloseTo((float) amounts[2 * t], within(0.02f));
                assertThat(Objects.requireNonNull(step.get("amounts"))[1])
                        .isCloseTo((float) amounts[2 * t + 1], within(1e-6f));
            }
            assertThatThrownBy(() -> client.next(3L))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("give each by its name");
            assertThatThrownBy(() -> client.next(StepValues.none().withToken("word", 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2 numbers as 'load'");
        }
    }

    @Test
    void check_streamingOfWhatCannotStream_namesEachEncoder() {
        TrainedModel model = model(Direction.BACKWARD, Pooling.MAX);
        OnnxOptions config = OnnxOptions.defaults().withStreaming(true);

        assertThatThrownBy(() -> new OnnxExporter(config, GRID).check(model))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("model.inputs.word.encoder.direction is backward")
                .hasMessageContaining("model.inputs.load.pooling is max");
        new OnnxExporter(OnnxOptions.defaults(), GRID).check(model);
    }

    private ExportReport export(TrainedModel model, OnnxOptions config) throws IOException {
        return new OnnxExporter(config, GRID).export(model, Validation.none(), folder);
    }

    private static Map<String, Sequence> inputs(String text, float[] load) {
        return Map.of(
                "word",
                new Sequence.Text(text),
                "load",
                new Sequence.Series(Tensor.wrap(Shape.of(load.length / 2, 2), load)),
                "plan",
                new Sequence.Static(Tensor.wrap(Shape.of(3), PLAN)));
    }

    private static Tensors engine(TrainedModel model, Map<String, Sequence> inputs) {
        Tensors values =
                model.parameters().with(Batch.inputs(List.of(model.contract().encode(inputs))));
        return Plan.compile(model.network(Network.Mode.INFERENCE).graph(), EngineOptions.defaults())
                .run(values, RandomKey.NONE);
    }

    private static TrainedModel model(Direction direction, Pooling pooling) {
        EncoderOptions encoder =
                EncoderOptions.of(KnownCells.Gru.defaults(), 16).withLayers(2).withDirection(direction);
        BranchOptions branch = new BranchOptions(List.of(), new EmbeddingOptions(4), encoder, pooling);
        ModelConfig config = ModelConfig.of(encoder)
                .withInput("word", branch)
                .withInput("load", branch)
                .withInput("plan", branch)
                .withHead("topic", new HeadOptions(List.of(5), 0))
                .withHead("amounts", new HeadOptions(List.of(), 0, HeadOptions.At.EVERY_STEP, "load", false));
        TextConfig words = new TextConfig(TextConfig.Unit.WORD, 1, 9, false, false);
        Map<String, InputEncoding> inputs = new LinkedHashMap<>();
        inputs.put("word", new InputEncoding.Text(words, Vocabulary.of(List.of("a", "b", "c"))));
        inputs.put("load", new InputEncoding.Series(new Scaler(List.of(20.0, 3.0), List.of(10.0, 2.0))));
        inputs.put(
                "plan",
                new InputEncoding.Static(
                        new Scaler(List.of(1.0, 30.0, 0.0), List.of(2.0, 10.0, 1.0)), SeriesConfig.Missing.REFUSE));
        Map<String, TargetEncoding> targets = new LinkedHashMap<>();
        targets.put(
                "topic", new ClassEncoding(Labels.of(List.of("art", "law", "war")), ClassEncoding.Form.DISTRIBUTION));
        targets.put("amounts", new TargetEncoding.EveryStep(new TargetEncoding.Numbers(AMOUNTS)));
        DataContract contract = new DataContract(
                inputs,
                Map.of("word", "word.lengths", "load", "load.lengths"),
                targets,
                new ColumnNames(Map.of("load", List.of("cpu", "memory"), "amounts", List.of("cost", "rate")), ""));
        List<ModelInput> reads = List.of(
                new ModelInput.Tokens("word", 5), new ModelInput.Features("load", 2), new ModelInput.Static("plan", 3));
        Map<String, OutputActivation> activations = new LinkedHashMap<>();
        activations.put("topic", OutputActivation.SOFTMAX);
        activations.put("amounts", OutputActivation.NONE);
        TrainedModel blank = new TrainedModel(config, reads, contract, activations, Tensors.of(), Map.of());
        Tensors parameters =
                Parameters.initialize(blank.network(Network.Mode.INFERENCE).parameters(), 3);
        return new TrainedModel(config, reads, contract, activations, parameters, Map.of());
    }
}
