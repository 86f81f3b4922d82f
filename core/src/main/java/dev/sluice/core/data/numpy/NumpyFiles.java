package dev.sluice.core.data.numpy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.error.Suggestions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Arrays by their names: those of an {@code .npz} file, or {@code .npy} files by their paths. */
public final class NumpyFiles {
    private static final String ARRAY = ".npy";

    private NumpyFiles() {}

    /**
     * An array.
     *
     * @param folder that relative paths start from
     * @param archive path of an {@code .npz} file; may be empty
     * @param name of an array in it, or the path of a file that ends with {@code .npy}
     * @throws DataException if there is none of that name, or it is not readable
     */
    public static NumpyArray array(Path folder, String archive, String name) throws IOException {
        if (name.endsWith(ARRAY)) {
            Path file = existing(folder.resolve(name).normalize());
            try (FileChannel channel = FileChannel.open(file)) {
                return NumpyReader.map(channel, file.toString());
            }
        }
        if (archive.isEmpty()) {
            throw new DataException("'" + name + "' must be the path of a .npy file, or file must name the .npz file"
                    + " that has an array of this name");
        }
        Path file = existing(folder.resolve(archive).normalize());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(name + ARRAY);
            if (entry == null) {
                List<String> names = zip.stream()
                        .map(ZipEntry::getName)
                        .filter(each -> each.endsWith(ARRAY))
                        .map(each -> each.substring(0, each.length() - ARRAY.length()))
                        .toList();
                throw new DataException(
                        file + " has no array '" + name + "'" + Suggestions.choice(name, "there is", names));
            }
            try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
                return NumpyReader.read(in, file + ", array '" + name + "'");
            }
        } catch (ZipException e) {
            throw new DataException(file + " is not an .npz file (" + e.getMessage()
                    + "); write it with np.savez or np.savez_compressed");
        }
    }

    private static Path existing(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    "the data file " + file + (Files.exists(file) ? " is not a file" : " does not exist"));
        }
        return file;
    }
}
