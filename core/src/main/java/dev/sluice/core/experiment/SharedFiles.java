package dev.sluice.core.experiment;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataFolders;
import dev.sluice.core.data.file.ZippedFile;
import dev.sluice.core.experiment.catalogue.DataSheet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of shared data that an experiment names in {@code data}. */
public final class SharedFiles {
    private SharedFiles() {}

    /** Their names in the folders of shared data, in the order of the experiment. */
    public static List<String> of(ResolvedExperiment experiment) {
        List<String> names = new ArrayList<>();
        experiment
                .part("data")
                .ifPresent(data -> data.texts(text -> {
                    if (DataFolders.isShared(text)) {
                        names.add(file(text.substring(DataFolders.PREFIX.length())));
                    }
                }));
        return names;
    }

    /**
     * Refuses an experiment whose data are not here.
     *
     * @throws DataException with all files that are missing, and where to get them
     */
    static void require(ResolvedExperiment experiment, DataFolders folders) throws IOException {
        List<String> missing = of(experiment).stream()
                .filter(name -> !isPattern(name) && folders.find(name).isEmpty())
                .distinct()
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        Optional<DataSheet> sheet = DataSheet.in(experiment.folder(), experiment.registry());
        StringBuilder text =
                new StringBuilder("this experiment needs data that are not part of Sluice and not here:\n");
        for (String name : missing) {
            text.append("\n  ").append(sheet.flatMap(known -> known.about(name)).orElse(name));
        }
        text.append("\n\n").append(folders.inWords()).append(" [Sluice/NoData]");
        throw new DataException(text.toString());
    }

    /** The file that must be there: a zip file, where the path goes on within it. */
    private static String file(String name) {
        return ZippedFile.end(name).map(end -> name.substring(0, end)).orElse(name);
    }

    /** Several files by one name; what it matches is the source's to say. */
    private static boolean isPattern(String name) {
        return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
    }
}
