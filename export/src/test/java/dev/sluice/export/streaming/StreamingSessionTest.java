package dev.sluice.export.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.Scaler;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.rewrite.OneStep;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.model.Skip;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.KnownCells;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.lowering.Standardization;
import dev.sluice.export.onnx.OnnxFormatException;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import dev.sluice.export.proof.DataRange;
import dev.sluice.export.proof.ProofSubject;
import dev.sluice.export.proof.StepProof;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StreamingSessionTest {
    private static final int VOCABULARY = 9;

    @TempDir
    private Path folder;

    private Path file = Path.of("replaced");

    @BeforeEach
    void writeModel() throws IOException {
        file = folder.resolve("model.step.onnx");
        Network network = network(KnownCells.Gru.defaults(), new ModelInput.Tokens(VOCABULARY));
        lowered(OneStep.of(network.graph()), parameters(network), Optional.empty())
                .write(file);
    }

    static List<Arguments> models() {
        return List.of(
                Arguments.of(KnownCells.Gru.defaults(), new ModelInput.Tokens(VOCABULARY), Optional.empty()),
                Arguments.of(new KnownCells.Lstm(), new ModelInput.Features(2), Optional.empty()),
                Arguments.of(
                        new KnownCells.Lstm(),
                        new ModelInput.Features(2),
                        Optional.of(new Standardization(new Scaler(List.of(100.0, -3.0), List.of(0.5, 20.0))))));
    }

    @ParameterizedTest
    @MethodSource("models")
    void oneStep_eachStep_isTheWholeModelSoFar(Cell cell, ModelInput input, Optional<Standardization> standardization) {
        Network network = network(cell, input);
        Tensors parameters = parameters(network);
        OnnxModel step = lowered(OneStep.of(network.graph()), parameters, standardization);

        assertThat(step.proto().getGraph().getNodeList())
                .noneMatch(node -> List.of("GRU", "LSTM", "Scan", "Range").contains(node.getOpType()));
        ProofSubject whole = ProofSubject.of(network.graph(), parameters, OutputActivation.SOFTMAX, standardization);
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(step)) {
            assertThat(session.inputs()).doesNotContainKey("lengths");
            StepProof.Report report = StepProof.run(whole, new DataRange(), session, Tolerance.exactly(1e-5), 1);
            assertThat(report.passed()).as(() -> report.toString()).isTrue();
            assertThat(report.differences()).containsKeys("outputs", "probabilities", "next_state.encoder.l1.h");
        }
    }

    @Test
    void oneStep_connectionAroundTheFirstLayer_addsTheStepItself() {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(KnownCells.Gru.defaults(), 4)
                        .withLayers(2)
                        .withSkip(Skip.RESIDUAL, 1))
                .withEmbedding(4);
        Network network = SequenceModel.build(config, new ModelInput.Tokens(VOCABULARY), 3, Network.Mode.WITH_STATES);
        Tensors parameters = parameters(network);
        ProofSubject whole = ProofSubject.of(network.graph(), parameters, OutputActivation.SOFTMAX, Optional.empty());

        try (OnnxRuntimeSession session =
                OnnxRuntimeSession.of(lowered(OneStep.of(network.graph()), parameters, Optional.empty()))) {
            StepProof.Report report = StepProof.run(whole, new DataRange(), session, Tolerance.exactly(1e-5), 1);
            assertThat(report.passed()).as(() -> report.toString()).isTrue();
        }
    }

    @Test
    void stepProof_wrongWeights_fails() {
        Network network = network(KnownCells.Gru.defaults(), new ModelInput.Tokens(VOCABULARY));
        Tensors parameters = parameters(network);
        OnnxModel step = lowered(OneStep.of(network.graph()), parameters, Optional.empty());
        parameters.values().forEach(tensor -> tensor.array()[0] += 0.5f);
        ProofSubject whole = ProofSubject.of(network.graph(), parameters, OutputActivation.SOFTMAX, Optional.empty());

        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(step)) {
            assertThat(StepProof.run(whole, new DataRange(), session, Tolerance.exactly(1e-5), 1)
                            .passed())
                    .isFalse();
        }
    }

    @Test
    void next_manyClientsOnManyThreads_giveWhatEachGivesAlone() throws Exception {
        try (StreamingSession session = StreamingSession.open(file);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<float[]> alone = new ArrayList<>();
            for (int seed = 0; seed < 12; seed++) {
                alone.add(last(session.client(), seed));
            }
            List<Future<float[]>> together = new ArrayList<>();
            for (int seed = 0; seed < 12; seed++) {
                int mine = seed;
                together.add(threads.submit((Callable<float[]>) () -> last(session.client(), mine)));
            }
            for (int seed = 0; seed < 12; seed++) {
                assertThat(together.get(seed).get()).isEqualTo(alone.get(seed));
            }
            assertThat(alone.get(0)).isNotEqualTo(alone.get(1));
        }
    }

    @Test
    void next_oneClientOnManyThreads_losesNoStep() throws Exception {
        try (StreamingSession session = StreamingSession.open(file);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            StreamingSession.Client shared = session.client();
            List<Future<?>> steps = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                steps.add(threads.submit(() -> {
                    shared.next(3);
                }));
            }
            for (Future<?> step : steps) {
                step.get();
            }
            StreamingSession.Client other = session.client();
            for (int i = 0; i < 40; i++) {
                other.next(3);
            }

            assertThat(shared.next(4).get("outputs")).isEqualTo(other.next(4).get("outputs"));
        }
    }

    @Test
    void next_batchOfClients_givesWhatEachGivesAlone() throws IOException {
        try (StreamingSession session = StreamingSession.open(file)) {
            StreamingSession.Client a = session.client();
            StreamingSession.Client b = session.client();
            b.next(5);
            List<Map<String, float[]>> both = session.next(List.of(b, a), new long[] {2, 7});

            StreamingSession.Client again = session.client();
            assertClose(both.get(1), again.next(7));
            again.reset();
            again.next(5);
            assertClose(both.get(0), again.next(2));
        }
    }

    private static void assertClose(Map<String, float[]> actual, Map<String, float[]> expected) {
        assertThat(Objects.requireNonNull(actual.get("outputs")))
                .containsExactly(Objects.requireNonNull(expected.get("outputs")), within(1e-6f));
    }

    @Test
    void next_wrongUse_saysWhat() throws IOException {
        try (StreamingSession session = StreamingSession.open(file)) {
            StreamingSession.Client client = session.client();
            assertThat(session.readsTokens()).isTrue();
            assertThatThrownBy(() -> session.next(List.of(client, client), new long[] {1, 2}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("every client once");
            assertThatThrownBy(() -> client.next(1.5f))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tokens");
        }
    }

    @Test
    void next_clientsThatCannotStepTogether_saysWhichAndWhy() throws IOException {
        try (StreamingSession session = StreamingSession.open(file);
                StreamingSession other = StreamingSession.open(file)) {
            StreamingSession.Client client = session.client();
            float[] before = Objects.requireNonNull(client.next(3).get("outputs"));

            assertThatThrownBy(() -> session.next(List.of(client, other.client()), new long[] {1, 2}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("client 2 of 2 is another session's");
            assertThatThrownBy(() -> session.next(List.of(session.client(), client, client), new long[] {1, 2, 3}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("clients 2 and 3 of 3 are the same");
            client.reset();
            assertThat(client.next(3).get("outputs")).isEqualTo(before);
        }
    }

    @Test
    void next_numbersThatAreNotFinite_areRefusedAndLeaveTheState() throws IOException {
        Network network = network(new KnownCells.Lstm(), new ModelInput.Features(2));
        Path numbers = folder.resolve("numbers.step.onnx");
        lowered(OneStep.of(network.graph()), parameters(network), Optional.empty())
                .write(numbers);
        try (StreamingSession session = StreamingSession.open(numbers)) {
            StreamingSession.Client client = session.client();
            StreamingSession.Client untroubled = session.client();
            client.next(1f, 2f);
            untroubled.next(1f, 2f);

            assertThatThrownBy(() -> client.next(1f, Float.NaN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'features' must be finite in float32, but number 2 is NaN");
            assertThatThrownBy(() -> client.next(StepValues.none().withNumbers("features", 1e39, 0.0)))
                    .hasMessageContaining("number 1 is 1.0E39");
            assertThat(client.next(0f, 1f).get("outputs"))
                    .isEqualTo(untroubled.next(0f, 1f).get("outputs"));
        }
    }

    @Test
    void open_wholeModel_isRefused() throws IOException {
        Network network = network(KnownCells.Gru.defaults(), new ModelInput.Tokens(VOCABULARY));
        Path whole = folder.resolve("model.onnx");
        lowered(network.graph(), parameters(network), Optional.empty()).write(whole);

        assertThatThrownBy(() -> StreamingSession.open(whole))
                .isInstanceOf(OnnxFormatException.class)
                .hasMessageContaining("export.streaming: true");
    }

    private static float[] last(StreamingSession.Client client, int seed) {
        float[] outputs = {};
        for (int step = 0; step < 20; step++) {
            outputs = Objects.requireNonNull(
                    client.next((seed * 5 + step * 3) % VOCABULARY).get("outputs"));
        }
        return outputs;
    }

    private static Network network(Cell cell, ModelInput input) {
        ModelConfig config =
                ModelConfig.of(EncoderOptions.of(cell, 5).withLayers(2)).withEmbedding(4);
        return SequenceModel.build(config, input, 3, Network.Mode.WITH_STATES);
    }

    private static Tensors parameters(Network network) {
        return Parameters.initialize(network.parameters(), 3);
    }

    private static OnnxModel lowered(Graph graph, Tensors parameters, Optional<Standardization> by) {
        Lowering lowering = new Lowering("test", OnnxOpset.DEFAULT).activation(OutputActivation.SOFTMAX);
        by.ifPresent(of -> lowering.standardization(ModelInput.FEATURES, of));
        return lowering.lower(graph, parameters).builder().build();
    }
}
