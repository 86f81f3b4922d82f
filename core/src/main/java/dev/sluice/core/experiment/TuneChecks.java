package dev.sluice.core.experiment;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.experiment.space.ConstraintExpression;
import dev.sluice.core.experiment.space.SpaceTemplate;
import dev.sluice.core.experiment.space.TuneConfig;
import dev.sluice.core.experiment.yaml.BoundValue;
import dev.sluice.core.experiment.yaml.Problems;
import dev.sluice.core.experiment.yaml.SourceLocation;
import dev.sluice.core.experiment.yaml.Types;
import dev.sluice.core.experiment.yaml.YamlNode;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.IntDomain;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what the block {@code tune} says of a space and its experiments, and notes what is wrong with it. */
final class TuneChecks {
    private static final String PATH = "$." + ExperimentLoader.TUNE;
    private static final String SAMPLER = "sampler";

    private final BoundValue<TuneConfig> tune;
    private final SearchSpace space;
    /** Dimensions whose domains are invalid, which has been noted. */
    private final Set<String> broken;

    private final List<BoundValue<ExperimentConfig>> samples;
    private final Problems problems;

    /**
     * Checks of a block.
     *
     * @param samples experiments that stand for all others of the space
     */
    TuneChecks(
            BoundValue<TuneConfig> tune,
            SpaceTemplate template,
            List<BoundValue<ExperimentConfig>> samples,
            Problems problems) {
        this.tune = tune;
        this.space = template.space();
        this.broken = template.holes().stream()
                .filter(hole -> template.broken().contains(hole.place()))
                .map(SpaceTemplate.Hole::name)
                .collect(Collectors.toSet());
        this.samples = samples;
        this.problems = problems;
    }

    /** The objectives with their directions. */
    List<Objective> objectives() {
        ObjectiveChecks checks = new ObjectiveChecks(
                samples.stream().map(BoundValue::value).toList(), tune.node().place(), problems);
        List<Objective> objectives = new ArrayList<>();
        for (TuneConfig.ObjectiveConfig config : tune.value().objective()) {
            objectives.add(checks.objective(config, place("objective", objectives.size())));
        }
        return objectives;
    }

    /** Notes what keeps the sampler from searching such a study. */
    void sampler(List<Objective> objectives) {
        if (!broken.isEmpty()) {
            return;
        }
        YamlNode named = tune.node() instanceof YamlNode.Fields fields ? fields.get(SAMPLER) : null;
        SourceLocation place = named == null ? tune.node().place() : named.place();
        tune.value()
                .sampler()
                .component()
                .problems(space, objectives)
                .forEach(problem -> problems.note(place, PATH + "." + SAMPLER, problem, "SamplerRefuses"));
    }

    /** The constraints, ready to be evaluated. */
    List<ConstraintExpression> constraints() {
        Set<String> names = new LinkedHashSet<>();
        names.add(new Quantity.Parameters().name());
        samples.forEach(sample -> addNumbers("", sample.node(), names));
        List<ConstraintExpression> constraints = new ArrayList<>();
        int index = 0;
        for (String text : tune.value().constraints()) {
            SourceLocation place = place("constraints", index++);
            try {
                ConstraintExpression constraint = ConstraintExpression.parse(text);
                constraints.add(constraint);
                checkNames(constraint, names, place);
            } catch (IllegalArgumentException e) {
                problems.note(place, PATH + ".constraints", String.valueOf(e.getMessage()), "BadConstraint");
            }
        }
        return constraints;
    }

    private void checkNames(ConstraintExpression constraint, Set<String> names, SourceLocation place) {
        for (String name : constraint.names()) {
            if (!names.contains(name)) {
                problems.note(
                        place,
                        PATH + ".constraints",
                        "a constraint names size.parameters or an option that is a number, by its path, but '" + name
                                + "' is neither" + Suggestions.question(name, names),
                        "UnknownName");
            }
        }
    }

    private static void addNumbers(String path, YamlNode node, Set<String> names) {
        switch (node) {
            case YamlNode.Scalar scalar -> {
                if (Types.parse(double.class, scalar) != null) {
                    names.add(path);
                }
            }
            case YamlNode.Items items -> {
                for (int i = 0; i < items.values().size(); i++) {
                    addNumbers(path + "." + i, items.values().get(i), names);
                }
            }
            case YamlNode.Fields fields ->
                fields.values()
                        .forEach((key, field) ->
                                addNumbers(path.isEmpty() ? key : path + "." + key, field.value(), names));
        }
    }

    /** The first assignments. */
    List<Assignment> start() {
        List<Assignment> start = new ArrayList<>();
        int index = 0;
        for (Map<String, String> written : tune.value().start()) {
            Map<String, Object> values = new LinkedHashMap<>();
            written.forEach((name, text) -> values.put(name, value(name, text)));
            SourceLocation place = place("start", index++);
            values.keySet().removeAll(broken);
            List<String> found = space.problems(values).stream()
                    .filter(finding -> broken.stream().noneMatch(name -> finding.startsWith("'" + name + "' ")))
                    .toList();
            found.forEach(finding -> problems.note(place, PATH + ".start", finding, "BadStart"));
            if (found.isEmpty() && broken.isEmpty()) {
                start.add(space.assignment(values));
            }
        }
        return start;
    }

    /** A value in the type of its domain where it can be; as it is written otherwise. */
    private Object value(String name, String text) {
        for (Dimension dimension : space.dimensions()) {
            if (dimension.name().equals(name)) {
                YamlNode.Scalar scalar = new YamlNode.Scalar(text, false, SourceLocation.of(name));
                Object parsed = switch (dimension.domain()) {
                    case IntDomain whole -> Types.parse(long.class, scalar);
                    case FloatDomain number -> Types.parse(double.class, scalar);
                    case ChoiceDomain choice -> text;
                };
                return parsed == null ? text : parsed;
            }
        }
        return text;
    }

    private SourceLocation place(String key, int index) {
        YamlNode list = tune.node() instanceof YamlNode.Fields fields ? fields.get(key) : null;
        return place(list, index);
    }

    private SourceLocation place(@Nullable YamlNode list, int index) {
        return list instanceof YamlNode.Items items && index < items.values().size()
                ? items.values().get(index).place()
                : tune.node().place();
    }
}
