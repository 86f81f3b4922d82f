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
 * The one place where HDF5 files are opened.
 *
 * <p>jHDF trusts a file: a damaged one makes it throw anything, recurse without end, or go through the same nodes again and again.
 * So it works in a thread of its own, on bytes in memory, for a limited time, and whatever it throws becomes one message.
 */
final class Hdf5 {
    private static final long MOST_SECONDS = 60;

    private Hdf5() {}

    /**
     * Reads something from a file.
     *
     * @param source the file, for messages
     * @throws ImportException if it is damaged, takes too long, or the reading finds something that cannot be taken
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
                    source + " cannot be read: its structure was not understood within " + MOST_SECONDS
                            + " seconds, so it is damaged; save it again",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImportException(source + " was not read: interrupted", e);
        }
    }
}
