package dev.sluice.core.experiment;

import dev.sluice.core.experiment.space.SpaceTemplate;
import dev.sluice.core.experiment.space.TuneConfig;
import dev.sluice.core.experiment.yaml.Binder;
import dev.sluice.core.experiment.yaml.BoundValue;
import dev.sluice.core.experiment.yaml.Problem;
import dev.sluice.core.experiment.yaml.Problems;
import dev.sluice.core.experiment.yaml.YamlNode;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds all that is wrong with an experiment whose values are open, before anything is tried. */
final class OpenChecks {
    /** Values that decide what trials are compared on, or are no part of what is learned. */
    static final List<String> SETTLED =
            List.of("name", "seed", "folder", "plugins", "data.split", "baselines", "pictures", "repeat", "all_rounds");

    /** Id of a problem with values that are each right alone. */
    private static final String COMBINATION = "BadOptions";

    private static final int DRAWS = 50;

    private final ExperimentLoader.Parsed parsed;
    private final Problems problems;

    OpenChecks(ExperimentLoader.Parsed parsed, Problems problems) {
        this.parsed = parsed;
        this.problems = problems;
    }

    /** The experiment, if nothing is wrong with it. */
    Optional<OpenExperiment> check() {
        SpaceTemplate template = SpaceTemplate.read(parsed.tree(), problems);
        checkPlaces(template);
        Binder binder = new Binder(parsed.registry(), problems);
        BoundValue<TuneConfig> tune = binder.record(TuneConfig.class, parsed.tune(), "$." + ExperimentLoader.TUNE);
        List<BoundValue<ExperimentConfig>> samples = samples(template);
        BoundValue<TuneConfig> known = tune == null ? readable() : tune;
        if (known == null || samples.isEmpty() || template.holes().isEmpty()) {
            return Optional.empty();
        }
        int epochs = samples.stream()
                .mapToInt(sample -> sample.value().train().epochs())
                .max()
                .orElse(1);
        TuneChecks checks = new TuneChecks(known, template, samples, problems);
        List<Objective> objectives = checks.objectives();
        checks.sampler(objectives);
        OpenExperiment.Search search = new OpenExperiment.Search(
                objectives,
                checks.constraints(),
                checks.start(),
                Math.max(1, epochs),
                new ResolvedExperiment(
                        samples.getFirst().value(),
                        (YamlNode.Fields) samples.getFirst().node(),
                        parsed.folder(),
                        parsed.registry()));
        return Optional.of(new OpenExperiment(parsed, template, known, search));
    }

    /** The block without the keys that are wrong: what the others say can still be checked. */
    private @Nullable BoundValue<TuneConfig> readable() {
        if (!(parsed.tune() instanceof YamlNode.Fields fields)) {
            return null;
        }
        YamlNode.Fields right = fields;
        for (Map.Entry<String, YamlNode.Field> key : fields.values().entrySet()) {
            YamlNode.Fields alone = new YamlNode.Fields(Map.of(key.getKey(), key.getValue()), fields.place());
            Problems own = new Problems();
            new Binder(parsed.registry(), own).record(TuneConfig.class, alone, "$");
            // Another key's default may be missing here, but not in the file.
            boolean wrong = own.all().stream()
                    .map(Problem::path)
                    .anyMatch(
                            path -> path.equals("$") || path.matches("\\$\\." + Pattern.quote(key.getKey()) + "\\b.*"));
            right = wrong ? right.without(key.getKey()) : right;
        }
        return new Binder(parsed.registry(), new Problems()).record(TuneConfig.class, right, "$");
    }

    private void checkPlaces(SpaceTemplate template) {
        for (SpaceTemplate.Hole hole : template.holes()) {
            if (SETTLED.stream()
                    .anyMatch(key -> hole.name().equals(key) || hole.name().startsWith(key + "."))) {
                problems.note(
                        hole.place(),
                        "$." + hole.name(),
                        "must have a value: trials that differ in it cannot be compared",
                        "NotSearchable");
            }
        }
        if (template.holes().isEmpty() && template.broken().isEmpty()) {
            problems.note(
                    parsed.tree().place(),
                    "$",
                    "nothing is open here, so there is nothing to search; give a value a domain, for example"
                            + " train.optimizer: {name: adam, options: {learning_rate: {float: [1e-4, 1e-1], log: true}}}",
                    "NothingOpen");
        }
    }

    /** The sample experiments that can be bound; each stands for others of the space. */
    private List<BoundValue<ExperimentConfig>> samples(SpaceTemplate template) {
        List<BoundValue<ExperimentConfig>> bound = new ArrayList<>();
        List<Problem> combinations = new ArrayList<>();
        for (YamlNode.Fields sample : template.samples()) {
            Problems own = new Problems();
            BoundValue<ExperimentConfig> made =
                    new Binder(parsed.registry(), own).record(ExperimentConfig.class, sample, "$");
            if (made != null && own.isEmpty()) {
                bound.add(made);
            }
            for (Problem problem : own.all()) {
                if (problem.id().equals(COMBINATION)) {
                    combinations.add(problem);
                } else if (!template.broken().contains(problem.place())) {
                    problems.add(problem);
                }
            }
        }
        // Values that do not go together are no mistake where others do: such trials are passed over.
        if (bound.isEmpty() && problems.isEmpty() && !anyFits(template, bound)) {
            combinations.forEach(problems::add);
        }
        return bound;
    }

    private boolean anyFits(SpaceTemplate template, List<BoundValue<ExperimentConfig>> bound) {
        SearchSpace space = template.space();
        for (int i = 0; i < DRAWS && bound.isEmpty(); i++) {
            Problems own = new Problems();
            Assignment drawn = space.sample(CounterRandom.of(1, "space/check", 0), i);
            BoundValue<ExperimentConfig> made =
                    new Binder(parsed.registry(), own).record(ExperimentConfig.class, template.at(drawn), "$");
            if (made != null && own.isEmpty()) {
                bound.add(made);
            }
        }
        return !bound.isEmpty();
    }
}
