package dev.sluice.cli;

import dev.sluice.core.experiment.Components;
import dev.sluice.core.experiment.Imports;
import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportProof;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.experiment.exchange.ModelImporter;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice import}. */
@Command(
        name = "import",
        description = "Import a model from another program, and prove that it computes the same here.",
        preprocessor = ComponentOptions.class,
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer>, ComponentOptions.Taker {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            description = "The model: .onnx; .h5 or .keras of Keras; .safetensors with PyTorch's or Keras's names.")
    private Path file = Path.of("model.onnx");

    @Option(
            names = "--like",
            paramLabel = "ID",
            description =
                    "The importer, for example keras; by default, the one for this kind of file. Its options are given by name.")
    private @Nullable String like;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description =
                    "Folder for model.onnx and proof.json; by default imported/NAME, where NAME is that of the file, or of its folder for model.onnx.")
    private @Nullable Path out;

    private List<String> options = List.of();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public void take(List<String> given) {
        options = given;
    }

    @Override
    public Integer call() throws IOException {
        if (out != null) {
            OutputFile.requireFolder("--out", out);
        }
        PrintWriter printer = spec.commandLine().getOut();
        ImportedFile imported = importer(plugins.load()).read(file);
        imported.describe().forEach(printer::println);
        ImportProof proof = imported.prove();
        proof.summary().forEach(line -> printer.println("proof   " + line));
        Path folder = out == null ? Path.of("imported", nameOf(file)) : out;
        Path model = folder.resolve("model.onnx");
        if (!proof.passed()) {
            spec.commandLine()
                    .getErr()
                    .println("sluice: the model was taken but does not compute the same; nothing was"
                            + " written. Please report it with the file");
            return Failures.FAILURE;
        }
        write(imported, folder, model);
        Files.writeString(folder.resolve("proof.json"), proof.json(), StandardCharsets.UTF_8);
        printer.println("wrote   " + model + " and proof.json");
        printer.println(advice(imported, model));
        return 0;
    }

    /** The importer that was named, else the one that claims the file, with its own options. */
    private ModelImporter importer(Registry registry) {
        if (like != null && !registry.has(ModelImporter.class, like)) {
            throw new ConfigException("--like: " + registry.unknown(ModelImporter.class, like));
        }
        Component<ModelImporter, ?> importer =
                like == null ? Imports.importerOf(file, registry) : registry.lookup(ModelImporter.class, like);
        return Components.with(options, importer, registry);
    }

    /** Says at once whether the model can be trained on, rather than when an experiment tries. */
    private static String advice(ImportedFile imported, Path model) {
        try {
            imported.model();
            return "Go on training with  model: {import: " + model + "}  in an experiment file.";
        } catch (ImportException e) {
            return "It cannot be trained on: " + e.getMessage();
        }
    }

    /** A model that was imported before is not lost to another one of the same name. */
    private static void write(ImportedFile imported, Path folder, Path model) throws IOException {
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, "model", ".part");
        try {
            imported.write(fresh);
            if (Files.exists(model) && Files.mismatch(fresh, model) >= 0) {
                throw new ConfigException(
                        model + " is there already and is another model; name another folder with --out");
            }
            Files.move(fresh, model, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** The file's name, or its folder's where all models are called the same. */
    static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        Path folder = file.toAbsolutePath().normalize().getParent();
        return stem.equals("model") && folder != null && folder.getFileName() != null
                ? folder.getFileName().toString()
                : stem;
    }
}
