package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.Checkpoint;
import dev.sluice.core.experiment.record.DataRecord;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import java.nio.file.Path;
import java.util.List;

/**
 * The sealed origin of a saved training. Experiment, data and first weights must be the same where it continues.
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
            throw new RunException("a training continues with the experiment that it began with, but "
                    + String.join("; ", changes) + "; restore these values, or start over with 'sluice run FILE'"
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

    /** The error about data that have changed. */
    static RunException changedData(Run run, DataRecord before, DataRecord now) {
        return new RunException(
                "a run continues with the data that it began with, and with the same files of tokenizers, but they have changed: "
                        + before.examples() + " examples with SHA-256 " + before.sha256() + " are now " + now.examples()
                        + " with " + now.sha256() + "; restore them, or start over with " + anew(run)
                        + " [Sluice/DataChanged]");
    }

    /** Refuses a training that would begin with other weights. */
    void requireInitial(String now) {
        if (!seal.initial().equals(now)) {
            throw new RunException("a run continues from the weights that it began with, but the experiment now starts"
                    + " from others: their checksum was " + seal.initial() + " and is " + now
                    + "; restore what it starts from (train.start_from, model.import.file) and the version of the program that"
                    + " began it, or start over with " + anew(run) + " [Sluice/StartChanged]");
        }
    }

    private static String anew(Run run) {
        Path file = run.file(RunFile.EXPERIMENT);
        return "'sluice run " + file + "'";
    }
}
