package dev.sluice.tuning.study;

import dev.sluice.core.error.Suggestions;
import dev.sluice.tuning.journal.StudyFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The studies in a folder.
 *
 * @param folder that contains the studies
 */
public record Studies(Path folder) {
    /** All studies, by name; none if there is no such folder. */
    public List<StudyFolder> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<StudyFolder> studies = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                StudyFolder study = new StudyFolder(entry);
                if (study.isStudy()) {
                    studies.add(study);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of studies " + folder + " cannot be read: " + e.getMessage(), e);
        }
        studies.sort(Comparator.comparing(StudyFolder::name));
        return studies;
    }

    /** The study of a name or a path; empty if there is none. */
    public Optional<StudyFolder> look(String name) {
        return List.of(Path.of(name), folder.resolve(name)).stream()
                .map(StudyFolder::new)
                .filter(StudyFolder::isStudy)
                .findFirst();
    }

    /**
     * The study of a name or a path.
     *
     * @throws StudyException if there is none, listing the available ones
     */
    public StudyFolder find(String name) {
        return look(name).orElseThrow(() -> {
            List<String> names = list().stream().map(StudyFolder::name).toList();
            return new StudyException("there is no study '" + name + "'" + Suggestions.question(name, names) + " ("
                    + (names.isEmpty() ? "there is none" : "there is " + Suggestions.listed(names)) + " in "
                    + folder.toAbsolutePath().normalize() + ")");
        });
    }
}
