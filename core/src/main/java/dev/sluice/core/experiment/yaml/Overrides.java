package dev.sluice.core.experiment.yaml;

import java.util.ArrayList;
import java.util.List;

/** Applies overrides such as {@code train.epochs=3} to a tree. Values are YAML. */
public final class Overrides {
    private Overrides() {}

    /** Applies overrides in turn; the place of an overridden value is how the user wrote it, such as {@code --set train.epochs}. */
    public static YamlNode apply(YamlNode tree, List<ChangedValue> overrides, Problems problems) {
        YamlNode changed = tree;
        for (ChangedValue value : overrides) {
            String override = value.text();
            int equals = override.indexOf('=');
            String path = equals < 0 ? override : override.substring(0, equals).strip();
            SourceLocation place = value.origin().place(path);
            if (equals <= 0 || !path.matches("[^.\\s]+(\\.[^.\\s]+)*")) {
                problems.note(
                        value.place(),
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
            YamlNode node = YamlReader.snippet(override.substring(equals + 1), place.source(), problems);
            changed = set(changed, List.of(path.split("\\.")), node, place);
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
        YamlNode.Fields fields = asFields(node);
        YamlNode.Field old = fields.values().get(key);
        YamlNode inner = old == null ? new YamlNode.Scalar("", false, place) : old.value();
        SourceLocation keyPlace = old == null || rest.isEmpty() ? place : old.keyPlace();
        return fields.with(key, new YamlNode.Field(keyPlace, set(inner, rest, value, place)));
    }

    /** A block to set a key in. The short form of a component, {@code adam}, is the block {@code {name: adam}}. */
    private static YamlNode.Fields asFields(YamlNode node) {
        YamlNode.Fields empty = YamlNode.Fields.none(node.place());
        return switch (node) {
            case YamlNode.Fields fields -> fields;
            case YamlNode.Scalar scalar
            when !scalar.isNull() -> empty.with("name", new YamlNode.Field(scalar.place(), scalar));
            default -> empty;
        };
    }
}
