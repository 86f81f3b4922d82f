package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.DataRecord;
import dev.sluice.core.experiment.record.GroupMember;
import dev.sluice.core.experiment.record.PluginRecord;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.experiment.record.RunState;
import dev.sluice.core.experiment.record.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * A run that is refused if the same experiment has been run to its end before: with the same options, data and plugins it would come
 * to the same bits.
 *
 * @param own the run to make
 * @param members of its group; 1 for a run of its own
 */
record OnceOnly(NewRun own, int members) implements InNewFolder {

    @Override
    public void data(RunFolder folder, Provenance provenance, DataRecord data) throws IOException {
        Optional<Run> before = new Runs(own.runs())
                .list().stream()
                        // The name is part of the id, so most runs need not be read.
                        .filter(run -> run.id()
                                .contains(
                                        RunFolder.slug(own.experiment().config().name())))
                        .filter(run -> members == 1
                                || run.group().map(GroupMember::members).orElse(1) == members)
                        .filter(run -> isSame(run, folder, provenance.plugins(), data))
                        .findFirst();
        if (before.isPresent()) {
            throw new RunException("this exact experiment has already been run: "
                    + before.get().id()
                    + "; 'sluice show " + before.get().path()
                    + "' tells what came out, 'sluice rerun' runs it again and compares,"
                    + " --force runs it all the same [Sluice/AlreadyRun]");
        }
        own.data(folder, provenance, data);
    }

    private static boolean isSame(Run run, RunFolder folder, List<PluginRecord> plugins, DataRecord data) {
        try {
            return run.state() == RunState.FINISHED
                    && Files.mismatch(run.file(RunFile.EXPERIMENT), RunFile.EXPERIMENT.in(folder.path())) < 0
                    && run.provenance()
                            .filter(then -> isSame(then.plugins(), plugins))
                            .map(Provenance::data)
                            .filter(data::isOfSame)
                            .isPresent();
        } catch (IOException | RunException e) {
            // One that cannot be read is no reason not to run.
            return false;
        }
    }

    private static boolean isSame(List<PluginRecord> then, List<PluginRecord> now) {
        return then.size() == now.size()
                && then.stream().allMatch(one -> now.stream().anyMatch(one::sameCode));
    }
}
