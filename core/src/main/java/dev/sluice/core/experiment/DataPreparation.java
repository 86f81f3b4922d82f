package dev.sluice.core.experiment;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Preparation;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Scalings;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Spelling;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.error.Suggestions;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.Branch;
import dev.sluice.core.model.EmbeddingOptions;
import dev.sluice.core.model.ForecastOptions;
import dev.sluice.core.model.ImportOptions;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.OutputForm;
import dev.sluice.core.model.TargetScaling;
import dev.sluice.core.model.Wiring;
import dev.sluice.core.train.Objective;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.structure.SequenceForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings examples and model together: the needs of the model about inputs, and of each loss about its target. */
final class DataPreparation {
    private final ExperimentConfig config;
    private final VectorFiles vectors;
    private final TextRules rules;
    private final Optional<ImportedModel> imported;

    DataPreparation(ResolvedExperiment experiment, TextRules rules, Optional<ImportedModel> imported) {
        config = experiment.config();
        vectors = VectorFiles.of(experiment);
        this.rules = rules;
        this.imported = imported;
    }

    /**
     * The preparation of examples.
     *
     * @throws ConfigException if the model asks for what the data do not bring
     * @throws IOException if a file of vectors cannot be read
     */
    Preparation preparation(PreparedForm form) throws IOException {
        Example first = form.forecast(config.data().forecast())
                .map(data -> data.form(form.first()))
                .orElse(form.cut(config.data().windows()));
        if (first.targets().isEmpty()) {
            throw new ConfigException(
                    "data: there is nothing to predict: the source gives neither labels nor targets, and"
                            + " data.forecast.horizon is 0; name the columns to predict in data.source, or the steps to forecast");
        }
        checkTexts(first);
        checkNames("model.heads", config.model().heads().keySet(), first);
        checkNames("train.heads", config.train().heads().keySet(), first);
        for (String name : first.targets().keySet()) {
            if (first.inputs().containsKey(name)) {
                throw new ConfigException("data.source: an input and a target of an exported model need different"
                        + " names, but both are called '" + name + "'; rename one of them");
            }
        }
        return preparation(
                first,
                form.columns(),
                new Scalings(form.scaling(), config.data().targetScaling()));
    }

    /**
     * Refuses data whose targets the losses cannot judge.
     *
     * @throws DataException if there are such
     */
    void check(PreparedData data) {
        data.contract().targets().forEach(this::checkLoss);
        data.contract().targets().forEach(this::checkCurves);
        data.contract()
                .targets()
                .keySet()
                .forEach(name -> checkNumbers(name, data.split().training()));
        data.contract().targets().forEach((name, target) -> checkLabels(name, target, data.split()));
        data.contract().targets().forEach(this::checkFit);
    }

    /** Refuses sequences of labels that the loss says there cannot be, such as a tag that goes on with a span which nothing begins. */
    private void checkLabels(String name, TargetEncoding target, Split split) {
        Optional<SequenceForm> form = config.train().objective(name).loss().sequences();
        List<Example> examples = split.all();
        for (int i = 0; i < examples.size() && form.isPresent(); i++) {
            if (examples.get(i).targets().get(name) instanceof Target.Steps steps) {
                Optional<SequenceForm.Refusal> refusal = form.get()
                        .refusal(steps.steps().stream()
                                .map(DataPreparation::label)
                                .toList());
                if (refusal.isPresent()) {
                    List<String> labels = target.columns() instanceof ClassEncoding classes
                            ? classes.labels().names()
                            : List.of();
                    throw new DataException(
                                    refusal.get().why() + "; " + form.get().remedy(labels))
                            .atStep(refusal.get().step())
                            .in(examples.get(i), i + 1);
                }
            }
        }
    }

    /** Refuses a target that its loss cannot judge, such as classes where the loss wants a text. */
    private void checkFit(String name, TargetEncoding target) {
        try {
            Objective.of(config.train().objective(name).loss()).forTarget(target);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    (config.train().heads().containsKey(name) ? "train.heads." + name + ".loss: " : "train.loss: ")
                            + e.getMessage());
        }
    }

    /** The name of the only label; empty if there is none or there are several. */
    private static String label(Target target) {
        return target instanceof Target.Labels labels && labels.labels().size() == 1
                ? labels.labels().getFirst()
                : "";
    }

    /** Refuses deviations of numbers that were bent, which no deviation in the units of the data corresponds to. */
    private void checkCurves(String name, TargetEncoding target) {
        boolean bent = target.columns() instanceof TargetEncoding.Numeric numbers
                && !numbers.scaler().curves().isEmpty();
        boolean places = config.train().objective(name).loss().form().blocks().stream()
                .allMatch(block -> block.kind() == OutputForm.Kind.LOCATION);
        if (bent && !places) {
            throw new DataException(
                    "the loss predicts deviations, which cannot be brought back to the units of the data"
                            + " through a curve such as a logarithm (data.prepare); take loss: quantile, or leave the target straight");
        }
    }

    /** Refuses numbers that the distribution which the loss predicts cannot give, such as a count of 2.5. */
    private void checkNumbers(String name, List<Example> examples) {
        Optional<DistributionFamily> family =
                config.train().objective(name).loss().family().filter(DistributionFamily::isChoosy);
        for (int i = 0; i < examples.size() && family.isPresent(); i++) {
            try {
                requireNumbers(examples.get(i).targets().get(name), family.get());
            } catch (DataException e) {
                throw e.in(examples.get(i), i + 1);
            }
        }
    }

    private static void requireNumbers(@Nullable Target target, DistributionFamily family) {
        switch (target) {
            case Target.Numbers numbers -> numbers.values().forEach(number -> requireNumber(number, family));
            case Target.Horizon horizon -> {
                for (double number : horizon.values().array()) {
                    requireNumber(number, family);
                }
            }
            case Target.Steps steps -> steps.steps().forEach(step -> requireNumbers(step, family));
            case null, default -> {}
        }
    }

    private static void requireNumber(double number, DistributionFamily family) {
        family.refusal(number).ifPresent(why -> {
            throw new DataException(
                    "the number to predict " + number + " " + why + "; take a loss such as gaussian or quantile");
        });
    }

    /** Numbers of classes are taken back where an example has several right ones. */
    private ClassEncoding.Form form(String target) {
        if (DataReading.severalMayHold(config, target)) {
            return ClassEncoding.Form.ZEROS_AND_ONES;
        }
        return config.train().objective(target).loss().ofClassNumbers().isPresent()
                ? ClassEncoding.Form.NUMBER
                : ClassEncoding.Form.DISTRIBUTION;
    }

    private Preparation preparation(Example first, ColumnNames columns, Scalings scalings) throws IOException {
        Map<String, ClassEncoding.Form> forms = new LinkedHashMap<>();
        first.targets().keySet().forEach(name -> forms.put(name, form(name)));
        Optional<Wiring> wiring = imported.isPresent() ? Optional.empty() : Optional.of(wiring(first));
        return new Preparation(
                rules.text(),
                rules.texts(),
                config.data().series(),
                forms,
                first.targets().keySet().stream()
                        .filter(name -> config.train().objective(name).loss().ofTranscripts())
                        .collect(Collectors.toSet()),
                wiring.map(Wiring::lengths).orElse(Map.of()),
                wiring.map(Wiring::derived).orElse(Map.of()),
                wiring.map(Wiring::characters).orElse(Map.of()),
                wiring.isPresent() ? words(wiring.get(), first) : Map.of(),
                // What an imported file does to numbers before its first layer is in the file.
                wiring.map(Wiring::asTheyAre).orElse(first.inputs().keySet()),
                categories(first),
                scaling(
                        first.targets().keySet(),
                        wiring.map(wires -> wires.ownScale(config.model())).orElse(Set.of())),
                columns,
                config.data().weights(),
                scalings);
    }

    /** The words of the files of vectors whose words all get rows, by the texts that they are for. */
    private Map<String, List<String>> words(Wiring wiring, Example first) throws IOException {
        Map<String, EmbeddingOptions> tables = new LinkedHashMap<>(wiring.tables());
        tables.keySet().removeIf(name -> first.inputs().get(name) instanceof Sequence.Categories);
        first.targets().forEach((name, target) -> {
            if (target instanceof Target.Text) {
                tables.put(name, config.model().decoder().embedding());
            }
        });
        Map<String, List<String>> words = new LinkedHashMap<>();
        for (Map.Entry<String, EmbeddingOptions> table : tables.entrySet()) {
            EmbeddingOptions options = table.getValue();
            if (options.allWords()) {
                words.put(table.getKey(), vectors.words(options.vectors()));
            }
        }
        return words;
    }

    private Wiring wiring(Example first) {
        List<ModelInput> inputs = new ArrayList<>();
        first.inputs().forEach((name, sequence) -> inputs.add(input(name, sequence)));
        Wiring wiring = ModelMistakes.told(config.model(), () -> Wiring.of(config.model(), inputs));
        requirePieces(wiring);
        return wiring;
    }

    /** Inputs of one number for the whole example that an imported file looks up in a table. */
    private Map<String, Integer> categories(Example first) {
        List<ModelInput.Category> wanted = imported.map(ImportedModel::inputs).orElse(List.of()).stream()
                .filter(ModelInput.Category.class::isInstance)
                .map(ModelInput.Category.class::cast)
                .toList();
        Map<String, Integer> categories = new LinkedHashMap<>();
        first.inputs().forEach((name, sequence) -> {
            if (sequence instanceof Sequence.Static fixed && fixed.values().columns() == 1) {
                wanted.stream()
                        .filter(category -> category.name().equals(name)
                                || (wanted.size() == 1 && !first.inputs().containsKey(category.name())))
                        .findFirst()
                        .ifPresent(category -> categories.put(name, category.categories()));
            }
        });
        return categories;
    }

    /** An imported model that keeps its last layers predicts in the units of the data already. */
    private Map<String, TargetScaling> scaling(Set<String> targets, Set<String> byOwnScale) {
        Map<String, TargetScaling> scaling = new LinkedHashMap<>();
        byOwnScale.forEach(input -> scaling.put(input, TargetScaling.SCALE));
        boolean keepsHead = imported.isPresent() && config.model().imported().head() == ImportOptions.Part.KEEP;
        if (!config.data().standardizeTargets() || keepsHead) {
            return scaling;
        }
        targets.forEach(name -> scaling.put(name, scaling(name)));
        return scaling;
    }

    /** Series of all sizes keep their digits when they are divided alone: less a mean of them all, small ones become nearly equal numbers. */
    private TargetScaling scaling(String target) {
        TargetScaling allowed = config.train().objective(target).loss().scaling();
        boolean ofAllSizes = config.data().forecast().isOn()
                && config.model().forecast().errors() == ForecastOptions.ErrorUnit.WINDOW;
        return ofAllSizes && allowed == TargetScaling.STANDARDIZE ? TargetScaling.SCALE : allowed;
    }

    /** Pieces are cut by lengths, of which each encoder has its own. */
    private void requirePieces(Wiring wiring) {
        if (config.train().truncatedBpttSteps() > 0 && wiring.branches().size() > 1) {
            throw new ConfigException("train.truncated_bptt_steps: cuts the sequences of one encoder into pieces, but"
                    + " model.inputs has several, each with lengths of its own: "
                    + wiring.branches().stream().map(Branch::name).collect(Collectors.joining(", "))
                    + "; let one of them read all (reads: […]), or take 0 for whole sequences");
        }
    }

    /** An input as far as it is known before anything is counted. */
    private static ModelInput input(String name, Sequence sequence) {
        return switch (sequence) {
            case Sequence.Text text -> words(name);
            case Sequence.Symbols symbols -> words(name);
            case Sequence.Series series ->
                new ModelInput.Features(name, series.values().columns());
            case Sequence.Categories categories ->
                categories.perStep() ? new ModelInput.Tokens(name, 2) : new ModelInput.Category(name, 2);
            case Sequence.Static fixed ->
                new ModelInput.Static(name, fixed.values().columns());
        };
    }

    private static ModelInput.Tokens words(String name) {
        return new ModelInput.Tokens(name, 2, Optional.of(new ModelInput.Characters(Spelling.nameOf(name), 2, 1)));
    }

    private void checkTexts(Example first) {
        List<String> known = new ArrayList<>(first.inputs().keySet());
        known.addAll(first.targets().keySet());
        for (String name : config.data().texts().keySet()) {
            if (!known.contains(name)) {
                throw new ConfigException("data.texts." + name + ": the data have no text of that name"
                        + Suggestions.choice(name, "they have", known));
            }
        }
    }

    private static void checkNames(String place, Iterable<String> names, Example example) {
        List<String> known = List.copyOf(example.targets().keySet());
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ConfigException(place + "." + name + ": the data have no target of that name"
                        + Suggestions.choice(name, "they have", known));
            }
        }
    }

    private void checkLoss(String name, TargetEncoding target) {
        boolean numbers = target.columns() instanceof TargetEncoding.Numeric;
        String key = config.train().heads().containsKey(name) ? "train.heads." + name + ".loss" : "train.loss";
        Loss loss = config.train().objective(name).loss();
        boolean curved = target.columns() instanceof TargetEncoding.Numeric scaled
                && scaled.scaler().isCurved();
        if (curved && (loss.family().isPresent() || loss.scaling() == TargetScaling.SCALE)) {
            throw new DataException(
                    "the loss predicts distributions in the units of the data, or needs numbers whose zero stays"
                            + " where it is, but '" + name
                            + "' goes through a curve (data.target_scaling.curve, or data.prepare.curve of"
                            + " a column that is forecast); take curve: none, or a loss of points, for example " + key
                            + ": mean-squared-error");
        }
        if (numbers && config.train().objective(name).loss().activation() != OutputActivation.NONE) {
            throw new DataException(
                    "the loss judges classes, but the data's targets are numbers;"
                            + " take a loss for numbers, for example " + key
                            + ": mean-squared-error, or, where they say which classes hold, give the names of the classes as labels");
        }
    }
}
