package dev.sluice.cli;

import dev.sluice.core.experiment.FinishedRun;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.exchange.ExportConfig;
import dev.sluice.core.experiment.exchange.ExportConfig.Target;
import dev.sluice.core.experiment.exchange.ExportConfig.Weights;
import dev.sluice.core.experiment.record.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice export}. */
@Command(
        name = "export",
        description = "Export the best model of a run again, to another place or in another form, and prove it.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private static final int OLDEST_OPSET = 14;
    private static final int NEWEST_OPSET = 22;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUN",
            defaultValue = "latest",
            description = "Name of the run, the beginning or a part of it, its folder, or 'latest' (unless given).")
    private String name = "latest";

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Folder for the files; the run's own unless given.")
    private @Nullable Path folder;

    @Option(
            names = "--format",
            paramLabel = "ID",
            description = "The exporter; that of the experiment unless given, or onnx if the experiment has none.")
    private @Nullable String format;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            converter = EnumWords.TargetWord.class,
            description = "The runtime that will run it: ort-cpu, ort-cuda, ort-web, openvino, tensorrt or tract.")
    private @Nullable Target target;

    @Option(
            names = "--weights",
            paramLabel = "KIND",
            converter = EnumWords.WeightsWord.class,
            description = "Storage of the weights: float32, fp16 or int8.")
    private @Nullable Weights weights;

    @Option(
            names = "--padding",
            paramLabel = "SIDE",
            converter = EnumWords.FilePaddingWord.class,
            description = "Side on which the file expects padding: right or left.")
    private ExportConfig.@Nullable Padding padding;

    @Option(names = "--streaming", negatable = true, description = "Also write a model of a single step.")
    private @Nullable Boolean streaming;

    @Option(names = "--opset", paramLabel = "N", description = "ONNX opset version, 14 to 22.")
    private @Nullable Integer opset;

    @Option(names = "--tolerance", paramLabel = "X", description = "Largest difference allowed; 0 for the default.")
    private @Nullable Double tolerance;

    @Mixin
    private RunsOption option = new RunsOption();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Run run = option.runs().find(name);
        RunObserver notes = new ProgressPrinter(out, false);
        FinishedRun finished = FinishedRun.load(run, notes);
        Path place = folder == null ? run.path() : folder;
        Files.createDirectories(place);
        finished.export(changed(finished.config()), place, notes).forEach(out::println);
        out.println("written to " + place);
        return 0;
    }

    private ExportConfig changed(ExportConfig written) {
        ExportConfig config = written.withFormat(
                format != null ? format : written.format().equals("none") ? "onnx" : written.format());
        config = target == null ? config : config.withTarget(target);
        config = weights == null ? config : config.withWeights(weights);
        config = padding == null ? config : config.withPadding(padding);
        config = streaming == null ? config : config.withStreaming(streaming);
        config = tolerance == null ? config : config.withTolerance(within("--tolerance", tolerance, 0, 1));
        return opset == null ? config : config.withOpset((int) within("--opset", opset, OLDEST_OPSET, NEWEST_OPSET));
    }

    private double within(String key, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new ParameterException(
                    spec.commandLine(), key + " must be from " + least + " to " + most + ", but was " + value);
        }
        return value;
    }
}
