package dev.sluice.export;

import com.google.inject.Module;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.ModelImporter;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.option.NoOptions;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;
import dev.sluice.export.importer.KerasImporter;
import dev.sluice.export.importer.OnnxImporter;
import dev.sluice.export.importer.TorchWeightsImporter;
import dev.sluice.export.model.OnnxOptions;

/** Contributes the exporters, the importers, and the predictor that runs exported ONNX files. */
public final class ExportPlugin implements SluicePlugin {
    @Override
    public String id() {
        return "export";
    }

    @Override
    public String description() {
        return "ONNX models, proven in ONNX Runtime";
    }

    @Override
    public Module module() {
        return new ComponentModule() {
            @Override
            protected void components() {
                add(
                        Exporter.class,
                        "onnx",
                        "ONNX for any runtime, proven equal in ONNX Runtime",
                        OnnxOptions.class,
                        OnnxExporter::new);
                add(
                        Exporter.class,
                        "safetensors",
                        "Only the weights, with PyTorch's names for load_state_dict",
                        NoOptions.class,
                        none -> new SafetensorsExporter());
                add(
                        Predictor.class,
                        "onnx",
                        "Predictions of model.onnx in ONNX Runtime",
                        NoOptions.class,
                        none -> new OnnxPredictor());
                add(
                        ModelImporter.class,
                        "onnx",
                        "ONNX files from any exporter, proven equal in ONNX Runtime",
                        NoOptions.class,
                        none -> new OnnxImporter());
                add(
                        ModelImporter.class,
                        "pytorch",
                        "Weights in safetensors files with PyTorch's names",
                        NoOptions.class,
                        none -> new TorchWeightsImporter());
                add(
                        ModelImporter.class,
                        "keras",
                        "Models of Keras 2 and 3 in .h5 and .keras files, and weights with Keras's names",
                        NoOptions.class,
                        none -> new KerasImporter());
            }
        };
    }
}
