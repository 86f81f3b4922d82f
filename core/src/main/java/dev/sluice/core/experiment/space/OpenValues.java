package dev.sluice.core.experiment.space;

import dev.sluice.core.experiment.yaml.JavaValues;
import dev.sluice.core.experiment.yaml.SourceLocation;
import dev.sluice.core.experiment.yaml.YamlNode;
import dev.sluice.core.search.Domain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts values given in Java, open or not, to YAML. */
public final class OpenValues {
    private OpenValues() {}

    /** Converts a value that may be or contain domains. */
    public static YamlNode node(Object value, String path) {
        SourceLocation place = SourceLocation.of(path);
        return switch (value) {
            case Domain domain -> DomainForm.written(domain, path);
            case Options options ->
                new YamlNode.Fields(
                        Map.of(DomainForm.CHOICE, new YamlNode.Field(place, node(options.values(), path))), place);
            case List<?> items ->
                new YamlNode.Items(items.stream().map(item -> node(item, path)).toList(), place);
            case Map<?, ?> map -> {
                Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
                map.forEach(
                        (key, inner) -> fields.put(String.valueOf(key), new YamlNode.Field(place, node(inner, path))));
                yield new YamlNode.Fields(fields, place);
            }
            default -> JavaValues.node(value, path);
        };
    }
}
