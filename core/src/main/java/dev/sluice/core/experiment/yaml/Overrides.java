package dev.sluice.core.experiment.yaml;

import java.util.ArrayList;
import java.util.List;

/** Applies overrides such as {@code train.epochs=3} to a tree. Values are YAML. */
public final class Overrides {
    private Overrides() {}

    /** Applies {@code --set} options; the place of an overridden value is {@code --set train.epochs}. */
    public static YamlNode apply(YamlNode tree, List<String> overrides, Problems problems) {
        return apply(tree, overrides, "--set ", problems);
    }

    /**
     * Applies overrides.
     *
     * @param option before an override's path, where a problem with it is said
     */
    public static YamlNode apply(YamlNode tree, List<String> overrides, String option, Problems problems) {
        YamlNode changed = tree;
        for (String override : overrides) {
            int equals = override.indexOf('=');
            String path = equals < 0 ? override : override.substring(0, equals).strip();
            SourceLocation place = SourceLocation.of(option + path);
            if (equals <= 0 || !path.matches("[^.\\s]+(\\.[^.\\s]+)*")) {
                problems.note(
                        SourceLocation.of(option + override),
                        "$",
                        "an override is written key.key=value, for example train.epochs=3",
                        "BadOverride");
                continue;
            }
            if (override.substring(equals + 1).isBlank()) {
                problems.note(
                        place,
                        "$." + path,
                        "needs a value after '='; for the default, write " + path + "=null",
                        "BadOverride");
                continue;
            }
            YamlNode value = YamlReader.snippet(override.substring(equals + 1), place.source(), problems);
            changed = set(changed, List.of(path.split("\\.")), value, place);
        }
        return changed;
    }

    private static YamlNode set(YamlNode node, List<String> keys, YamlNode value, SourceLocation place) {
        if (keys.isEmpty()) {
            return value;
        }
        String key = keys.get(0);
        List<String> rest = keys.subList(1, keys.size());
        if (node instanceof YamlNode.Items items
                && key.matches("\\d{1,6}")
                && Integer.parseInt(key) < items.values().size()) {
            List<YamlNode> values = new ArrayList<>(items.values());
            int index = Integer.parseInt(key);
            values.set(index, set(values.get(index), rest, value, place));
            return new YamlNode.Items(values, items.place());
        }
        YamlNode.Fields fields = asFields(node, place);
        YamlNode.Field old = fields.values().get(key);
        YamlNode inner = old == null ? new YamlNode.Scalar("", false, place) : old.value();
        SourceLocation keyPlace = old == null || rest.isEmpty() ? place : old.keyPlace();
        return fields.with(key, new YamlNode.Field(keyPlace, set(inner, rest, value, place)));
    }

    /** A block to set a key in. The short form of a component, {@code adam}, is the block {@code {name: adam}}. */
    private static YamlNode.Fields asFields(YamlNode node, SourceLocation place) {
        YamlNode.Fields empty = YamlNode.Fields.none(place);
        return switch (node) {
            case YamlNode.Fields fields -> fields;
            case YamlNode.Scalar scalar
            when !scalar.isNull() -> empty.with("name", new YamlNode.Field(scalar.place(), scalar));
            default -> empty;
        };
    }
}
