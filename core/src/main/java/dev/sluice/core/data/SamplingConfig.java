package dev.sluice.core.data;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.Map;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/** How often training examples of one kind, such as a language, come beside those of others. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record SamplingConfig(
        @Description(
                "What defines the kinds of examples, for example language or task: the name of a target with classes,"
                        + " or of an input; class for the class to predict, group for the data's groups, targets for"
                        + " the targets that an example has; empty for one kind. Results are also given for each kind")
        @Default("''")
        String by,

        @Description("Exponent for the number of examples of each kind, which gives its share of an epoch: 1 for the"
                + " proportions of the data, 0 for equal shares, 0.5 between")
        @Default("1")
        @Range(min = 0, max = 1)
        double temperature) {
    /** The name for kinds by the class of an example that has one target. */
    public static final String CLASS = "class";

    /** The name for kinds by the group of an example. */
    public static final String GROUP = "group";

    /** The name for kinds by the targets that an example has. */
    public static final String TARGETS = "targets";

    /** All examples are of one kind. */
    public static SamplingConfig natural() {
        return new SamplingConfig("", 1);
    }

    /** Returns whether there are kinds. */
    public boolean hasKinds() {
        return !by.isEmpty();
    }

    /** Returns whether kinds come more or less often than they are in the data. */
    public boolean isActive() {
        return hasKinds() && temperature != 1;
    }

    /**
     * The kind of an example; empty if there are none.
     *
     * @throws DataException if it has nothing of that name
     */
    public String kind(Example example) {
        if (!hasKinds()) {
            return "";
        }
        boolean ofClass = by.equals(CLASS) && example.targets().size() == 1;
        Target target = ofClass ? example.target() : example.targets().get(by);
        if (target instanceof Target.Labels labels) {
            return String.join("+", labels.labels());
        }
        Sequence input = example.inputs().get(by);
        if (input != null) {
            return switch (input) {
                case Sequence.Text text -> text.text();
                case Sequence.Symbols symbols -> String.join(" ", symbols.symbols());
                case Sequence.Categories categories -> String.join(" ", categories.values());
                case Sequence.Static fixed -> fixed.values().toString();
                case Sequence.Series series -> throw none(example);
            };
        }
        return switch (by) {
            case GROUP -> example.group();
            case TARGETS ->
                example.targets().entrySet().stream()
                        .filter(each -> !isMissing(each.getValue()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining("+"));
            default -> throw none(example);
        };
    }

    private static boolean isMissing(Target target) {
        return target instanceof Target.Steps steps
                ? steps.steps().stream().allMatch(Weighing::isMissing)
                : Weighing.isMissing(target);
    }

    private DataException none(Example example) {
        return new DataException(
                "sampling.by must name a target with one class for an example, or an input with one word or"
                        + " number, but '" + by + "' is neither (inputs "
                        + String.join(", ", example.inputs().keySet()) + "; targets "
                        + String.join(", ", example.targets().keySet()) + "); or take class, group, or targets");
    }
}
