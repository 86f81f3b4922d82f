package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Spelling;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.model.CharacterOptions;
import dev.sluice.core.model.Direction;
import dev.sluice.core.model.EmbeddingOptions;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Validation;
import dev.sluice.export.KnownCells.Gru;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.proof.ProofGrid;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of models that read words and their characters. */
class CharacterExportTest {
    private static final String HEAD = Network.OUTPUTS;

    @TempDir
    private Path folder = Path.of("");

    private static TrainedModel model() {
        ModelConfig plain = ModelConfig.of(EncoderOptions.of(Gru.defaults(), 4).withDirection(Direction.BIDIRECTIONAL))
                .withHead(HEAD, HeadOptions.defaults().atEveryStep());
        ModelConfig config = OptionRecords.with(
                plain, "embedding", OptionRecords.with(new EmbeddingOptions(3), "characters", CharacterOptions.of(5)));
        Spelling spelling = new Spelling(6, Vocabulary.of(List.of("a", "b", "B", "c")));
        DataContract contract = DataContract.of(
                new InputEncoding.Text(
                        new TextConfig(TextConfig.Unit.WORD, 1, 20, true, true),
                        Vocabulary.of(List.of("ab", "ba")),
                        Optional.of(spelling)),
                new TargetEncoding.EveryStep(
                        new ClassEncoding(Labels.of(List.of("x", "y")), ClassEncoding.Form.DISTRIBUTION)));
        TrainedModel blank = new TrainedModel(
                config,
                TrainedModel.inputs(contract),
                contract,
                Map.of(HEAD, OutputActivation.SOFTMAX),
                Tensors.of(),
                Map.of());
        Tensors parameters =
                Parameters.initialize(blank.network(Network.Mode.INFERENCE).parameters(), 3);
        return new TrainedModel(config, blank.inputs(), contract, blank.activations(), parameters, Map.of());
    }

    @ParameterizedTest
    @EnumSource
    void export_anyPaddingSide_fileReadsWordsAndCharacters(OnnxOptions.Padding padding) throws IOException {
        OnnxExporter exporter = new OnnxExporter(
                OnnxOptions.defaults().withPadding(padding), new ProofGrid(List.of(1, 3), List.of(1, 5), 1));

        ExportReport report = exporter.export(model(), Validation.none(), folder);

        assertThat(report.passed()).as(() -> report.summary().toString()).isTrue();
        try (OnnxRuntimeSession session = OnnxRuntimeSession.open(folder.resolve(OnnxExporter.MODEL))) {
            assertThat(Objects.requireNonNull(session.inputs().get("tokens.characters"))
                            .type())
                    .isEqualTo(ElementType.INT64);
            assertThat(session.metadata().get("sluice.characters")).isEqualTo("[\"a\",\"b\",\"B\",\"c\"]");
        }
        List<Double> lower = probabilities("ccb");
        assertThat(probabilities("ccB")).isNotEqualTo(lower);
        assertThat(probabilities("ccb")).isEqualTo(lower);
    }

    /** Of the first class at the second step, whose word the vocabulary does not have. */
    private List<Double> probabilities(String unknown) throws IOException {
        Output output = new OnnxPredictor()
                .predict(folder, Map.of("tokens", new Sequence.Text("ab " + unknown + " ba")), 2)
                .getFirst();
        return output.steps().get(1).stream()
                .filter(each -> each.label().equals("x"))
                .map(each -> each.probability())
                .toList();
    }
}
