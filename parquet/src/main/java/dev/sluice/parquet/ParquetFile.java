package dev.sluice.parquet;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.file.DataFiles;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A file, and what the folders that it lies in say of it.
 *
 * @param partitions values of columns that are the same in all rows, by name: {@code year=2024} is a folder
 */
record ParquetFile(Path path, Map<String, String> partitions) {
    private static final String ENDING = ".parquet";

    ParquetFile {
        partitions = Collections.unmodifiableMap(new LinkedHashMap<>(partitions));
    }

    /**
     * The files of paths and patterns, those of folders by their paths.
     *
     * @throws DataException if one is missing, or a folder has none
     */
    static List<ParquetFile> of(List<String> names, Reading reading) throws IOException {
        List<ParquetFile> files = new ArrayList<>();
        for (String name : names) {
            boolean pattern = name.matches(".*[*?\\[{].*");
            Path path = pattern ? null : reading.file(name).normalize();
            if (path != null && Files.isDirectory(path)) {
                files.addAll(inFolder(path));
            } else {
                DataFiles.of(List.of(name), reading).forEach(file -> files.add(new ParquetFile(file, Map.of())));
            }
        }
        return files;
    }

    /** A file, or those of a folder. */
    static List<ParquetFile> of(Path path) throws IOException {
        return Files.isDirectory(path) ? inFolder(path) : List.of(new ParquetFile(DataFiles.existing(path), Map.of()));
    }

    private static List<ParquetFile> inFolder(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<ParquetFile> files = all.filter(Files::isRegularFile)
                    .filter(file -> DataFiles.name(file).endsWith(ENDING))
                    .filter(file -> isVisible(folder.relativize(file)))
                    .sorted()
                    .map(file -> new ParquetFile(file, partitions(folder.relativize(file))))
                    .toList();
            if (files.isEmpty()) {
                throw new DataException("the folder " + folder + " has no file whose name ends with " + ENDING);
            }
            return files;
        }
    }

    /** Writers leave notes of their own in files and folders such as {@code _temporary}. */
    private static boolean isVisible(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith("_") || part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> partitions(Path path) {
        Map<String, String> partitions = new LinkedHashMap<>();
        for (Path part : path) {
            String[] pair = part.toString().split("=", 2);
            if (pair.length == 2 && !pair[1].endsWith(ENDING)) {
                String value = URLDecoder.decode(pair[1].replace("+", "%2B"), StandardCharsets.UTF_8);
                partitions.put(pair[0], value.equals("__HIVE_DEFAULT_PARTITION__") ? "" : value);
            }
        }
        return partitions;
    }
}
