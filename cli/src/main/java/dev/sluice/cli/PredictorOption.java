package dev.sluice.cli;

import dev.sluice.core.experiment.Components;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.plugin.Registry;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The option for the format of an exported model, and the plugins that may bring others. */
final class PredictorOption {
    @Option(
            names = "--format",
            paramLabel = "ID",
            description = "Format of the exported model; ${DEFAULT-VALUE} unless given.")
    private String format = "onnx";

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    /** The format. */
    String format() {
        return format;
    }

    /**
     * The predictor of that format.
     *
     * @throws ConfigException if there is none
     */
    Predictor predictor() {
        Registry registry = plugins.load();
        if (!registry.has(Predictor.class, format)) {
            throw new ConfigException("--format: " + registry.unknown(Predictor.class, format));
        }
        return Components.withDefaults(registry.lookup(Predictor.class, format), registry);
    }
}
