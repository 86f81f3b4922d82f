package dev.sluice.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.exchange.ImportProof;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.Direction;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadOptions;
import dev.sluice.core.model.HeadSize;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.importer.OnnxImporter;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxOpset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file that is written can be taken in again, equal, and trained on: all cells, directions, poolings and heads. */
@Tag("slow")
class RoundTripTest {
    private static final Pooling[] POOLINGS = Pooling.values();

    static Stream<Arguments> networks() {
        List<Arguments> all = new ArrayList<>();
        CatalogueExportTest.cells().forEach(arguments -> {
            Cell cell = (Cell) arguments.get()[0];
            for (Direction direction : Direction.values()) {
                boolean everyStep = all.size() % 4 == 3;
                all.add(Arguments.of(cell, direction, POOLINGS[all.size() % POOLINGS.length], everyStep));
            }
        });
        for (Direction direction : Direction.values()) {
            for (Pooling pooling : POOLINGS) {
                all.add(Arguments.of(Gru.defaults(), direction, pooling, false));
                all.add(Arguments.of(Mgu.defaults(), direction, pooling, false));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void import_ownExport_isEqualAndHasItsForm(Cell cell, Direction direction, Pooling pooling, boolean everyStep) {
        ModelConfig plain = ModelConfig.of(EncoderOptions.of(cell, 4).withDirection(direction))
                .withPooling(pooling);
        ModelConfig config =
                everyStep ? plain.withHead(new HeadOptions(List.of(), 0, HeadOptions.At.EVERY_STEP, "", false)) : plain;
        Network network = SequenceModel.build(
                config,
                List.of(new ModelInput.Features(3)),
                HeadSize.points(Map.of(Network.OUTPUTS, 2)),
                Network.Mode.WITH_STATES);

        ImportedFile file = OnnxImporter.of(written(network), "own", List.of());
        ImportProof proof = file.prove();

        assertThat(proof.passed()).as(() -> proof.summary().toString()).isTrue();
        assertThat(file.model().inputs()).startsWith(new ModelInput.Features(3));
    }

    @Test
    void import_graphNetwork_isEqual() {
        Network network = SequenceModel.build(
                ModelConfig.of(EncoderOptions.of(new Ggnn(3, 1, 2), 4)),
                List.of(new ModelInput.Features(6), new ModelInput.Static("adjacency", 9)),
                HeadSize.points(Map.of(Network.OUTPUTS, 2)),
                Network.Mode.WITH_STATES);

        ImportProof proof = OnnxImporter.of(written(network), "own", List.of()).prove();

        assertThat(proof.passed()).as(() -> proof.summary().toString()).isTrue();
    }

    private static OnnxModel written(Network network) {
        Graph graph = network.graph();
        return new Lowering("test", OnnxOpset.DEFAULT)
                .activation(OutputActivation.SOFTMAX)
                .lower(graph, parameters(network))
                .builder()
                .build();
    }

    private static Tensors parameters(Network network) {
        Tensors values = Parameters.initialize(network.parameters(), 7);
        values.forEach((name, tensor) -> {
            CounterRandom random = CounterRandom.of(7, "test." + name, 0);
            for (int i = 0; i < tensor.array().length; i++) {
                tensor.array()[i] += random.normal(i) * 0.3f;
            }
        });
        return values;
    }
}
