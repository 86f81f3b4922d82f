package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.builtin.CorePlugin;
import dev.sluice.core.experiment.ToyPlugin.ToyExport;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.NoExporter;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.plugin.Plugins;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The block that says how a model is exported: a component whose options may stand beside its name. */
class ExportBlockTest {
    private static Exporter exporter(String block, String... overrides) {
        String text = ExperimentErrorsTest.resource("good.yaml").replace("export: none", block);
        Experiment experiment = Experiment.parse(text).withRegistry(Plugins.of(new CorePlugin(), new ToyPlugin()));
        for (String override : overrides) {
            experiment = experiment.set(override);
        }
        return experiment.resolve().config().export();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export: {opset: 15, target: there}",
                "export: {name: onnx, opset: 15, target: there}",
                "export: {name: onnx, options: {opset: 15, target: there}}",
                "export: {options: {opset: 15}, target: there}"
            })
    void resolve_optionsWhereverTheyStand_areTheSame(String block) {
        assertThat(exporter(block)).isEqualTo(new ToyExport(15, "there"));
    }

    @Test
    void resolve_nameAlone_isThatExporterWithItsDefaults() {
        assertThat(exporter("export: onnx")).isEqualTo(exporter("")).isEqualTo(new ToyExport(17, "here"));
        assertThat(exporter("export: none")).isEqualTo(new NoExporter());
    }

    @Test
    void resolve_overrides_reachOptionsInAnyForm() {
        for (String block :
                List.of("", "export: onnx", "export: {opset: 15}", "export: {name: onnx, options: {opset: 15}}")) {
            assertThat(exporter(block, "export.opset=16")).isEqualTo(new ToyExport(16, "here"));
        }
        assertThat(exporter("export: {opset: 15}", "export=none")).isEqualTo(new NoExporter());
        assertThat(exporter("export: none", "export=null", "export.opset=16")).isEqualTo(new ToyExport(16, "here"));
    }

    @Test
    void resolve_misspeltOption_isNamedWithTheOnesThatThereAre() {
        assertThatThrownBy(() -> exporter("export: {opsett: 15}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("unknown key 'opsett'; did you mean 'opset'?");
        assertThatThrownBy(() -> exporter("export: {name: none, opset: 15}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("unknown key 'opset' (there are no keys here)");
    }
}
