package dev.sluice.export;

import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.model.Network;
import dev.sluice.export.proof.ProofReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Advice after a failed proof; every command it suggests works. */
record Remedy(TrainedModel model, Path folder) {
    /** Largest relative difference for which a looser tolerance is suggested. */
    private static final double SMALL = 0.01;

    /** The advice as lines of text. */
    List<String> of(ProofReport report) {
        List<String> lines = new ArrayList<>();
        OptionalDouble accepted = report.differences().acceptedBy(SMALL);
        if (accepted.isPresent()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "the training is saved; to accept this difference: 'sluice export %s --tolerance %.1e'",
                    run(),
                    accepted.getAsDouble()));
        } else if (hasModules()) {
            lines.add(
                    "the training is saved; to use it in PyTorch: 'sluice export " + run() + " --format safetensors'");
        } else {
            lines.add("the training is saved: its weights are in best.safetensors");
        }
        lines.add("the file should be right, so please report this with the experiment file and proof.json");
        return lines;
    }

    /** The run's folder if the export is written there, else the run's name. */
    private String run() {
        String id = model.origin().getOrDefault("run", "RUN");
        return id.equals(String.valueOf(folder.getFileName())) ? folder.toString() : id;
    }

    private boolean hasModules() {
        try {
            TorchStateDict.of(model.network(Network.Mode.INFERENCE), model.parameters());
            return true;
        } catch (ExportException e) {
            return false;
        }
    }
}
