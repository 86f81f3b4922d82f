package dev.sluice.dashboard.store;

import dev.sluice.core.experiment.promotion.ModelVersion;
import dev.sluice.core.experiment.promotion.Models;
import dev.sluice.core.experiment.record.RunException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The folder of promoted models, read only. What has no name in it cannot be asked for. */
public final class ModelStore {
    private final Path folder;
    private final Models models;

    /** The models in a folder, which may be missing. */
    public ModelStore(Path folder) {
        this.folder = folder;
        this.models = new Models(folder);
    }

    /** All versions of all models: by the names of the models, the newest version first. */
    public List<ModelVersion> versions() throws IOException {
        List<ModelVersion> versions = new ArrayList<>();
        for (String name : models.names()) {
            for (ModelVersion version : models.versions(name).reversed()) {
                if (isWithin(version)) {
                    versions.add(version);
                }
            }
        }
        return versions;
    }

    /** The words that mean a version. */
    public List<String> aliases(ModelVersion version) {
        return models.aliases(version.name()).entrySet().stream()
                .filter(alias -> alias.getValue().equals(version.version()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * A version by the name of its model and its own, or an alias.
     *
     * @throws Refusal if there is none, or its files lie elsewhere
     */
    public ModelVersion version(String name, String wanted) throws IOException {
        ModelVersion version = named(name, wanted);
        if (!isWithin(version)) {
            throw new Refusal(
                    403,
                    "a model is shown from its own folder, but that of " + version
                            + " has symbolic links; replace them by the files that they point to");
        }
        return version;
    }

    private boolean isWithin(ModelVersion version) throws IOException {
        return Inside.entry(folder, version.name())
                        .flatMap(model -> Inside.entry(model, version.version()))
                        .isPresent()
                && !Inside.hasLinks(version.path());
    }

    private ModelVersion named(String name, String wanted) throws IOException {
        try {
            String meant = models.aliases(name).getOrDefault(wanted, wanted);
            return models.versions(name).stream()
                    .filter(version -> version.version().equals(meant))
                    .findFirst()
                    .orElseThrow(() -> new Refusal(404, "the model has no such version"));
        } catch (RunException e) {
            throw new Refusal(404, String.valueOf(e.getMessage()));
        }
    }
}
