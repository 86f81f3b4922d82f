package dev.sluice.cli;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.error.Printable;
import dev.sluice.core.generate.Generated;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prompts from the command line, and what is written after them. */
final class Prompts {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FORM =
            "the prompt must be a list of frames as JSON, each the list of what holds in it, such as [[60, 64], [62]], but is ";

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
                    throw new DataException("the prompt: frame " + t + " must name columns of the model, "
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
        JsonNode root = tree(json);
        JsonNode steps = root.isObject() ? root.path("steps") : root;
        if (!steps.isArray()) {
            throw new DataException(
                    FORM + (root.isObject() ? "an object without 'steps'" : Printable.word(root.toString())));
        }
        for (JsonNode step : steps.values()) {
            frames.add(frame(frames.size(), step));
        }
        return frames;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            // The parser's own words are about its options.
            throw new DataException(FORM + "no JSON, or has more than one list: " + Printable.word(json.strip()));
        }
    }

    private static List<String> frame(int number, JsonNode step) {
        if (!step.isArray()) {
            throw new DataException(FORM + "a list whose item " + number + " is " + Printable.word(step.toString())
                    + ", which is no list");
        }
        Set<String> frame = new LinkedHashSet<>();
        for (JsonNode name : step.values()) {
            if (!name.isNumber() && !name.isString()) {
                throw new DataException(
                        FORM + "a list whose frame " + number + " has " + Printable.word(name.toString()));
            }
            if (!frame.add(name.asString())) {
                throw new DataException("the prompt: a column holds in a frame or does not, but frame " + number
                        + " names " + name.asString() + " twice; name it once");
            }
        }
        return List.copyOf(frame);
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
