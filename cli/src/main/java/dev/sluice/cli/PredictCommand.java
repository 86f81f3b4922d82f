package dev.sluice.cli;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Padding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.error.Printable;
import dev.sluice.core.experiment.TrainedModels;
import dev.sluice.core.experiment.exchange.Digits;
import dev.sluice.core.experiment.exchange.GivenInputs;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.Prediction;
import dev.sluice.core.experiment.exchange.Predictor;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice predict}. */
@Command(
        name = "predict",
        description = "Run an exported model on a text, on named inputs, or on a file of examples.",
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelArgument chosen = new ModelArgument();

    @Option(names = "--text", paramLabel = "TEXT", description = "The text, for a model that reads one.")
    private @Nullable String text;

    @Option(
            names = "--input",
            paramLabel = "NAME=VALUE",
            description =
                    "An input: a text, numbers separated by commas, or @ and a file: for a series, one line of numbers"
                            + " per step, optionally after a header line with the names of the columns, or a NumPy array, @x.npy. Once for each input.")
    private Map<String, String> inputs = new LinkedHashMap<>();

    @Option(
            names = "--file",
            paramLabel = "IN",
            description = "A file of examples in the format of the run's data source, with or without targets.")
    private @Nullable Path file;

    @Option(
            names = "--out",
            paramLabel = "OUT",
            description = "CSV file for the predictions of --file; by default, print them.")
    private @Nullable Path to;

    @Option(
            names = "--padding",
            paramLabel = "SIDE",
            converter = EnumWords.PaddingWord.class,
            description = "Side of the padding in series and symbols: left, right, both or none (default).")
    private Padding.Side padding = Padding.Side.NONE;

    @Option(
            names = "--padding-value",
            paramLabel = "NUMBER",
            description = "The value of every number in a padded step (default: ${DEFAULT-VALUE}).")
    private double paddingValue;

    @Option(names = "--top", paramLabel = "N", description = "Number of classes to print (default: ${DEFAULT-VALUE}).")
    private int top = 3;

    @Mixin
    private PredictorOption model = new PredictorOption();

    @Override
    public Integer call() throws IOException {
        if (top < 1) {
            throw new ParameterException(spec.commandLine(), "--top must be at least 1, but was " + top);
        }
        boolean single = text != null || !inputs.isEmpty();
        if (single == (file != null) || (file == null && to != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Give either '--text=TEXT' and '--input=NAME=VALUE', or '--file=IN', with '--out=OUT' if the"
                            + " predictions go to a file");
        }
        if (to != null) {
            OutputFile.require("--out", to);
        }
        Run run = chosen.run();
        Predictor predictor = model.predictor(run);
        run.requireUnchanged(RunFile.MODEL);
        try (ModelFolder exported = ModelFolder.of(run, model.format())) {
            if (file == null) {
                one(run, predictor, exported.path());
            } else {
                new FilePredictions(run, exported.path(), predictor, spec).predict(file, to);
            }
        }
        return 0;
    }

    private void one(Run run, Predictor predictor, Path model) throws IOException {
        DataContract contract = TrainedModels.contract(run, this.model.tokenizers(run));
        Map<String, Sequence> given =
                GivenInputs.of(contract, inputs, Optional.ofNullable(text), new Padding(padding, paddingValue));
        List<Output> outputs = predictor.predict(model, given, top);
        PrintWriter out = spec.commandLine().getOut();
        outputs.forEach(output -> print(out, output, outputs.size() > 1));
    }

    private static void print(PrintWriter out, Output output, boolean named) {
        if (named) {
            out.println(output.name() + ":");
        }
        for (int t = 0; t < output.steps().size(); t++) {
            String step = output.everyStep() ? String.format(Locale.ROOT, "%4d  ", t + 1) : "";
            for (int column = 0; column < output.steps().get(t).size(); column++) {
                Prediction prediction = output.steps().get(t).get(column);
                out.println(step
                        + (output.kind() == Output.Kind.NUMBERS
                                ? number(prediction) + details(output, t, column)
                                : likely(prediction, output.kind() == Output.Kind.LABELS)));
            }
        }
    }

    /** Where several labels may hold, each says whether it is predicted. */
    private static String likely(Prediction prediction, boolean severalMayHold) {
        return String.format(
                Locale.ROOT,
                "%6.2f %%  %s%s",
                100 * prediction.probability(),
                Printable.word(prediction.label()),
                severalMayHold && prediction.holds() ? "  (holds)" : "");
    }

    /** What is said of a number beside it: {@code (low 18.2, high 25)}. */
    private static String details(Output output, int step, int column) {
        return output.details().numbers().entrySet().stream()
                .map(part -> part.getKey() + " "
                        + Digits.of(part.getValue().get(step).get(column)))
                .reduce((one, other) -> one + ", " + other)
                .map(all -> "  (" + all + ")")
                .orElse("");
    }

    /** With the name of its column, if that has one. */
    private static String number(Prediction prediction) {
        String number = Digits.of(prediction.probability());
        return prediction.label().chars().allMatch(Character::isDigit)
                ? number
                : number + "  " + Printable.word(prediction.label());
    }
}
