package dev.sluice.core.experiment.exchange;

import dev.sluice.core.train.Validation;
import java.nio.file.Path;
import java.util.List;

/** Writes nothing. */
public record NoExporter() implements Exporter {
    @Override
    public ExportReport export(TrainedModel model, Validation validation, Path folder) {
        return new ExportReport(List.of("nothing was exported"), 0, true);
    }

    @Override
    public boolean isActive() {
        return false;
    }
}
