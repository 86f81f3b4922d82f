package dev.sluice.cli;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.error.Printable;
import dev.sluice.core.experiment.TrainedModels;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.generate.Generated;
import dev.sluice.core.generate.GenerationOptions;
import dev.sluice.core.generate.SequenceGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice generate}. */
@Command(
        name = "generate",
        description = "Generate a text, or frames such as those of music, with the exported step model of a run.",
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
    private static final Pattern OPTIONS = Pattern.compile("\\b(length|temperature|top_k|top_p|stop)\\b");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelArgument chosen = new ModelArgument();

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = "The prompt: a text, or frames as JSON, [[60, 64], [62]] (default: empty).")
    private String given = "";

    @Option(names = "--prompt-file", paramLabel = "FILE", description = "A file with the prompt, in UTF-8.")
    private @Nullable Path promptFile;

    @Option(
            names = "--length",
            paramLabel = "N",
            description = "Maximum number of symbols or frames to generate (default: ${DEFAULT-VALUE}).")
    private int length = 200;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description =
                    "Below 1 favors likely symbols, above 1 unlikely ones, 0 always takes the likeliest (default: ${DEFAULT-VALUE}).")
    private double temperature = 1;

    @Option(
            names = "--top-k",
            paramLabel = "K",
            description = "Sample from the K likeliest symbols (default: 0, for all).")
    private int topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description =
                    "Sample from the smallest set of likeliest symbols with this total probability (default: ${DEFAULT-VALUE}).")
    private double topP = 1;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Seed of the random numbers; the same seed gives the same text (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--stop", paramLabel = "TEXT", description = "A text that ends the generation; may be repeated.")
    private List<String> stops = new ArrayList<>();

    @Mixin
    private PredictorOption model = new PredictorOption();

    @Override
    public Integer call() throws IOException {
        GenerationOptions options = options();
        String prompt = prompt();
        Run run = chosen.run();
        DataContract contract = TrainedModels.contract(run, model.tokenizers(run));
        requireWriter(contract, options, run.id());
        boolean text = contract.input() instanceof InputEncoding.Text;
        Sequence read = text ? new Sequence.Text(prompt) : Prompts.frames(prompt, contract);
        Predictor predictor = model.predictor(run);
        try (ModelFolder exported = ModelFolder.of(run, model.format())) {
            Generated written = predictor.generate(exported.path(), read, options);
            tellUnknown(written.unknown());
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    text
                            ? Prompts.written((InputEncoding.Text) contract.input(), (Sequence.Text) read, written)
                            : Prompts.json(prompt, written));
            out.flush();
        }
        return 0;
    }

    private String prompt() throws IOException {
        if (promptFile == null) {
            return given;
        }
        if (!given.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Give either '--prompt=TEXT' or '--prompt-file=FILE'");
        }
        return SourceLines.whole(promptFile, "with the prompt (--prompt-file)");
    }

    private GenerationOptions options() {
        try {
            return new GenerationOptions(length, temperature, topK, topP, seed, stops);
        } catch (IllegalArgumentException e) {
            throw mistake(e);
        }
    }

    /** What is wrong with options, which Java and experiments write without dashes. */
    private ParameterException mistake(IllegalArgumentException wrong) {
        return new ParameterException(
                spec.commandLine(),
                OPTIONS.matcher(String.valueOf(wrong.getMessage()))
                        .replaceAll(option -> "--" + option.group().replace('_', '-')));
    }

    /** Refuses a model that does not write step by step, or not in the way of these options. */
    private void requireWriter(DataContract contract, GenerationOptions options, String run) {
        if (contract.target() instanceof WrittenEncoding) {
            throw new DataException("a model that generates must predict the next symbol of what it reads, but this one"
                    + " writes a text about it; take 'sluice translate " + run + "'");
        }
        try {
            SequenceGenerator.of(contract, options);
        } catch (IllegalArgumentException e) {
            throw mistake(e);
        } catch (DataException e) {
            throw new DataException(e.getMessage() + "; take 'sluice predict " + run + "'");
        }
    }

    private void tellUnknown(List<String> unknown) {
        if (!unknown.isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("Symbols of the prompt that the model does not know, which it reads as unknown: "
                    + unknown.stream().limit(10).map(Printable::word).collect(Collectors.joining(" "))
                    + (unknown.size() > 10 ? " and " + (unknown.size() - 10) + " more" : ""));
            err.flush();
        }
    }
}
