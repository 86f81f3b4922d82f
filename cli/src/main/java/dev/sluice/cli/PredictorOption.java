package dev.sluice.cli;

import dev.sluice.core.data.Tokenizers;
import dev.sluice.core.experiment.Components;
import dev.sluice.core.experiment.PluginTokenizers;
import dev.sluice.core.experiment.TrainedModels;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.plugin.Registry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The option for the format of an exported model, and the plugins that may bring others. */
final class PredictorOption {
    @Option(
            names = "--format",
            paramLabel = "ID",
            description = "Format of the exported model (default: ${DEFAULT-VALUE}).")
    private String format = "onnx";

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    private @Nullable Registry loaded;

    /** The format. */
    String format() {
        return format;
    }

    /** The tokenizers of a run's model: of the plugins of the command, and of those that the run used. */
    Tokenizers tokenizers(Run run) {
        return PluginTokenizers.of(registry(), TrainedModels.tokenizers(run));
    }

    private Registry registry() {
        Registry registry = loaded == null ? plugins.load() : loaded;
        loaded = registry;
        return registry;
    }

    /**
     * The predictor of that format.
     *
     * @throws ConfigException if there is none
     */
    Predictor predictor(Run run) {
        Registry registry = registry();
        if (!registry.has(Predictor.class, format)) {
            throw new ConfigException("--format: " + registry.unknown(Predictor.class, format));
        }
        return Components.withDefaults(registry.lookup(Predictor.class, format), registry)
                .with(tokenizers(run));
    }
}
