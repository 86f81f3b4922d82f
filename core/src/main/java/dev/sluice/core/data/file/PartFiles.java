package dev.sluice.core.data.file;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of a source that has one for all examples, which {@code data.split} divides, or one for each part. */
public record PartFiles(
        @Description(
                "Path of a file whose examples data.split divides, relative to the experiment file; $data/… for one"
                        + " in the folder of shared data; .gz too; * matches any word")
        @Default("''")
        String file,

        @Description(
                "Path of the training file; data.split takes the validation part from it, unless validation is given")
        @Default("''")
        String training,

        @Description("Path of the validation file") @Default("''")
        String validation,

        @Description("Path of the test file") @Default("''") String test) {
    /** Reads a file. */
    @FunctionalInterface
    public interface Read {
        /** Reads the examples of a file, which belong to a part. */
        void read(Path file, Example.Part part) throws IOException;
    }

    /** Checks that there is something to train on. */
    public PartFiles {
        if (file.isEmpty() == training.isEmpty()) {
            throw new IllegalArgumentException("give either file, or training with test, but file is '" + file
                    + "' and training is '" + training + "'");
        }
        if (!file.isEmpty() && !(validation.isEmpty() && test.isEmpty())) {
            throw new IllegalArgumentException(
                    "file is divided by data.split; name it training where validation or test have files of their own");
        }
        if (!training.isEmpty() && (training.equals(validation) || training.equals(test))) {
            throw new IllegalArgumentException("what is trained on says nothing about other data, but training and "
                    + (training.equals(validation) ? "validation" : "test") + " are both '" + training
                    + "'; name another file, or leave it out and let data.split divide the file");
        }
    }

    /**
     * A file and the part that it belongs to.
     *
     * @param word that the {@code *} of its path stands for; empty if there is none
     */
    public record PartFile(Path file, String word, Example.Part part) {}

    /** Reads {@link #all} files. */
    public void each(Reading reading, Read read) throws IOException {
        for (PartFile file : all(reading)) {
            read.read(file.file(), file.part());
        }
    }

    /**
     * All files, in the order of the parts; a {@code *} in a path stands for any word, and files that differ in it are sorted.
     *
     * @throws DataException if a path with a {@code *} matches no file
     */
    public List<PartFile> all(Reading reading) throws IOException {
        List<PartFile> files = new ArrayList<>();
        add(files, reading, file, Example.Part.BY_HASH);
        add(files, reading, training, validation.isEmpty() ? Example.Part.BY_HASH : Example.Part.TRAINING);
        add(files, reading, validation, Example.Part.VALIDATION);
        add(files, reading, test, Example.Part.TEST);
        return files;
    }

    private static void add(List<PartFile> files, Reading reading, String path, Example.Part part) throws IOException {
        if (!path.isEmpty()) {
            for (FilePattern.Match match : FilePattern.of(reading, path)) {
                files.add(new PartFile(match.file(), match.word(), part));
            }
        }
    }
}
