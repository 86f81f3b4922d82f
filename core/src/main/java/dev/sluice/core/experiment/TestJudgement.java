package dev.sluice.core.experiment;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.evaluation.BaselineFigures;
import dev.sluice.core.evaluation.BaselineJudgement;
import dev.sluice.core.evaluation.TestDetails;
import dev.sluice.core.evaluation.TestSamples;
import dev.sluice.core.evaluation.TestWatch;
import dev.sluice.core.evaluation.Verdict;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.Network;
import dev.sluice.core.option.Choice;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Evaluator;
import dev.sluice.core.train.Scores;
import dev.sluice.core.train.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Judges models and the baselines beside them on the test part. */
final class TestJudgement {
    private final PreparedTraining prepared;
    private final EngineOptions engine;
    private final Map<String, BaselineTask> tasks = new LinkedHashMap<>();
    private final Map<String, List<Choice<Metric>>> metrics;
    private final List<Choice<Baseline>> baselines;

    /**
     * What a model and its baselines said about the test part.
     *
     * @param scores of the model
     * @param baselines in the order of the experiment
     * @param verdict empty without baselines, or without a figure of the model to compare
     */
    record Outcome(
            Scores scores,
            TestDetails details,
            TestSamples samples,
            List<BaselineFigures> baselines,
            Optional<Verdict> verdict) {}

    private TestJudgement(PreparedTraining prepared, Registry registry, EngineOptions engine) {
        this.prepared = prepared;
        this.engine = engine;
        for (String target : prepared.data().contract().targets().keySet()) {
            tasks.put(target, PreparedTraining.task(prepared.config(), prepared.data(), target));
        }
        metrics = TrainingSetup.inUnits(prepared.config(), prepared.data().contract());
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

    private BaselineJudgement beside() {
        return new BaselineJudgement(
                tasks,
                metrics,
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
    Outcome of(Tensors parameters, RunObserver observer) {
        TestWatch watch = new TestWatch(
                tasks,
                metrics,
                prepared.data().split().test(),
                example -> prepared.data().test().yardsticks(List.of(example)));
        Scores scores = evaluator(prepared.inference())
                .evaluate(parameters, prepared.data().test(), batchSize(), watch);
        if (!baselines.isEmpty()) {
            observer.note(baselines.size() == 1 ? "Computing the baseline" : "Computing the baselines");
        }
        List<BaselineFigures> figures = baselines.stream().map(beside()::of).toList();
        return new Outcome(scores, watch.details(), watch.samples(), figures, verdict(scores, figures));
    }

    private Optional<Verdict> verdict(Scores scores, List<BaselineFigures> figures) {
        String main = scores.main();
        return metrics.entrySet().stream()
                .flatMap(target -> target.getValue().stream()
                        .filter(metric ->
                                main.equals(metric.name()) || main.equals(target.getKey() + "." + metric.name())))
                .findFirst()
                .map(metric ->
                        Verdict.of(main, scores.figure(main), metric.component().largerIsBetter(), figures))
                .filter(verdict ->
                        !verdict.beats().isEmpty() || !verdict.doesNotBeat().isEmpty());
    }

    /** The figures of another model on the same part. */
    Scores of(Network network, Tensors parameters) {
        return evaluator(network).evaluate(parameters, prepared.data().test(), batchSize());
    }

    private Evaluator evaluator(Network network) {
        return new Evaluator(
                network,
                prepared.training()::objective,
                engine,
                prepared.config().train().truncatedBpttSteps());
    }

    private int batchSize() {
        return prepared.config().train().batchSize();
    }
}
