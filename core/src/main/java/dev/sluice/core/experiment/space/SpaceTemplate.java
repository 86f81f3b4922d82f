package dev.sluice.core.experiment.space;

import dev.sluice.core.experiment.yaml.Problems;
import dev.sluice.core.experiment.yaml.SourceLocation;
import dev.sluice.core.experiment.yaml.YamlNode;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Condition;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Domain;
import dev.sluice.core.search.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An experiment's YAML tree with domains, for which an assignment substitutes values. A domain inside an option of a choice is
 * active only if that option is chosen. Immutable.
 *
 * <p>A dimension is named by its path, {@code model.encoder.hidden}; if several options of one choice have domains at the same
 * path, the option is added: {@code model.encoder.cell[mgu].options.beta}.
 */
public final class SpaceTemplate {
    private static final int MOST_SAMPLES = 500;

    private final YamlNode.Fields tree;
    private final Map<String, Hole> holes;
    private final List<SourceLocation> broken;

    /**
     * A domain in the tree.
     *
     * @param name of its dimension
     * @param domain of the values
     * @param condition under which it is active
     * @param options of a choice, in the domain's order; none for a range
     * @param place of the domain in the file
     */
    public record Hole(String name, Domain domain, Condition condition, List<YamlNode> options, SourceLocation place) {
        /** Copies the list. */
        public Hole {
            options = List.copyOf(options);
        }
    }

    private SpaceTemplate(YamlNode.Fields tree, Map<String, Hole> holes, List<SourceLocation> broken) {
        this.tree = tree;
        this.holes = holes;
        this.broken = List.copyOf(broken);
    }

    /**
     * Finds the domains of a tree.
     *
     * @param problems receives the problems of the domains
     */
    public static SpaceTemplate read(YamlNode tree, Problems problems) {
        YamlNode.Fields fields = tree instanceof YamlNode.Fields block ? block : YamlNode.Fields.none(tree.place());
        Reader reader = new Reader(problems);
        return new SpaceTemplate(fields, reader.read(fields), reader.broken);
    }

    /** The domains, outer ones before those inside them. */
    public List<Hole> holes() {
        return List.copyOf(holes.values());
    }

    /** The space of the domains, of which there must be at least one. */
    public SearchSpace space() {
        return new SearchSpace(holes.values().stream()
                .map(hole -> new Dimension(hole.name(), hole.domain(), hole.condition()))
                .toList());
    }

    /** The places of invalid domains. Each is in the space with one of its values, so that the rest can be checked. */
    public List<SourceLocation> broken() {
        return broken;
    }

    /** The tree with values in place of the domains. */
    public YamlNode.Fields at(Assignment assignment) {
        return (YamlNode.Fields) filled(tree, "$", new Assigned(assignment));
    }

    /** Trees that together contain each option of each choice and each bound of each range. */
    public List<YamlNode.Fields> samples() {
        Map<String, Long> counts = new HashMap<>();
        long most = 1;
        for (Hole hole : holes.values()) {
            long inside = hole.condition() instanceof Condition.Chosen chosen
                    ? counts.getOrDefault(chosen.dimension(), 1L)
                    : 1;
            long count =
                    Math.min(MOST_SAMPLES, inside * Math.max(2, hole.options().size()));
            counts.put(hole.name(), count);
            most = Math.max(most, count);
        }
        List<YamlNode.Fields> samples = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            samples.add((YamlNode.Fields) filled(tree, "$", new Sampled(i)));
        }
        return samples;
    }

    /** Selects the value that replaces a domain. */
    private sealed interface Picker {
        /** The option of a choice. */
        int option(Hole hole, ChoiceDomain choice);

        /** The number of a range, formatted as YAML. */
        String number(Hole hole);

        /** The picker for domains inside the chosen option. */
        Picker inside(ChoiceDomain choice);
    }

    private record Assigned(Assignment assignment) implements Picker {
        @Override
        public int option(Hole hole, ChoiceDomain choice) {
            return choice.options().indexOf(assignment.choice(hole.name()));
        }

        @Override
        public String number(Hole hole) {
            return assignment.get(hole.name()).toString();
        }

        @Override
        public Picker inside(ChoiceDomain choice) {
            return this;
        }
    }

    private record Sampled(int number) implements Picker {
        @Override
        public int option(Hole hole, ChoiceDomain choice) {
            return number % choice.options().size();
        }

        @Override
        public String number(Hole hole) {
            return hole.domain().fromUnit(number % 2).toString();
        }

        @Override
        public Picker inside(ChoiceDomain choice) {
            return new Sampled(number / choice.options().size());
        }
    }

    private YamlNode filled(YamlNode node, String location, Picker picker) {
        Hole hole = holes.get(location);
        if (hole != null) {
            if (hole.domain() instanceof ChoiceDomain choice) {
                int option = picker.option(hole, choice);
                return filled(hole.options().get(option), at(location, option), picker.inside(choice));
            }
            return new YamlNode.Scalar(picker.number(hole), false, hole.place());
        }
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar;
            case YamlNode.Items items -> {
                List<YamlNode> values = new ArrayList<>();
                for (YamlNode item : items.values()) {
                    values.add(filled(item, at(location, values.size()), picker));
                }
                yield new YamlNode.Items(values, items.place());
            }
            case YamlNode.Fields fields -> {
                Map<String, YamlNode.Field> values = new LinkedHashMap<>();
                fields.values()
                        .forEach((key, field) -> values.put(
                                key,
                                new YamlNode.Field(
                                        field.keyPlace(), filled(field.value(), at(location, key), picker))));
                yield new YamlNode.Fields(values, fields.place());
            }
        };
    }

    private static String at(String location, String key) {
        return location + "." + key;
    }

    private static String at(String location, int index) {
        return location + "[" + index + "]";
    }

    /** Walks through a tree. */
    private static final class Reader {
        private final Problems problems;
        private final Map<String, Draft> drafts = new LinkedHashMap<>();
        private final List<SourceLocation> broken = new ArrayList<>();

        /**
         * A domain whose name depends on all others.
         *
         * @param path without options
         * @param labelled path with options
         * @param parent location of the enclosing choice; empty if there is none
         * @param option of that choice
         */
        private record Draft(
                String path, String labelled, Domain domain, String parent, String option, YamlNode.Fields node) {}

        /** The path of the node that the walk has reached. */
        private record Position(String location, String path, String labelled, String parent, String option) {
            Position inside(String key) {
                String dot = path.isEmpty() ? "" : ".";
                return new Position(at(location, key), path + dot + key, labelled + dot + key, parent, option);
            }

            Position inside(int index) {
                return new Position(at(location, index), path + "." + index, labelled + "." + index, parent, option);
            }

            Position chosen(int index, String label) {
                return new Position(at(location, index), path, labelled + "[" + label + "]", location, label);
            }
        }

        Reader(Problems problems) {
            this.problems = problems;
        }

        Map<String, Hole> read(YamlNode.Fields tree) {
            walk(tree, new Position("$", "", "", "", ""));
            Map<String, Integer> counts = new HashMap<>();
            drafts.values().forEach(draft -> counts.merge(draft.path(), 1, Integer::sum));
            Map<String, String> names = new HashMap<>();
            Map<String, Hole> holes = new LinkedHashMap<>();
            drafts.forEach((location, draft) -> {
                String name = counts.getOrDefault(draft.path(), 1) == 1 ? draft.path() : draft.labelled();
                names.put(location, name);
                Condition condition = draft.parent().isEmpty()
                        ? new Condition.Always()
                        : new Condition.Chosen(
                                Objects.requireNonNull(names.get(draft.parent())), List.of(draft.option()));
                holes.put(
                        location,
                        new Hole(
                                name,
                                draft.domain(),
                                condition,
                                DomainForm.options(draft.node()),
                                draft.node().place()));
            });
            return holes;
        }

        private void walk(YamlNode node, Position position) {
            if (DomainForm.isDomain(node) && node instanceof YamlNode.Fields fields) {
                domain(fields, position);
                return;
            }
            switch (node) {
                case YamlNode.Scalar scalar -> {}
                case YamlNode.Items items -> {
                    for (int i = 0; i < items.values().size(); i++) {
                        walk(items.values().get(i), position.inside(i));
                    }
                }
                case YamlNode.Fields fields ->
                    fields.values().forEach((key, field) -> walk(field.value(), position.inside(key)));
            }
        }

        private void domain(YamlNode.Fields node, Position position) {
            Optional<Domain> read = DomainForm.read(node, "$." + position.labelled(), problems);
            YamlNode.Fields known = node;
            if (read.isEmpty()) {
                broken.add(node.place());
                Optional<YamlNode.Fields> standIn = DomainForm.standIn(node);
                if (standIn.isEmpty()) {
                    return;
                }
                known = standIn.get();
                read = DomainForm.read(known, "$." + position.labelled(), new Problems());
            }
            add(known, read.orElseThrow(), position);
        }

        private void add(YamlNode.Fields node, Domain domain, Position position) {
            drafts.put(
                    position.location(),
                    new Draft(
                            position.path(), position.labelled(), domain, position.parent(), position.option(), node));
            if (domain instanceof ChoiceDomain choice) {
                List<YamlNode> options = DomainForm.options(node);
                for (int i = 0; i < options.size(); i++) {
                    walk(options.get(i), position.chosen(i, choice.options().get(i)));
                }
            }
        }
    }
}
