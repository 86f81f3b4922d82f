package dev.sluice.cli;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Origin;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.error.Printable;
import dev.sluice.core.experiment.InputFile;
import dev.sluice.core.experiment.TrainedModels;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice tag}. */
@Command(
        name = "tag",
        description = "Tag each token of texts with the exported model of a run; one token and its tags per line.",
        mixinStandardHelpOptions = true)
final class TagCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelArgument chosen = new ModelArgument();

    @Option(names = "--text", paramLabel = "TEXT", description = "A text to tag. Once for each text.")
    private List<String> texts = new ArrayList<>();

    @Option(
            names = "--file",
            paramLabel = "IN",
            description = "A file of texts in the format of the run's data source, with or without tags.")
    private @Nullable Path file;

    @Option(names = "--out", paramLabel = "OUT", description = "A file for the tags; by default, print them.")
    private @Nullable Path to;

    @Option(names = "--json", description = "Write a JSON object for each text, one per line.")
    private boolean json;

    @Mixin
    private PredictorOption model = new PredictorOption();

    @Override
    public Integer call() throws IOException {
        if (texts.isEmpty() == (file == null)) {
            throw new ParameterException(spec.commandLine(), "Give either '--text=TEXT' or '--file=IN'");
        }
        if (file != null && to != null && Files.exists(to) && Files.isSameFile(file, to)) {
            throw new DataException("the tags must not replace the texts, but --file and --out are both " + file
                    + "; name another file");
        }
        if (to != null) {
            OutputFile.require("--out", to);
        }
        Run run = chosen.run();
        DataContract contract = TrainedModels.contract(run, model.tokenizers(run));
        TaggedTexts tagged = TaggedTexts.of(contract, run.id());
        Predictor predictor = model.predictor(run);
        run.requireUnchanged(RunFile.MODEL);
        DataReport report = new DataReport();
        List<Example> examples = file == null ? examples(contract) : InputFile.read(run, file, report);
        report.inputs(contract, examples);
        report.notes().forEach(this::note);
        tagged.unknown(examples).ifPresent(this::note);
        List<Map<String, Sequence>> inputs = examples.stream()
                .map(example -> contract.changes().apply(example.inputs()))
                .toList();
        List<List<Output>> outputs;
        try (ModelFolder exported = ModelFolder.of(run, model.format())) {
            outputs = predictor.predict(exported.path(), inputs, Integer.MAX_VALUE);
        }
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < examples.size(); i++) {
            written.append(
                    json
                            ? tagged.json(examples.get(i), outputs.get(i))
                            : tagged.lines(examples.get(i), outputs.get(i)));
        }
        write(written.toString(), examples.size());
        return 0;
    }

    private List<Example> examples(DataContract contract) {
        List<Example> examples = new ArrayList<>();
        for (String text : texts) {
            examples.add(new Example(
                    "",
                    Map.of(
                            contract.inputs().size() == 1
                                    ? contract.inputs().keySet().iterator().next()
                                    : Batch.TOKENS,
                            new Sequence.Text(text)),
                    Map.of(),
                    Origin.unknown(),
                    Example.Part.BY_HASH));
        }
        return examples;
    }

    private void note(String note) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(Printable.message("Data: " + note));
        err.flush();
    }

    private void write(String text, int count) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (to == null) {
            out.print(text);
            out.flush();
            return;
        }
        OutputFile.write(to, file -> file.write(text));
        out.println(
                String.format(Locale.ROOT, "The tags of %,d %s are in %s", count, count == 1 ? "text" : "texts", to));
    }
}
