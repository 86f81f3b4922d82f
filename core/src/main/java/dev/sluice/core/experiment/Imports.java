package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.experiment.exchange.ImportProof;
import dev.sluice.core.experiment.exchange.ImportedFile;
import dev.sluice.core.experiment.exchange.ModelImporter;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.ImportOptions;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.plugin.Component;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Models of other programs that experiments start from. */
public final class Imports {
    private Imports() {}

    /**
     * The importer of a file, by the ending of its name.
     *
     * @throws ConfigException if no importer claims it, or several do
     */
    public static Component<ModelImporter, ?> importerOf(Path file, Registry registry) {
        if (!Files.isRegularFile(file)) {
            throw new ConfigException("a model to import must be a file, but "
                    + (Files.exists(file) ? file + " is a folder; name the file in it" : "there is no file " + file));
        }
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        List<String> claiming = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (String id : registry.ids(ModelImporter.class)) {
            ModelImporter importer = Components.withDefaults(registry.lookup(ModelImporter.class, id), registry);
            if (importer.endings().stream().anyMatch(name::endsWith)) {
                claiming.add(id);
            }
            all.add(id + " " + importer.endings());
        }
        if (claiming.isEmpty()) {
            throw new ConfigException("no importer reads files like " + file.getFileName() + "; there is "
                    + (all.isEmpty() ? "none" : String.join(", ", all)) + "; " + converted(name)
                    + "name the one to read it with: 'sluice import " + file + " --like ID'");
        }
        if (claiming.size() > 1) {
            throw new ConfigException("several importers read files like " + file.getFileName() + ": "
                    + String.join(", ", claiming) + "; name the one to read it with: 'sluice import " + file
                    + " --like ID'");
        }
        return registry.lookup(ModelImporter.class, claiming.getFirst());
    }

    /** What makes a file that is read of one that is not, where its ending tells; the beginning of a sentence. */
    private static String converted(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "pt", "pth", "ckpt", "bin", "pkl" ->
                "PyTorch's own files are pickled programs, so write the model with torch.onnx.export, or its weights with"
                        + " safetensors.torch.save_file(model.state_dict(), 'model.safetensors'), or ";
            case "pb", "tflite" -> "convert the model to ONNX with tf2onnx, or ";
            default -> "";
        };
    }

    /**
     * Reads the file that an experiment names; empty if it names none.
     *
     * @throws ImportException if it cannot be imported
     */
    static Optional<ImportedFile> read(ResolvedExperiment experiment) throws IOException {
        ImportOptions options = experiment.config().model().imported();
        if (options.file().isEmpty()) {
            if (!options.equals(ImportOptions.none())) {
                throw new ConfigException("model.import: 'file' is missing; name the model to begin with");
            }
            return Optional.empty();
        }
        Path file = experiment.folder().resolve(options.file()).normalize();
        if (!Files.isRegularFile(file)) {
            throw new ConfigException("model.import.file: there is no file " + file + "; check the path");
        }
        return Optional.of(read(experiment.registry(), file));
    }

    /**
     * Reads the file that an experiment names, proves it, and keeps it with the run.
     *
     * @throws ImportException if it cannot be taken
     */
    static Optional<ImportedModel> take(
            ResolvedExperiment experiment, DataContract contract, RunFolder folder, RunObserver observer)
            throws IOException {
        Optional<ImportedFile> file = read(experiment);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        ImportOptions options = experiment.config().model().imported();
        ImportedFile imported = file.get();
        checkVocabulary(options, imported, contract);
        ImportProof proof = imported.prove();
        if (!proof.passed()) {
            throw new ExportException("the imported model does not compute what its file does: "
                    + String.join("; ", proof.summary()) + ". Please report it with the file");
        }
        observer.note("Imported " + Path.of(options.file()).getFileName() + ": "
                + proof.summary().getFirst());
        imported.write(RunFile.IMPORTED.in(folder.path()));
        folder.write(RunFile.IMPORT_PROOF, proof.json());
        return Optional.of(imported.model());
    }

    private static ImportedFile read(Registry registry, Path file) throws IOException {
        return Components.withDefaults(importerOf(file, registry), registry).read(file);
    }

    /** Rows of a table mean nothing without the symbols that they stand for. */
    private static void checkVocabulary(ImportOptions options, ImportedFile imported, DataContract contract) {
        Optional<InputEncoding.Text> found = contract.inputs().values().stream()
                .filter(InputEncoding.Text.class::isInstance)
                .map(InputEncoding.Text.class::cast)
                .findFirst();
        if (options.embedding() == ImportOptions.Part.NEW || found.isEmpty()) {
            return;
        }
        InputEncoding.Text text = found.get();
        List<String> known = imported.symbols();
        if (known.isEmpty()) {
            throw new ConfigException(
                    "model.import: the file does not say which symbols the rows of its table stand for,"
                            + " so they cannot be used for these texts; write import.embedding: new to learn a table anew");
        }
        if (!known.equals(text.vocabulary().symbols())) {
            throw new ConfigException(
                    "model.import: the file's vocabulary has " + known.size() + " symbols and the data's "
                            + text.vocabulary().symbols().size()
                            + ", and they are not the same; write import.embedding: new to learn"
                            + " a table anew");
        }
    }

    /** The model that an experiment would begin with, without proof. */
    static Optional<ImportedModel> look(ResolvedExperiment experiment) throws IOException {
        String file = experiment.config().model().imported().file();
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(read(
                                experiment.registry(),
                                experiment.folder().resolve(file).normalize())
                        .model());
    }

    /** The model that a run began with, from its folder. */
    static Optional<ImportedModel> ofRun(Run run, ModelConfig config, Registry registry) throws IOException {
        return config.imported().file().isEmpty()
                ? Optional.empty()
                : Optional.of(read(registry, run.verified(RunFile.IMPORTED)).model());
    }
}
