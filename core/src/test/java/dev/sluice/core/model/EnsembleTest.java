package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.option.OptionRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Several networks as one. */
final class EnsembleTest {
    private static final ModelInput FEATURES = new ModelInput.Features(2);
    private static final ModelConfig ONE = ModelConfig.of(EncoderOptions.of(TestCells.GATED, 3));

    @Test
    void outputs_ofAnEnsemble_areTheMeansOfItsMembers() {
        Network network = SequenceModel.build(ONE.withEnsemble(3), FEATURES, 2, Network.Mode.INFERENCE);
        Map<String, Array64> values = values(network);

        double[] mean = Objects.requireNonNull(
                        Interpreter.run(network.graph(), values).get("outputs"))
                .data();

        double[] sum = new double[mean.length];
        for (int member = 0; member < 3; member++) {
            double[] single = single(values, "member" + member + ".");
            for (int i = 0; i < sum.length; i++) {
                sum[i] += single[i] / 3;
            }
        }
        assertThat(mean).containsExactly(sum, within(1e-12));
        assertThat(single(values, "member0.")).isNotEqualTo(single(values, "member1."));
    }

    @Test
    void members_inTraining_haveParametersAndMasksOfTheirOwn() {
        ModelConfig config = ONE.withHead(new HeadOptions(List.of(), 0.5)).withEnsemble(2);
        Network network = SequenceModel.build(config, FEATURES, 2, Network.Mode.TRAINING);

        assertThat(network.heads().get("outputs").members()).hasSize(2);
        assertThat(network.parameters())
                .hasSize(2
                        * SequenceModel.build(ONE, FEATURES, 2, Network.Mode.TRAINING)
                                .parameters()
                                .size());
        assertThat(network.cells())
                .extracting(CellSignature::name)
                .containsExactly("member0.encoder.l0", "member1.encoder.l0");
    }

    @Test
    void ensemble_ofAnImportedFile_isRefused() {
        ImportOptions file =
                new ImportOptions("model.onnx", ImportOptions.Part.KEEP, "", ImportOptions.Part.KEEP, List.of());
        ModelConfig imported = OptionRecords.with(ONE, "imported", file);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> imported.withEnsemble(2))
                .withMessageContaining("'ensemble' trains 2 networks");
    }

    private static double[] single(Map<String, Array64> all, String prefix) {
        Network one = SequenceModel.build(ONE, FEATURES, 2, Network.Mode.INFERENCE);
        Map<String, Array64> values = new LinkedHashMap<>(all);
        one.parameterNames().forEach(name -> values.put(name, Objects.requireNonNull(all.get(prefix + name))));
        return Objects.requireNonNull(Interpreter.run(one.graph(), values).get("outputs"))
                .data();
    }

    private static Map<String, Array64> values(Network network) {
        Map<String, Array64> values = new LinkedHashMap<>(Array64.of(Parameters.initialize(network.parameters(), 1)));
        values.put("features", new Array64(new int[] {2, 2, 2}, new double[] {1, 2, 3, 4, 5, -6, 7, 8}));
        values.put("lengths", new Array64(new int[] {2}, new double[] {2, 1}));
        return values;
    }
}
