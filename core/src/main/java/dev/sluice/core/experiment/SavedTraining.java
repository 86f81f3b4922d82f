package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Checkpoint;
import dev.sluice.core.experiment.record.DataRecord;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run was made from, which must be the same where its training goes on: that is sealed in its checkpoint.
 *
 * @param run whose training it is
 * @param seal in the checkpoint
 */
record SavedTraining(Run run, Checkpoint.Seal seal) {
    /**
     * Refuses another experiment.
     *
     * @param allowed keys that may differ
     */
    void requireRecipe(TrainingRecipe now, List<String> allowed) {
        TrainingRecipe before = TrainingRecipe.of(seal.experiment(), run.id());
        List<String> changes = before.without(allowed).changesTo(now.without(allowed));
        if (!changes.isEmpty()) {
            throw new RunException("a training goes on with the experiment that it began with, but "
                    + String.join("; ", changes) + "; write back what it was, or begin anew with 'sluice run FILE'"
                    + (allowed.isEmpty()
                            ? ""
                            : "; only " + String.join(" and ", allowed)
                                    + " may change, and for anything else a new training can begin with the weights:"
                                    + " train.start_from")
                    + " [Sluice/ExperimentChanged]");
        }
    }

    /** Refuses other data. */
    void requireData(DataRecord now) {
        DataRecord before = seal.data();
        if (!before.isOfSame(now)) {
            throw changedData(run, before, now);
        }
    }

    /** What is said of data that have changed. */
    static RunException changedData(Run run, DataRecord before, DataRecord now) {
        return new RunException("a run goes on with the data that it began with, but they have changed: "
                + before.examples() + " examples with SHA-256 " + before.sha256() + " are now " + now.examples()
                + " with " + now.sha256() + "; bring them back as they were, or begin anew with " + anew(run)
                + " [Sluice/DataChanged]");
    }

    /** Refuses a training that would begin with other weights. */
    void requireInitial(String now) {
        if (!seal.initial().equals(now)) {
            throw new RunException("a run goes on from the weights that it began with, but the experiment now begins"
                    + " with others: their checksum was " + seal.initial() + " and is " + now
                    + "; bring back what it starts from (train.start_from, model.import.file) and the program that"
                    + " began it, or begin anew with " + anew(run) + " [Sluice/StartChanged]");
        }
    }

    private static String anew(Run run) {
        Path file = run.file(RunFile.EXPERIMENT);
        return "'sluice run " + file + "'";
    }
}
