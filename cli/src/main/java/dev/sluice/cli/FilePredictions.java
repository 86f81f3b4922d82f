package dev.sluice.cli;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.error.Printable;
import dev.sluice.core.experiment.InputFile;
import dev.sluice.core.experiment.TrainedModels;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.PredictionTable;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.record.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Predicts a file of examples. */
record FilePredictions(Run run, Path model, Predictor predictor, CommandSpec spec) {
    /**
     * Predicts.
     *
     * @param out takes the predictions; printed if there is none
     */
    void predict(Path file, @Nullable Path out) throws IOException {
        if (out != null && Files.exists(out) && Files.isSameFile(file, out)) {
            throw new DataException("the predictions must not replace the examples, but --file and --out are both "
                    + file + "; name another file");
        }
        DataContract contract = TrainedModels.contract(run);
        if (contract.target() instanceof TargetEncoding.Horizon) {
            throw new DataException("the model forecasts the next steps of series: take 'sluice forecast " + run.id()
                    + " --input " + file + " --out FILE'");
        }
        DataReport report = new DataReport();
        List<Example> examples = InputFile.read(run, file, report);
        List<Map<String, Sequence>> inputs = examples.stream()
                .map(example -> contract.changes().apply(example.inputs()))
                .toList();
        report.inputs(contract, examples);
        List<List<Output>> outputs = predictor.predict(model, inputs, Integer.MAX_VALUE);
        PredictionTable table = new PredictionTable(contract);
        PrintWriter err = spec.commandLine().getErr();
        report.notes().forEach(note -> err.println(Printable.message("Data: " + note)));
        err.flush();
        if (out == null) {
            StringWriter text = new StringWriter();
            table.write(text, examples, outputs);
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return;
        }
        OutputFile.write(out, text -> table.write(text, examples, outputs));
        spec.commandLine()
                .getOut()
                .println(String.format(Locale.ROOT, "Predictions for %,d examples are in %s", examples.size(), out));
    }
}
