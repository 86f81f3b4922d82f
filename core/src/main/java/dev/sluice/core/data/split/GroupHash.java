package dev.sluice.core.data.split;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import java.util.List;

/** Gives all examples of a group the same place: the hash of its name. */
final class GroupHash {
    private final SplitConfig config;

    GroupHash(SplitConfig config, List<Example> examples, DataReport report) {
        this.config = config;
        long groups = examples.stream().map(Example::group).distinct().count();
        if (groups == 1 && !examples.getFirst().group().isEmpty()) {
            throw new DataException("examples are divided by group (data.split.by), but all are of one, '"
                    + examples.getFirst().group() + "'; name another column (group), or divide them another way");
        }
        report.count("groups", groups);
    }

    Example.Part part(Example example) {
        if (example.group().isEmpty()) {
            throw new DataException("examples are divided by group (data.split.by), but one has none"
                    + (example.origin().isKnown() ? " (" + example.origin() + ")" : "")
                    + "; name the column that tells which group a row belongs to (group)");
        }
        return config.part(HashSplit.position(example.group(), config.salt()));
    }
}
