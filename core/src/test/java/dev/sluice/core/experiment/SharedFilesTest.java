package dev.sluice.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SharedFilesTest {
    @TempDir
    private Path folder;

    @Test
    void of_pathThatGoesOnWithinAZipFile_isTheZipFile() {
        Experiment experiment = new StoppedRuns(folder)
                .experiment()
                .set("data.source.name", "text")
                .set("data.source.options", Map.of("file", "$data/tatoeba/fra-eng.zip/fra.txt"));

        assertThat(SharedFiles.of(experiment.resolve())).containsExactly("tatoeba/fra-eng.zip");
    }
}
