package dev.sluice.core.experiment;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.SamplingConfig;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.evaluation.BaselineFigures;
import dev.sluice.core.evaluation.BaselineJudgement;
import dev.sluice.core.evaluation.Measures;
import dev.sluice.core.evaluation.TestDetails;
import dev.sluice.core.evaluation.TestSamples;
import dev.sluice.core.evaluation.TestWatch;
import dev.sluice.core.evaluation.Verdict;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.Network;
import dev.sluice.core.option.Choice;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.train.AnswerInterval;
import dev.sluice.core.train.Evaluator;
import dev.sluice.core.train.Scores;
import dev.sluice.core.train.TextJudge;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.WritingConfig;
import dev.sluice.core.train.metric.text.TextMetric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Judges models and the baselines beside them on the test part. */
final class TestJudgement {
    private final PreparedTraining prepared;
    private final EngineOptions engine;
    private final Map<String, BaselineTask> tasks;
    private final Map<String, Measures> measures;
    private final List<Choice<Baseline>> baselines;

    /**
     * What a model and its baselines said about the test part.
     *
     * @param scores of the model
     * @param baselines in the order of the experiment
     * @param texts that the model wrote; none unless it is judged by them
     * @param verdict empty without baselines, or without a figure of the model to compare
     */
    record Outcome(
            Scores scores,
            TestDetails details,
            TestSamples samples,
            List<BaselineFigures> baselines,
            Optional<Verdict> verdict,
            List<TextJudge.Pair> texts) {}

    private TestJudgement(PreparedTraining prepared, Registry registry, EngineOptions engine) {
        this.prepared = prepared;
        this.engine = engine;
        tasks = tasks(prepared.data().contract());
        measures = TrainingSetup.inUnits(prepared.config(), prepared.data().contract());
        baselines = prepared.data().test().isEmpty()
                ? List.of()
                : UsualBaselines.of(prepared.config().baselines(), tasks.values(), registry);
    }

    /**
     * The judgement of a training, before it begins.
     *
     * @throws ConfigException if the experiment names a baseline that cannot take any of its targets
     */
    static TestJudgement of(PreparedTraining prepared, Registry registry, EngineOptions engine) {
        TestJudgement judgement = new TestJudgement(prepared, registry, engine);
        List<String> findings = new ArrayList<>();
        for (Choice<Baseline> baseline : judgement.baselines) {
            List<String> refusals = judgement.beside().refusals(baseline);
            if (!refusals.isEmpty()) {
                findings.add("'" + baseline.name() + "' cannot be compared with: " + String.join("; ", refusals));
            }
        }
        if (!findings.isEmpty()) {
            throw new ConfigException("baselines: " + String.join("; ", findings)
                    + "; leave it out, or leave out baselines for the usual ones");
        }
        return judgement;
    }

    private Map<String, BaselineTask> tasks(DataContract contract) {
        Map<String, BaselineTask> all = new LinkedHashMap<>();
        for (String target : contract.targets().keySet()) {
            all.put(target, PreparedTraining.task(prepared.config(), prepared.data(), contract, target));
        }
        return all;
    }

    private BaselineJudgement beside() {
        return new BaselineJudgement(
                tasks,
                measures,
                writing(),
                prepared.data().split().test(),
                this::steps,
                example -> prepared.data().test().yardsticks(List.of(example)));
    }

    /** Steps that a model is judged by: those that a long text is cut to. */
    private int steps(String target, int example) {
        return Objects.requireNonNull(prepared.data().contract().targets().get(target), target)
                        .everyStep()
                ? prepared.data()
                        .test()
                        .examples()
                        .get(example)
                        .targets()
                        .get(target)
                        .shape()
                        .size(0)
                : 1;
    }

    /** Judges a model and all baselines. */
    Outcome of(TrainedModel model, RunObserver observer) {
        TestWatch watch = new TestWatch(
                tasks(model.contract()),
                TrainingSetup.inUnits(prepared.config(), model.contract()),
                intervals(model),
                kind(),
                prepared.data().split().test(),
                example -> prepared.data().test().yardsticks(List.of(example)));
        Scores byScores = evaluator(prepared.inference(), model)
                .evaluate(model.parameters(), prepared.data().test(), batchSize(), watch);
        List<TextJudge.Pair> texts = texts(model, observer);
        Scores scores = texts.isEmpty() ? byScores : byScores.with(TextJudge.figures(writing(), texts));
        if (!baselines.isEmpty()) {
            observer.note(baselines.size() == 1 ? "Computing the baseline" : "Computing the baselines");
        }
        List<BaselineFigures> figures = baselines.stream().map(beside()::of).toList();
        return new Outcome(
                scores, watch.details().and(byKind(texts)), watch.samples(), figures, verdict(scores, figures), texts);
    }

    /** The figures of the texts about each kind of examples. */
    private Map<String, Map<String, Double>> byKind(List<TextJudge.Pair> texts) {
        Map<String, List<TextJudge.Pair>> kinds = new LinkedHashMap<>();
        kind().ifPresent(kind -> texts.forEach(pair -> kinds.computeIfAbsent(
                        kind.apply(prepared.data().split().test().get(pair.place())), none -> new ArrayList<>())
                .add(pair)));
        Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        kinds.forEach((name, pairs) -> figures.put(name, TextJudge.figures(writing(), pairs)));
        return figures;
    }

    private List<Choice<TextMetric>> writing() {
        return prepared.training().writing().metrics();
    }

    /** The texts that the model writes about the test part, if it is judged by them. */
    private List<TextJudge.Pair> texts(TrainedModel model, RunObserver observer) {
        List<Example> test = prepared.data().split().test();
        if (!(model.writes() || model.transcribes()) || writing().isEmpty() || test.isEmpty()) {
            return List.of();
        }
        observer.note(model.writes() ? "Writing the texts of the test part" : "Reading the texts of the test part");
        WritingConfig writing = prepared.training().writing();
        TextJudge judge = model.writes()
                ? TextJudge.of(model.encoderDecoder(), model.contract(), writing, engine)
                : TextJudge.of(model.network(Network.Mode.INFERENCE), model.contract(), writing, engine);
        return judge.write(model.parameters(), test, test.size(), () -> false);
    }

    /** The kinds of examples that the data are sampled by, each of which has figures of its own. */
    private Optional<Function<Example, String>> kind() {
        SamplingConfig sampling = prepared.config().data().sampling();
        return sampling.hasKinds() ? Optional.of(sampling::kind) : Optional.empty();
    }

    private Map<String, AnswerInterval> intervals(TrainedModel model) {
        Map<String, AnswerInterval> intervals = new LinkedHashMap<>();
        model.intervals()
                .forEach((name, interval) -> intervals.put(
                        name,
                        new AnswerInterval(
                                interval,
                                model.families().get(name),
                                Objects.requireNonNull(tasks.get(name), name).columns(),
                                engine)));
        return intervals;
    }

    /**
     * By the main metric, of written texts the first figure of those; where no baseline has a figure for that, by the first one for which
     * there is one.
     */
    private Optional<Verdict> verdict(Scores scores, List<BaselineFigures> figures) {
        Optional<Verdict> ofTexts = writing().stream()
                .filter(metric -> scores.metrics().containsKey(metric.name()))
                .findFirst()
                .map(metric -> Verdict.of(
                        metric.name(),
                        scores.figure(metric.name()),
                        metric.component().largerIsBetter(),
                        figures))
                .filter(Verdict::compares);
        return ofTexts.isPresent() ? ofTexts : ofScores(scores, figures);
    }

    private Optional<Verdict> ofScores(Scores scores, List<BaselineFigures> figures) {
        List<String> names = new ArrayList<>(List.of(scores.main()));
        names.addAll(scores.metrics().keySet());
        return names.stream()
                .map(name -> verdict(name, scores, figures))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Verdict> verdict(String name, Scores scores, List<BaselineFigures> figures) {
        return measures.entrySet().stream()
                .flatMap(target -> target.getValue().metrics().stream()
                        .filter(metric ->
                                name.equals(metric.name()) || name.equals(target.getKey() + "." + metric.name())))
                .findFirst()
                .map(metric ->
                        Verdict.of(name, scores.figure(name), metric.component().largerIsBetter(), figures))
                .filter(Verdict::compares);
    }

    /** The figures of another model on the same part. */
    Scores of(TrainedModel model, Network network) {
        return evaluator(network, model)
                .evaluate(model.parameters(), prepared.data().test(), batchSize());
    }

    /** The objectives of a model, whose decisions are by its own thresholds. */
    TrainingConfig training(TrainedModel model) {
        return TrainingSetup.measuring(prepared.config(), TrainingSetup.of(prepared.config()), model.contract());
    }

    /** Measures a model by its own thresholds. */
    Evaluator evaluator(Network network, TrainedModel model) {
        return new Evaluator(
                network,
                training(model)::objective,
                engine,
                prepared.config().train().truncatedBpttSteps());
    }

    private int batchSize() {
        return prepared.config().train().batchSize();
    }
}
