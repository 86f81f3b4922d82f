package dev.sluice.core.experiment;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.experiment.record.DataRecord;
import dev.sluice.core.experiment.record.Run;
import java.io.IOException;
import java.util.List;

/** The examples that a run was validated on, read again. */
public final class ValidationPart {
    private ValidationPart() {}

    /**
     * The examples, windows of them where there is a forecast.
     *
     * @throws DataException if the data are missing, or not those of the run
     */
    public static List<Example> of(Run run) throws IOException {
        ResolvedExperiment experiment =
                Experiment.load(TrainedModels.experiment(run)).resolve();
        List<Example> examples = DataReading.of(experiment, new DataReport());
        boolean same = run.provenance()
                .map(provenance ->
                        provenance.data() != null && DataRecord.of(examples).isOfSame(provenance.data()))
                .orElse(false);
        if (!same) {
            throw new DataException("the data are no longer those of the run " + run.id());
        }
        return DataReading.split(experiment, examples).validation();
    }
}
