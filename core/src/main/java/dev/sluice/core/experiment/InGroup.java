package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.DataRecord;
import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunFolder;
import java.io.IOException;

/**
 * A run that is a member of a group.
 *
 * @param start the run as it would be by itself
 * @param group that it is a member of
 * @param member number of the run, from 1
 */
record InGroup(InNewFolder start, GroupRunner group, int member) implements InNewFolder {
    @Override
    public NewRun own() {
        return start.own();
    }

    @Override
    public void recipe(RunFolder folder, Provenance provenance) throws IOException {
        // Before anything else: a run that is killed from here on is known to be a member.
        folder.write(RunFile.GROUP, Json.pretty(group.member(member, folder.id())));
        start.recipe(folder, provenance);
    }

    @Override
    public void data(RunFolder folder, Provenance provenance, DataRecord data) throws IOException {
        start.data(folder, provenance, data);
    }
}
