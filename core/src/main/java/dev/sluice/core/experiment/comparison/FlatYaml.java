package dev.sluice.core.experiment.comparison;

import dev.sluice.core.experiment.yaml.Problems;
import dev.sluice.core.experiment.yaml.YamlNode;
import dev.sluice.core.experiment.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A YAML file as a flat table: one row for each value, by its path. A component counts as a value, its name, with its options
 * below: {@code train.optimizer} is {@code adam} and {@code train.optimizer.learning_rate} is {@code 0.01}.
 */
final class FlatYaml {
    private static final String NAME = "name";
    private static final String OPTIONS = "options";

    private final Map<String, String> values = new LinkedHashMap<>();

    private FlatYaml() {}

    /** The values of an experiment; empty if the text is not YAML. */
    static Map<String, String> of(String text) {
        FlatYaml flat = new FlatYaml();
        flat.add("", YamlReader.snippet(text, "experiment", new Problems()));
        return flat.values;
    }

    private void add(String path, YamlNode node) {
        switch (node) {
            case YamlNode.Scalar scalar -> {
                if (!path.isEmpty()) {
                    values.put(path, scalar.text());
                }
            }
            case YamlNode.Items items -> items(path, items);
            case YamlNode.Fields fields -> {
                if (!path.isEmpty() && fields.get(NAME) instanceof YamlNode.Scalar name && isComponent(fields)) {
                    values.put(path, name.text());
                    YamlNode options = fields.get(OPTIONS);
                    if (options != null) {
                        add(path, options);
                    }
                } else {
                    fields.values()
                            .forEach((key, field) -> add(path.isEmpty() ? key : path + "." + key, field.value()));
                }
            }
        }
    }

    private static boolean isComponent(YamlNode.Fields fields) {
        return fields.values().keySet().stream().allMatch(key -> key.equals(NAME) || key.equals(OPTIONS));
    }

    private void items(String path, YamlNode.Items items) {
        if (items.values().stream().allMatch(YamlNode.Scalar.class::isInstance)) {
            StringJoiner list = new StringJoiner(", ", "[", "]");
            items.values().forEach(item -> list.add(((YamlNode.Scalar) item).text()));
            values.put(path, list.toString());
        } else {
            for (int i = 0; i < items.values().size(); i++) {
                add(path + "[" + i + "]", items.values().get(i));
            }
        }
    }
}
