package dev.sluice.cli;

import dev.sluice.core.experiment.FinishedRun;
import dev.sluice.core.experiment.RunObserver;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunState;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder with a run's exported model: the run's own, or, for a trial of a study that was not exported, one that is made
 * for the moment.
 */
final class ModelFolder implements AutoCloseable {
    private final Path path;
    private final boolean temporary;

    private ModelFolder(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /**
     * The model of a run.
     *
     * @param format it is wanted in
     */
    static ModelFolder of(Run run, String format) throws IOException {
        if (run.state() != RunState.TRAINED) {
            return new ModelFolder(run.path(), false);
        }
        ModelFolder folder = new ModelFolder(Files.createTempDirectory("sluice-model"), true);
        try {
            FinishedRun trained = FinishedRun.load(run, List.of(), RunObserver.silent());
            if (!trained.exporter().equals(format)) {
                trained = FinishedRun.load(run, List.of("export=" + format), RunObserver.silent());
            }
            trained.export(folder.path, RunObserver.silent());
            return folder;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(path);
        }
    }
}
