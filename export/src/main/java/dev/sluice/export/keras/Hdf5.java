package dev.sluice.export.keras;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.export.foreign.Printable;
import io.jhdf.HdfFile;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Opens HDF5 files; nothing else does.
 *
 * <p>jHDF does not check files: a damaged one makes it throw arbitrary exceptions, recurse endlessly, or visit the same
 * nodes again and again. So it runs in a separate thread, on bytes in memory, with a time limit, and every failure
 * becomes a single message.
 */
final class Hdf5 {
    private static final long MOST_SECONDS = 60;

    private Hdf5() {}

    /**
     * Reads from a file.
     *
     * @param source the file, for messages
     * @throws ImportException if the file is damaged, takes too long to read, or contains something unsupported
     */
    static <T> T read(ByteBuffer bytes, String source, Function<HdfFile, T> reading) {
        FutureTask<T> task = new FutureTask<>(() -> {
            try (HdfFile file = HdfFile.fromByteBuffer(bytes)) {
                return reading.apply(file);
            }
        });
        Thread thread = new Thread(task, "hdf5");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ImportException refusal) {
                throw refusal;
            }
            throw new ImportException(
                    source + " cannot be read: it is truncated, damaged, or not an HDF5 file of Keras ("
                            + Printable.of(String.valueOf(e.getCause())) + "); save it again",
                    e.getCause());
        } catch (TimeoutException e) {
            throw new ImportException(
                    source + " cannot be read: its structure could not be read within " + MOST_SECONDS
                            + " seconds, so it is damaged; save it again",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImportException(source + " was not read: interrupted", e);
        }
    }
}
