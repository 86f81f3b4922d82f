package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.train.Validation;
import dev.sluice.export.model.OnnxOptions;
import dev.sluice.export.proof.ProofGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedExportTest {
    private static final ProofGrid GRID = new ProofGrid(List.of(1, 3), List.of(1, 5), 1);

    @TempDir
    private Path folder;

    @Test
    void predict_folderWithoutModel_saysWhatIsMissing() {
        assertThatThrownBy(() -> new OnnxPredictor().predict(folder, "a", 3))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("no model.onnx");
    }

    @Test
    void predict_numericModel_saysWhatItReads() throws IOException {
        export(SmallModels.numbers(), 1e-4);

        assertThatThrownBy(() -> new OnnxPredictor().predict(folder, "a", 3))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("reads numeric series");
    }

    @Test
    void export_differenceAboveTolerance_leavesTheProofButNoModel() throws IOException {
        Files.writeString(folder.resolve("model.onnx"), "from before");

        ExportReport report = export(SmallModels.text(), 1e-12);

        assertThat(report.passed()).isFalse();
        assertThat(report.summary()).first().asString().contains("no model was written");
        assertThat(report.summary()).anyMatch(line -> line.contains("NOT equal"));
        String remedy = report.summary().stream()
                .filter(line -> line.contains("--tolerance "))
                .findFirst()
                .orElseThrow();
        double tolerance = Double.parseDouble(remedy.replaceAll(".*--tolerance ([0-9.e-]+)'.*", "$1"));
        assertThat(export(SmallModels.text(), tolerance).passed()).as(remedy).isTrue();
    }

    @Test
    void export_differenceAboveTolerance_leavesNoModelFromBefore() throws IOException {
        export(SmallModels.text(), 1e-4);
        export(SmallModels.text(), 1e-12);
        assertThat(folder.resolve("model.onnx")).doesNotExist();
        assertThat(Files.readString(folder.resolve("proof.json")))
                .contains("\"failed\"", "the difference starts in encoder.l0", "model_from_float64");
        assertThat(folder).isDirectoryNotContaining("glob:**.unproven");
    }

    @Test
    void export_streamingOfABackwardNetwork_isRefused() {
        OnnxOptions config = OnnxOptions.defaults().withStreaming(true);

        assertThatThrownBy(() -> new OnnxExporter(config, GRID).export(SmallModels.text(), Validation.none(), folder))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("export.streaming", "bidirectional");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void export_moreWeightsThanAFileHolds_isRefused() {
        assertThatThrownBy(() -> new OnnxExporter(OnnxOptions.defaults(), GRID, 1000)
                        .export(SmallModels.text(), Validation.none(), folder))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("at most 1,000 bytes", "make its layers");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void check_moreWeightsThanAFileHolds_isRefusedBeforeTraining() {
        OnnxExporter small = new OnnxExporter(OnnxOptions.defaults(), GRID, 1000);

        assertThatThrownBy(() -> small.check(SmallModels.text()))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("at most 1,000 bytes of weights, but this model has 1,")
                .hasMessageContaining("export: none");
        new OnnxExporter(OnnxOptions.defaults(), GRID).check(SmallModels.text());
    }

    @Test
    void check_streamingOfABackwardNetwork_isRefusedBeforeTraining() {
        assertThatThrownBy(() ->
                        new OnnxExporter(OnnxOptions.defaults().withStreaming(true), GRID).check(SmallModels.text()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("model.encoder.direction is bidirectional");
    }

    @Test
    void export_infiniteWeight_isRefusedByName() {
        TrainedModel model = SmallModels.text();
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

    private ExportReport export(TrainedModel model, double tolerance) throws IOException {
        return new OnnxExporter(OnnxOptions.defaults().withTolerance(tolerance), GRID)
                .export(model, Validation.none(), folder);
    }
}
