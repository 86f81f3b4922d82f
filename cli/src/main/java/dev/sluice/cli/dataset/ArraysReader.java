package dev.sluice.cli.dataset;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.numpy.NumpyArray;
import dev.sluice.core.data.numpy.NumpyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Profiles arrays of NumPy. */
final class ArraysReader {
    private static final String ARRAY = ".npy";

    private ArraysReader() {}

    static Profile.Arrays read(Path file) throws IOException {
        List<Profile.ArrayFacts> all = new ArrayList<>();
        Map<String, Thumbnail> thumbnails = new LinkedHashMap<>();
        String absolute = file.toAbsolutePath().toString();
        if (absolute.endsWith(ARRAY)) {
            add(NumpyFiles.array(Path.of(""), "", absolute), absolute, all, thumbnails);
        } else {
            for (String name : names(file)) {
                add(NumpyFiles.array(Path.of(""), absolute, name), name, all, thumbnails);
            }
        }
        return new Profile.Arrays(file, all, thumbnails);
    }

    private static List<String> names(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(ARRAY))
                    .map(name -> name.substring(0, name.length() - ARRAY.length()))
                    .toList();
        } catch (ZipException e) {
            throw new DataException(file + " is not an .npz file (" + e.getMessage() + ")");
        }
    }

    private static void add(
            NumpyArray array, String name, List<Profile.ArrayFacts> all, Map<String, Thumbnail> thumbnails) {
        List<Integer> shape =
                IntStream.range(0, array.rank()).map(array::size).boxed().toList();
        Range range = new Range();
        long missing = 0;
        Thumbnail thumbnail = new Thumbnail();
        // A line of the first row, of its first feature.
        int width = shape.size() == 3 ? shape.get(2) : 1;
        int shown = shape.size() > 1 ? shape.get(1) * width : array.elements();
        for (int i = 0; i < array.elements() && !array.isText(); i++) {
            double value = array.number(i);
            if (i < shown && i % width == 0) {
                thumbnail.add(value);
            }
            if (Double.isNaN(value)) {
                missing++;
            } else {
                range.add(value);
            }
        }
        all.add(new Profile.ArrayFacts(name, shape, array.isText(), range, missing));
        if (!array.isText()) {
            thumbnails.put(name, thumbnail);
        }
    }
}
