package dev.sluice.cli.dataset;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.file.DataStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Profiles a file of JSON lines. */
final class ObjectsReader {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_DISTINCT = 10_000;

    private final Map<String, Count> fields = new LinkedHashMap<>();
    private final Map<String, Thumbnail> thumbnails = new LinkedHashMap<>();

    /** A field while it is counted. */
    private static final class Count {
        private Profile.FieldKind kind = Profile.FieldKind.OTHER;
        private long there;
        private int width = 1;
        private final Range lengths = new Range();
        private final Range range = new Range();
        private final Map<String, Long> values = new LinkedHashMap<>();

        void add(JsonNode node, Profile.FieldKind found) {
            kind = there == 0 || kind == found ? found : Profile.FieldKind.OTHER;
            there++;
            if (node.isArray()) {
                lengths.add(node.size());
                width = node.isEmpty() || !node.get(0).isArray()
                        ? 1
                        : Math.max(width, node.get(0).size());
            }
            numbers(node);
            if (node.isString() && (values.size() < MOST_DISTINCT || values.containsKey(node.asString()))) {
                values.merge(node.asString(), 1L, Long::sum);
            }
        }

        private void numbers(JsonNode node) {
            if (node.isNumber()) {
                range.add(node.doubleValue());
            } else if (node.isArray()) {
                node.values().forEach(this::numbers);
            }
        }
    }

    private ObjectsReader() {}

    static Profile.Objects read(Path file) throws IOException {
        return new ObjectsReader().profile(file);
    }

    private Profile.Objects profile(Path file) throws IOException {
        long rows = 0;
        long line = 0;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(DataStream.open(file), StandardCharsets.UTF_8))) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                if (text.isBlank()) {
                    continue;
                }
                JsonNode object;
                try {
                    object = JSON.readTree(text.replaceFirst("^\uFEFF", ""));
                } catch (JacksonException e) {
                    throw new DataException(file + ", line " + line + ", column "
                            + e.getLocation().getColumnNr() + ": this is not JSON: " + e.getOriginalMessage()
                            + "; every line must be one object");
                }
                if (!object.isObject()) {
                    throw new DataException(file + ", line " + line + ": every line must be a JSON object, {…}");
                }
                rows++;
                object.properties().forEach(field -> add(field.getKey(), field.getValue()));
            }
        }
        if (rows == 0) {
            throw new DataException("the data file " + file + " is empty");
        }
        long all = rows;
        return new Profile.Objects(
                file,
                rows,
                fields.entrySet().stream()
                        .map(field -> {
                            Count count = field.getValue();
                            return new Profile.Field(
                                    field.getKey(),
                                    count.kind,
                                    all - count.there,
                                    count.width,
                                    count.lengths,
                                    count.range,
                                    count.values);
                        })
                        .toList(),
                thumbnails);
    }

    private void add(String name, JsonNode node) {
        if (node.isNull()) {
            return;
        }
        Profile.FieldKind kind = kind(node);
        fields.computeIfAbsent(name, key -> new Count()).add(node, kind);
        if (kind == Profile.FieldKind.SERIES && !thumbnails.containsKey(name)) {
            Thumbnail thumbnail = new Thumbnail();
            for (JsonNode step : node.values()) {
                JsonNode value = step.isArray() ? Objects.requireNonNullElse(step.get(0), step) : step;
                thumbnail.add(value.isNumber() ? value.doubleValue() : Double.NaN);
            }
            thumbnails.put(name, thumbnail);
        }
    }

    private static Profile.FieldKind kind(JsonNode node) {
        if (node.isString() || node.isBoolean()) {
            return Profile.FieldKind.WORD;
        }
        if (node.isNumber()) {
            return Profile.FieldKind.NUMBER;
        }
        if (!node.isArray() || node.isEmpty()) {
            return Profile.FieldKind.OTHER;
        }
        if (node.values().stream().allMatch(JsonNode::isString)) {
            return Profile.FieldKind.WORDS;
        }
        int width = node.get(0).size();
        boolean numbers = node.values().stream()
                .allMatch(step -> step.isNumber()
                        || step.isNull()
                        || (step.isArray()
                                && step.size() == width
                                && step.values().stream().allMatch(each -> each.isNumber() || each.isNull())));
        return numbers ? Profile.FieldKind.SERIES : Profile.FieldKind.OTHER;
    }
}
