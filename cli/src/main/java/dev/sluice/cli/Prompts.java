package dev.sluice.cli;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.generate.Generated;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prompts from the command line, and what is written after them. */
final class Prompts {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Prompts() {}

    /**
     * Frames: lists of the names of columns that are 1, in a list or in the field {@code steps} of an object.
     *
     * @throws DataException if they are none, or the model has no such column
     */
    static Sequence.Series frames(String prompt, DataContract contract) {
        List<String> columns =
                contract.columns().of(contract.inputs().keySet().iterator().next());
        List<List<String>> frames = frames(prompt);
        Matrix values = Matrix.zeros(frames.size(), columns.size());
        for (int t = 0; t < frames.size(); t++) {
            for (String name : frames.get(t)) {
                int column = columns.indexOf(name);
                if (column < 0) {
                    throw new DataException("--prompt: frame " + t + " must name columns of the model, "
                            + (columns.isEmpty()
                                    ? "which have no names"
                                    : columns.getFirst() + " to " + columns.getLast())
                            + ", but has " + name);
                }
                values.array()[t * columns.size() + column] = 1;
            }
        }
        return new Sequence.Series(values);
    }

    private static List<List<String>> frames(String json) {
        List<List<String>> frames = new ArrayList<>();
        if (json.isBlank()) {
            return frames;
        }
        try {
            JsonNode root = JSON.readTree(json);
            JsonNode steps = root.isObject() ? root.path("steps") : root;
            for (JsonNode step : steps.values()) {
                List<String> frame = new ArrayList<>();
                step.values().forEach(number -> frame.add(number.asString()));
                frames.add(frame);
            }
            return frames;
        } catch (JacksonException e) {
            throw new DataException("--prompt must be frames as JSON, such as [[60, 64], [62]], but is no JSON: "
                    + e.getOriginalMessage());
        }
    }

    /** The prompt and the text after it. */
    static String written(InputEncoding.Text encoding, Sequence.Text prompt, Generated generated) {
        List<String> after = generated.steps().stream().map(List::getFirst).toList();
        List<String> symbols = new ArrayList<>(encoding.config().symbols(prompt.text()));
        String before = encoding.config().joined(symbols);
        symbols.addAll(after);
        String whole = encoding.config().joined(symbols);
        // The prompt stays as it was given, however symbols are put together.
        return prompt.text()
                + (whole.startsWith(before)
                        ? whole.substring(before.length())
                        : encoding.config().joined(after));
    }

    /** The frames of the prompt and those after it as a line of JSON. */
    static String json(String prompt, Generated generated) {
        List<List<String>> all = new ArrayList<>(frames(prompt));
        all.addAll(generated.steps());
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(
                "steps",
                all.stream()
                        .map(frame -> frame.stream().map(Prompts::number).toList())
                        .toList());
        return JSON.writeValueAsString(object);
    }

    private static Object number(String name) {
        return name.matches("\\d{1,9}") ? Integer.valueOf(name) : name;
    }
}
