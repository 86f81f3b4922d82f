package dev.sluice.cli;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.decode.SearchOptions;
import dev.sluice.core.decode.WrittenText;
import dev.sluice.core.error.Printable;
import dev.sluice.core.experiment.InputFile;
import dev.sluice.core.experiment.TrainedModels;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice translate}. */
@Command(
        name = "translate",
        description = "Translate texts with the exported model of a run, by beam search.",
        mixinStandardHelpOptions = true)
final class TranslateCommand implements Callable<Integer> {
    /** The search without options. */
    static final SearchOptions USUAL = new SearchOptions(5, 0.6, 0);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelArgument chosen = new ModelArgument();

    @Option(names = "--text", paramLabel = "TEXT", description = "A text to translate. Once for each text.")
    private List<String> texts = new ArrayList<>();

    @Option(names = "--file", paramLabel = "IN", description = "A UTF-8 file with one text per line.")
    private @Nullable Path file;

    @Option(names = "--out", paramLabel = "OUT", description = "A file for the translations; by default, print them.")
    private @Nullable Path to;

    @Option(
            names = "--beam",
            paramLabel = "N",
            description =
                    "Beam width: texts that are followed in parallel; 1 for greedy search (default: ${DEFAULT-VALUE}).")
    private int beam = USUAL.beam();

    @Option(
            names = "--length-penalty",
            paramLabel = "ALPHA",
            description = "Preference for longer texts (Wu et al., 2016) (default: ${DEFAULT-VALUE}).")
    private double lengthPenalty = USUAL.lengthPenalty();

    @Option(
            names = "--max-length",
            paramLabel = "N",
            description = "Maximum number of symbols to write; by default, as many as in training.")
    private @Nullable Integer maxLength;

    @Option(
            names = "--n-best",
            paramLabel = "N",
            description =
                    "Number of translations of each text, with their scores, at most the beam width (default: ${DEFAULT-VALUE}).")
    private int best = 1;

    @Option(names = "--json", description = "Write a JSON object for each text, one per line.")
    private boolean json;

    @Option(
            names = "--attention",
            description =
                    "Include the attention of each symbol of a translation: weights of the source's symbols; implies --json.")
    private boolean attention;

    @Mixin
    private PredictorOption model = new PredictorOption();

    @Override
    public Integer call() throws IOException {
        check();
        Run run = chosen.run();
        DataContract contract = TrainedModels.contract(run, model.tokenizers(run));
        Translations translations = Translations.of(contract, run.id());
        List<String> sources = file == null ? texts : SourceLines.read(file);
        if (sources.stream().anyMatch(String::isBlank)) {
            throw new DataException("there must be a text to translate, but --text is empty");
        }
        translations.notesBefore(sources).forEach(this::note);
        translations.withoutMark(sources, InputFile.marks(run)).ifPresent(this::note);
        Predictor predictor = model.predictor(run);
        List<List<WrittenText>> written;
        run.requireUnchanged(RunFile.ENCODER);
        run.requireUnchanged(RunFile.DECODER);
        try (ModelFolder exported = ModelFolder.of(run, model.format())) {
            written = predictor.write(
                    exported.path(),
                    sources.stream().map(translations::inputs).toList(),
                    new SearchOptions(beam, lengthPenalty, maxLength == null ? USUAL.maxLength() : maxLength));
        }
        if (attention && written.stream().flatMap(List::stream).anyMatch(Translations::looksAtNothing)) {
            throw new DataException(
                    "--attention shows what each symbol looked at, but this model has none; leave it out,"
                            + " or train with model.decoder.attention");
        }
        translations.notesAfter(written).forEach(this::note);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < sources.size(); i++) {
            lines.append(
                    json || attention
                            ? translations.json(sources.get(i), written.get(i), best, attention)
                            : Translations.lines(written.get(i), best));
        }
        write(lines.toString(), sources.size());
        return 0;
    }

    private void check() throws IOException {
        if (texts.isEmpty() == (file == null)) {
            throw new ParameterException(spec.commandLine(), "Give either '--text=TEXT' or '--file=IN'");
        }
        require(
                beam >= 1 && beam <= SearchOptions.WIDEST_BEAM,
                "--beam must be from 1 to " + SearchOptions.WIDEST_BEAM,
                beam);
        require(best >= 1 && best <= beam, "--n-best must be from 1 to the beam, " + beam, best);
        require(maxLength == null || maxLength >= 1, "--max-length must be 1 or more", maxLength);
        require(
                lengthPenalty >= 0 && lengthPenalty < Double.POSITIVE_INFINITY,
                "--length-penalty must be 0 or more",
                lengthPenalty);
        if (file != null && to != null && Files.exists(to) && Files.exists(file) && Files.isSameFile(file, to)) {
            throw new DataException("the translations must not replace the texts, but --file and --out are both " + file
                    + "; name another file");
        }
        if (to != null) {
            OutputFile.require("--out", to);
        }
    }

    private void require(boolean holds, String rule, @Nullable Object was) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), rule + ", but was " + was);
        }
    }

    private void note(String note) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(Printable.message(note));
        err.flush();
    }

    private void write(String lines, int count) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (to == null) {
            out.print(lines);
            out.flush();
            return;
        }
        OutputFile.write(to, file -> file.write(lines));
        out.println(String.format(
                Locale.ROOT,
                count == 1 ? "The translation of %,d text is in %s" : "The translations of %,d texts are in %s",
                count,
                to));
    }
}
