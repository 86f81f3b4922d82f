package dev.sluice.core.data.jsonl;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.file.DataStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads examples from a file in UTF-8 with a JSON object in each line. See {@link JsonLinesOptions}. */
public final class JsonLinesSource implements DataSource {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonLinesOptions options;

    /** A source for the files that the options name. */
    public JsonLinesSource(JsonLinesOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) throws IOException {
        JsonExamples examples = new JsonExamples(options, reading.severalMayHold());
        List<Example> all = new ArrayList<>();
        options.files().each(reading, (file, part) -> each(file, row -> all.add(examples.example(row, part))));
        reading.report().count("rows", all.size());
        return all;
    }

    @Override
    public List<Example> inputs(Path file, Reading reading) throws IOException {
        JsonExamples examples = new JsonExamples(options, reading.severalMayHold());
        List<Example> all = new ArrayList<>();
        each(file, row -> all.add(examples.inputs(row)));
        return all;
    }

    /** Reads the objects of a file one by one. Empty lines are passed over. */
    private static void each(Path file, Consumer<JsonRow> rows) throws IOException {
        int line = 0;
        int read = 0;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(DataStream.open(file), StandardCharsets.UTF_8.newDecoder()))) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                String json = line == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
                if (!json.isBlank()) {
                    rows.accept(new JsonRow(file, line, object(json, file, line)));
                    read++;
                }
            }
        } catch (CharacterCodingException e) {
            throw new DataException(file + (line == 0 ? "" : ", after line " + line)
                    + ": must be in UTF-8, but has bytes that are not; save it in that encoding");
        }
        if (read == 0) {
            throw new DataException(file + " must have a JSON object in each line, but is empty");
        }
    }

    private static JsonNode object(String json, Path file, int line) {
        JsonNode node;
        try {
            node = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new DataException(
                    file + ", line " + line + ", column " + e.getLocation().getColumnNr() + ": this is not JSON: "
                            + e.getOriginalMessage() + "; every line must be one object");
        }
        if (!node.isObject()) {
            throw new DataException(
                    file + ", line " + line + ": every line must be a JSON object, {…}, but this one is "
                            + (json.length() > 20 ? json.substring(0, 20) + "…" : json)
                            + (json.startsWith("[") ? "; write each element of a list in a line of its own" : ""));
        }
        return node;
    }
}
