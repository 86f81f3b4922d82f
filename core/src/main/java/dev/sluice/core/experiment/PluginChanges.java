package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.PluginRecord;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.plugin.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Differences between the plugins of a run and those that are loaded now. */
final class PluginChanges {
    private PluginChanges() {}

    /**
     * One sentence for each plugin that differs or is missing. Additional plugins do not matter: the run names nothing of theirs.
     *
     * @param before those that the run was made with
     */
    static List<String> between(List<PluginRecord> before, Registry now) {
        List<PluginRecord> loaded = now.plugins().stream().map(PluginRecord::of).toList();
        List<String> changes = new ArrayList<>();
        for (PluginRecord plugin : before) {
            Optional<PluginRecord> other =
                    loaded.stream().filter(one -> one.id().equals(plugin.id())).findFirst();
            if (other.isEmpty()) {
                changes.add("the plugin '" + plugin.id() + "' (" + plugin.file() + ") is missing");
            } else if (!plugin.sameCode(other.get())) {
                changes.add("the plugin '" + plugin.id() + "' was " + plugin.version() + " with SHA-256 "
                        + plugin.sha256() + " and is " + other.get().version() + " with "
                        + other.get().sha256() + " (" + other.get().file() + ")");
            }
        }
        return changes;
    }

    /**
     * Refuses other plugins.
     *
     * @throws RunException with each that differs
     */
    static void refuse(List<PluginRecord> before, Registry now) {
        List<String> changes = between(before, now);
        if (!changes.isEmpty()) {
            throw new RunException("a training continues with the plugins that it began with, but "
                    + String.join("; ", changes) + "; put the same jars back, or begin with the run's weights alone:"
                    + " train.start_from [Sluice/PluginChanged]");
        }
    }
}
