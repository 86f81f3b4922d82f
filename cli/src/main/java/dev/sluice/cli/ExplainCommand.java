package dev.sluice.cli;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Padding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.decode.WrittenText;
import dev.sluice.core.error.Printable;
import dev.sluice.core.experiment.TrainedModels;
import dev.sluice.core.experiment.ValidationPart;
import dev.sluice.core.experiment.exchange.GivenInputs;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.explain.Explainer;
import dev.sluice.core.explain.Explanation;
import dev.sluice.core.explain.report.ExplanationReport;
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

/** {@code sluice explain}. */
@Command(
        name = "explain",
        description = {
            "Look inside a trained network: the steps that mattered most, gates, states, gradients and units.",
            "Writes pictures, an HTML page and JSON."
        },
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelArgument chosen = new ModelArgument();

    @Option(names = "--text", paramLabel = "TEXT", description = "The text, for a model that reads one.")
    private @Nullable String text;

    @Option(
            names = "--input",
            paramLabel = "NAME=VALUE",
            description = "An input as for 'sluice predict': a text, numbers separated by commas, or @ and a file.")
    private Map<String, String> inputs = new LinkedHashMap<>();

    @Option(
            names = "--example",
            paramLabel = "N",
            description = "Instead of inputs: number of an example of the validation part, from 1.")
    private int number;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description =
                    "The class or number whose score is explained, named as in tables of predictions, or HEAD.NAME; by default, the"
                            + " class with the highest score of the first head, or its first number.")
    private @Nullable String target;

    @Option(
            names = "--examples",
            paramLabel = "N",
            description =
                    "Examples of the validation part over which units are compared, 0 for none (default: ${DEFAULT-VALUE}).")
    private int examples = 100;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder to write to (default: ${DEFAULT-VALUE}).")
    private Path to = Path.of("explanation");

    @Mixin
    private PredictorOption predictor = new PredictorOption();

    @Override
    public Integer call() throws IOException {
        boolean given = text != null || !inputs.isEmpty();
        if (given == (number != 0) || examples < 0 || number < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Give '--text=TEXT' and '--input=NAME=VALUE', or '--example=N', from 1; --examples is 0 or more");
        }
        OutputFile.requireFolder("--out", to);
        Run run = chosen.run();
        if (TrainedModels.contract(run).target() instanceof WrittenEncoding) {
            return written(run);
        }
        TrainedModel model = TrainedModels.load(run);
        Explainer explainer = new Explainer(model);
        List<Map<String, Sequence>> others = number > 0 ? validation(run) : validationIfThere(run);
        Explanation explanation = explainer.explain(
                example(model, others),
                Optional.ofNullable(target),
                others.subList(0, Math.min(examples, others.size())));
        Path page = ExplanationReport.write(run.id() + ": " + described(explanation), explanation, to);
        print(explanation, page);
        return 0;
    }

    /** A model that writes is explained by what it looks at while it writes the text of {@code sluice translate}. */
    private int written(Run run) throws IOException {
        if (text == null || target != null || !inputs.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a model that writes texts is explained by what it looks at for each symbol, with '--text=TEXT' and"
                            + " without '--target' and '--input'");
        }
        Translations translations = Translations.of(TrainedModels.contract(run, predictor.tokenizers(run)), run.id());
        run.requireUnchanged(RunFile.ENCODER);
        run.requireUnchanged(RunFile.DECODER);
        List<List<WrittenText>> written;
        try (ModelFolder exported = ModelFolder.of(run, predictor.format())) {
            written = predictor
                    .predictor(run)
                    .write(exported.path(), List.of(translations.inputs(text)), TranslateCommand.USUAL);
        }
        List<String> source = translations.source().config().symbols(text);
        Explanation explanation = Explainer.ofWriting(source, written.getFirst().getFirst());
        Path page = ExplanationReport.write(run.id() + ": " + described(explanation), explanation, to);
        print(explanation, page);
        return 0;
    }

    private Map<String, Sequence> example(TrainedModel model, List<Map<String, Sequence>> validation)
            throws IOException {
        if (number > validation.size()) {
            throw new DataException(
                    "the validation part has " + validation.size() + " examples, but --example is " + number);
        }
        if (number > 0) {
            return validation.get(number - 1);
        }
        return GivenInputs.of(model.contract(), inputs, Optional.ofNullable(text), new Padding(Padding.Side.NONE, 0));
    }

    private static List<Map<String, Sequence>> validation(Run run) throws IOException {
        return ValidationPart.of(run).stream().map(Example::inputs).toList();
    }

    /** Without the data an explanation only lacks its comparison of units. */
    private List<Map<String, Sequence>> validationIfThere(Run run) throws IOException {
        if (examples == 0) {
            return List.of();
        }
        try {
            return validation(run);
        } catch (DataException | RunException e) {
            spec.commandLine().getErr().println("Units are not compared: " + e.getMessage());
            return List.of();
        }
    }

    private static String described(Explanation explanation) {
        boolean characters = explanation.steps().stream().allMatch(step -> step.codePointCount(0, step.length()) <= 1);
        String joined = String.join(characters ? "" : " ", explanation.steps());
        return joined.length() <= 40 ? joined : joined.substring(0, 40) + "…";
    }

    private void print(Explanation explanation, Path page) {
        PrintWriter out = spec.commandLine().getOut();
        Explanation.Target explained = explanation.target();
        out.println(String.format(
                Locale.ROOT, "The score of %s is %.4g", Printable.word(explained.shown()), explained.score()));
        for (Explanation.Attribution attribution : explanation.attributions()) {
            out.println(String.format(
                    Locale.ROOT,
                    "Integrated gradients of %1$s: with %3$d points, %2$.2g %% of the difference is missing",
                    attribution.input(),
                    100 * Math.abs(attribution.missing()),
                    attribution.points()));
        }
        explanation.reaches().stream()
                .filter(Explanation.Reach::hasFactor)
                .forEach(reach -> out.println(String.format(
                        Locale.ROOT,
                        "Gradients of %s change by a factor of %.3g per step",
                        reach.layer(),
                        reach.factor())));
        out.println("Wrote " + page + ", with pictures and explanation.json beside it");
    }
}
