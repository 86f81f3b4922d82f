package dev.sluice.core.experiment;

import dev.sluice.core.data.Reading;
import dev.sluice.core.data.text.WordVectors;
import dev.sluice.core.plugin.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What {@code embedding.vectors} names: a file with a word and its numbers in each line, or the folder of a run. */
record VectorFiles(Reading reading, Registry registry) {
    static VectorFiles of(ResolvedExperiment experiment) {
        return new VectorFiles(Reading.of(experiment.folder()), experiment.registry());
    }

    /** All words, in the order of the file; of a run the most frequent first. */
    List<String> words(String path) throws IOException {
        Path place = reading.file(path);
        return Files.isDirectory(place) ? new RunVectors(place, registry).words() : WordVectors.words(place);
    }

    /**
     * The vectors of some words.
     *
     * @param size features of each
     */
    WordVectors vectors(String path, Set<String> words, int size, RunObserver observer) throws IOException {
        Path place = reading.file(path);
        return Files.isDirectory(place)
                ? new RunVectors(place, registry).vectors(size, observer)
                : WordVectors.read(place, words, size);
    }
}
