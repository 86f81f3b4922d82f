package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.DataRecord;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFolder;
import java.io.IOException;
import java.util.List;

/**
 * A run in a folder of its own that is made from the record of another one. What differs from then is said before training.
 *
 * @param own the run to make
 * @param before the run that is repeated
 * @param known what differs, as far as it is known before data are read
 */
record RepeatedRun(NewRun own, Run before, List<String> known, RunObserver observer) implements InNewFolder {

    @Override
    public void recipe(RunFolder folder, Provenance provenance) throws IOException {
        observer.note("Repeating " + before.id());
        known.forEach(change -> observer.note("Changed: " + change));
        own.recipe(folder, provenance.repeating(before.id()));
    }

    @Override
    public void data(RunFolder folder, Provenance provenance, DataRecord data) throws IOException {
        before.provenance()
                .map(Provenance::data)
                .filter(then -> !data.isOfSame(then))
                .ifPresent(then -> observer.note("Changed: the data are " + data.examples() + " examples with SHA-256 "
                        + data.sha256() + " and were " + then.examples() + " with " + then.sha256()));
        own.data(folder, provenance.repeating(before.id()), data);
    }
}
