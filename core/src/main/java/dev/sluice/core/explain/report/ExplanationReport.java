package dev.sluice.core.explain.report;

import dev.sluice.core.chart.Picture;
import dev.sluice.core.experiment.record.JsonFile;
import dev.sluice.core.explain.Explanation;
import dev.sluice.core.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;

/** A folder with an explanation: {@code explanation.html}, {@code explanation.json} and its pictures. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ExplanationReport {
    private ExplanationReport() {}

    /**
     * Writes the files, replacing older ones.
     *
     * @param title of the page
     * @return the page
     */
    public static Path write(String title, Explanation explanation, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Picture> pictures = ExplanationPictures.of(explanation);
        for (Picture picture : pictures) {
            picture.write(folder);
        }
        JsonFile.write(folder.resolve("explanation.json"), explanation);
        Path page = folder.resolve("explanation.html");
        WholeFile.write(page, ExplanationPage.of(title, explanation, pictures));
        return page;
    }
}
