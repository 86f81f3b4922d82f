package dev.sluice.core.experiment.promotion;

import dev.sluice.core.experiment.record.JsonFile;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;

/**
 * A version of a model: a folder with the exported file, its proof, the data contract, the weights, the record of the run that it comes
 * from, a model card, and its lineage.
 *
 * @param name of the model
 * @param version unique within the model
 * @param path the folder
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ModelVersion(String name, String version, Path path) {
    /** The file with the model card. */
    static final String CARD = "MODEL_CARD.md";

    /** {@code NAME@VERSION}. */
    @Override
    public String toString() {
        return name + "@" + version;
    }

    /**
     * The record that it is made of, which takes the place of a run wherever a trained model is used.
     *
     * @throws RunException if a file differs from the one that was promoted, or from the one that was proven
     */
    public Run run() throws IOException {
        Run run = new Run(path);
        List<String> changed = run.changedFiles();
        if (!changed.isEmpty()) {
            throw new RunException(
                    "a version must be used with the files that were promoted, but in " + path + " have changed: "
                            + String.join("; ", changed) + "; promote the run "
                            + lineage().run()
                            + " again, under another version [Sluice/FileChanged]");
        }
        Promotion.requireProven(run);
        return run;
    }

    /** The file with the model card, in Markdown. */
    public Path card() {
        return path.resolve(CARD);
    }

    /** Where its model comes from. */
    public Lineage lineage() {
        return JsonFile.read(path.resolve(Lineage.FILE), Lineage.class)
                .orElseThrow(() -> new RunException("the version " + this + " has no " + Lineage.FILE + " in " + path
                        + "; was it copied as a whole?"));
    }
}
