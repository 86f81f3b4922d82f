package dev.sluice.cli;

import dev.sluice.core.experiment.Components;
import dev.sluice.core.experiment.FinishedRun;
import dev.sluice.core.experiment.ImportedExport;
import dev.sluice.core.experiment.Imports;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.ExportReport;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.exchange.ImportProof;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.train.Validation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice export}. */
@Command(
        name = "export",
        description =
                "Export the best model of a run again, or a model from another program, to another place or in another"
                        + " format, and prove it.",
        footer = {
            "",
            "Every option of the exporter can be given by its name, and overrides the experiment's:",
            "",
            "  sluice export RUN --opset 14 --target tensorrt --weights int8 --padding left --streaming",
            "",
            "'sluice help exporters' lists them."
        },
        preprocessor = ComponentOptions.class,
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer>, ComponentOptions.Taker {
    private static final Pattern MODEL = Pattern.compile("\\.(onnx|keras|h5|safetensors)$");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUN",
            defaultValue = "latest",
            description =
                    "Name of the run, the beginning or a part of it, its folder, or 'latest' (default); or a file that"
                            + " 'sluice import' accepts, which is exported with its own weights.")
    private String name = "latest";

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Folder for the files (default: the run's folder, or exported/NAME for a file).")
    private @Nullable Path folder;

    @Option(
            names = "--format",
            paramLabel = "ID",
            description =
                    "The exporter, with its defaults; by default, that of the experiment, or onnx if the experiment has none.")
    private @Nullable String format;

    private List<String> options = List.of();

    @Mixin
    private RunsOption option = new RunsOption();

    @Override
    public void take(List<String> given) {
        options = given;
    }

    @Override
    public Integer call() throws IOException {
        if (folder != null) {
            OutputFile.requireFolder("--out", folder);
        }
        PrintWriter out = spec.commandLine().getOut();
        Path file = Path.of(name);
        if (Files.isRegularFile(file) || isModel(file)) {
            return exportFile(file, out);
        }
        Run run = option.runs().find(name);
        RunObserver notes = new ProgressPrinter(out, false);
        FinishedRun finished = finished(run, notes);
        requireActive(finished.isExported());
        Path place = folder == null ? run.path() : folder;
        Files.createDirectories(place);
        finished.export(place, notes).forEach(out::println);
        out.println("written to " + place);
        return 0;
    }

    /** Returns whether a name is one of a file that holds a model, whether there is one or not: no run is called so. */
    private static boolean isModel(Path file) {
        return MODEL.matcher(file.toString()).find();
    }

    /** Writes a model of another program, which takes any batch and length then, whatever the file itself takes. */
    private int exportFile(Path file, PrintWriter out) throws IOException {
        Registry registry = new PluginOptions().load();
        ImportedFile imported = Components.withDefaults(Imports.importerOf(file, registry), registry)
                .read(file);
        ImportProof arrived = imported.prove();
        if (!arrived.passed()) {
            throw new ExportException(
                    "the model was taken but does not compute the same; nothing was written. Please report"
                            + " it with the file");
        }
        String id = format == null ? "onnx" : format;
        if (!registry.has(Exporter.class, id)) {
            throw new ConfigException("--format: " + registry.unknown(Exporter.class, id));
        }
        Exporter exporter = Components.with(options, registry.lookup(Exporter.class, id), registry);
        requireActive(exporter.isActive());
        Path place = folder == null ? Path.of("exported", ImportCommand.nameOf(file)) : folder;
        Path own = Objects.requireNonNullElse(file.toAbsolutePath().normalize().getParent(), file);
        if (place.toAbsolutePath().normalize().equals(own)) {
            throw new ConfigException("--out: the export would overwrite " + file + "; name another folder");
        }
        Files.createDirectories(place);
        ExportReport report = exporter.export(ImportedExport.model(imported), Validation.none(), place);
        report.summary().forEach(out::println);
        if (!report.passed()) {
            throw ExportException.unproven(report.summary());
        }
        out.println("written to " + place);
        return 0;
    }

    private void requireActive(boolean active) {
        if (!active) {
            throw new ConfigException(
                    "--format: '" + format + "' writes nothing; name another exporter, for example onnx");
        }
    }

    /** The run with the exporter that was asked for: by name, else its own, else the usual one. */
    private FinishedRun finished(Run run, RunObserver notes) throws IOException {
        List<String> overrides = new ArrayList<>();
        if (format != null) {
            overrides.add("export=" + format);
        } else if (!FinishedRun.load(run, List.of(), notes).isExported()) {
            overrides.add("export=null");
        }
        options.forEach(option -> overrides.add("export." + option));
        return FinishedRun.load(run, overrides, notes);
    }
}
