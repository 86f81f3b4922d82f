package dev.sluice.cli;

import dev.sluice.core.experiment.Components;
import dev.sluice.core.experiment.ConfigException;
import dev.sluice.core.experiment.Prediction;
import dev.sluice.core.experiment.Predictor;
import dev.sluice.core.experiment.Run;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice predict}. */
@Command(
        name = "predict",
        description = "Ask the exported model of a run for the likeliest labels of a text.",
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUN",
            defaultValue = "latest",
            description = "Name of the run, the beginning or a part of it, its folder, or 'latest' (unless given).")
    private String name = "latest";

    @Option(names = "--text", required = true, paramLabel = "TEXT", description = "The text.")
    private String text = "";

    @Option(names = "--top", paramLabel = "N", description = "How many labels; ${DEFAULT-VALUE} unless given.")
    private int top = 3;

    @Option(names = "--format", paramLabel = "ID", description = "The exported form; ${DEFAULT-VALUE} unless given.")
    private String format = "onnx";

    @Mixin
    private RunsOption option = new RunsOption();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() throws IOException {
        if (top < 1) {
            throw new ParameterException(spec.commandLine(), "--top must be at least 1, but was " + top);
        }
        PrintWriter out = spec.commandLine().getOut();
        Run run = option.runs().find(name);
        Registry registry = plugins.load();
        if (!registry.has(Predictor.class, format)) {
            throw new ConfigException("--format: " + registry.unknown(Predictor.class, format));
        }
        Predictor predictor = Components.withDefaults(registry.lookup(Predictor.class, format), registry);
        List<Prediction> predictions = predictor.predict(run.path(), text, top);
        for (Prediction prediction : predictions) {
            out.println(String.format(Locale.ROOT, "%6.2f %%  %s", 100 * prediction.probability(), prediction.label()));
        }
        return 0;
    }
}
