package dev.sluice.core.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * The folders that are searched for shared data sets, in order. An experiment file names a file in them as
 * {@code $data/etth1/ETTh1.csv}, so that it runs on every machine, wherever the data are.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record DataFolders(List<Path> folders) {
    /** The prefix of a path that is searched for in these folders. */
    public static final String PREFIX = "$data/";

    /** Name of the system property with the folder to search first; the program sets it from {@code --data}. */
    public static final String PROPERTY = "sluice.data";

    /** Name of the environment variable with the folder to search next. */
    public static final String VARIABLE = "SLUICE_DATA";

    /** The folder beside the current one, searched last. */
    private static final Path BESIDE = Path.of("..", "shared", "data");

    /** Copies the list. */
    public DataFolders {
        folders = List.copyOf(folders);
    }

    /** The folder of {@code --data}, that of {@code SLUICE_DATA}, and {@code ../shared/data}. */
    public static DataFolders standard() {
        List<Path> folders = new ArrayList<>();
        Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).ifPresent(folders::add);
        Optional.ofNullable(System.getenv(VARIABLE))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .ifPresent(folders::add);
        folders.add(BESIDE);
        return new DataFolders(folders);
    }

    /** Returns whether a path is to be searched for in these folders. */
    public static boolean isShared(String path) {
        return path.startsWith(PREFIX);
    }

    /**
     * A file of a data set, in the first folder that has it.
     *
     * @param name relative to the folders, such as {@code etth1/ETTh1.csv}
     */
    public Optional<Path> find(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name).normalize())
                .filter(Files::exists)
                .findFirst();
    }

    /** The folders and the ways to specify another, for messages. */
    public String inWords() {
        return "looked in " + folders.stream().map(Path::toString).collect(Collectors.joining(", "))
                + "; name the folder with the data by --data DIR or by the environment variable " + VARIABLE;
    }
}
