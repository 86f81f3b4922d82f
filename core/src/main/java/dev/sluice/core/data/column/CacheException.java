package dev.sluice.core.data.column;

import dev.sluice.core.error.SluiceException;
import java.io.IOException;
import java.util.Locale;

/** Columns that do not fit into memory and cannot be written to a file either. */
public final class CacheException extends SluiceException {
    private static final long serialVersionUID = 1L;

    CacheException(ColumnCache cache, IOException cause) {
        super(
                String.format(
                        Locale.ROOT,
                        "the data take more than %,d MB of memory, so they must be written to the folder %s, but that cannot be"
                                + " done (%s: %s); name another folder with cache or SLUICE_CACHE, or give more memory with"
                                + " SLUICE_JAVA_OPTS=-Xmx…",
                        cache.mostInMemory() >> 20,
                        cache.folder(),
                        cause.getClass().getSimpleName(),
                        cause.getMessage()),
                cause);
    }
}
