package dev.sluice.core.data.text;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.file.PartFiles;
import dev.sluice.core.error.Printable;
import dev.sluice.core.tensor.Matrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads sequences of frames: at each step a model is given the numbers that are on, as zeros and ones {@code [T, N]}, and should predict
 * those of the next step. The last frame is a target alone, the first an input alone. See {@link FramesOptions}.
 */
public final class FramesSource implements DataSource {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN = 20;

    private final FramesOptions options;

    /** A source for the files that the options name. */
    public FramesSource(FramesOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) throws IOException {
        List<Example> all = new ArrayList<>();
        for (PartFiles.PartFile file : options.files().all(reading)) {
            for (TextLine line : lines(file.file(), reading)) {
                all.add(example(line, file.part()));
            }
        }
        reading.report().count("rows", all.size());
        return all;
    }

    /** The frames of another file, the last one among them. */
    @Override
    public List<Example> inputs(Path file, Reading reading) throws IOException {
        return lines(file, reading).stream()
                .map(line -> {
                    List<List<Integer>> frames = frames(line, object(line));
                    return new Example(
                            "", Map.of(Batch.FEATURES, series(frames)), Map.of(), line.origin(), Example.Part.BY_HASH);
                })
                .toList();
    }

    /** Each column is called as the number that is on where it is 1. */
    @Override
    public ColumnNames columns() {
        List<String> numbers = IntStream.rangeClosed(options.lowest(), options.highest())
                .mapToObj(Integer::toString)
                .toList();
        return new ColumnNames(Map.of(Batch.FEATURES, numbers), "");
    }

    private static List<TextLine> lines(Path file, Reading reading) throws IOException {
        TextEncoding encoding = new TextEncoding(StandardCharsets.UTF_8.name(), BrokenBytes.REFUSE);
        return new TextLines(encoding, reading.report())
                .of(file).stream().filter(line -> !line.isBlank()).toList();
    }

    private Example example(TextLine line, Example.Part usual) {
        JsonNode object = object(line);
        List<List<Integer>> frames = frames(line, object);
        if (frames.size() < 2) {
            throw line.wrong("the field '" + options.steps() + "' must have at least two frames, one to read and one to"
                    + " predict, but has " + frames.size());
        }
        List<Target> next = new ArrayList<>();
        for (List<Integer> frame : frames.subList(1, frames.size())) {
            TreeSet<String> on = new TreeSet<>();
            frame.forEach(number -> on.add(Integer.toString(number)));
            next.add(new Target.Labels(on));
        }
        return new Example(
                "",
                Map.of(Batch.FEATURES, series(frames.subList(0, frames.size() - 1))),
                Map.of(Example.TARGET, new Target.Steps(next)),
                line.origin(),
                part(line, object, usual));
    }

    private Sequence series(List<List<Integer>> frames) {
        Matrix values = Matrix.zeros(frames.size(), options.size());
        for (int t = 0; t < frames.size(); t++) {
            for (int number : frames.get(t)) {
                values.array()[t * options.size() + number - options.lowest()] = 1;
            }
        }
        return new Sequence.Series(values);
    }

    private static JsonNode object(TextLine line) {
        try {
            JsonNode node = JSON.readTree(line.text());
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw line.wrong("this is not JSON: " + e.getOriginalMessage() + "; every line must be one object");
        }
        throw line.wrong("every line must be a JSON object, {…}, but this one is '" + shown(line.text()) + "'");
    }

    private List<List<Integer>> frames(TextLine line, JsonNode object) {
        JsonNode steps = object.path(options.steps());
        if (!steps.isArray()) {
            throw line.wrong("the field '" + options.steps() + "' must be a list of frames, but is "
                    + (steps.isMissingNode()
                            ? "missing (there is " + String.join(", ", object.propertyNames()) + ")"
                            : "'" + shown(steps.toString()) + "'"));
        }
        List<List<Integer>> frames = new ArrayList<>();
        for (JsonNode step : steps.values()) {
            List<Integer> frame = new ArrayList<>();
            for (JsonNode number : step.values()) {
                if (!number.canConvertToInt()
                        || number.intValue() < options.lowest()
                        || number.intValue() > options.highest()) {
                    throw line.wrong("frame " + frames.size() + " must have whole numbers from " + options.lowest()
                            + " to " + options.highest() + ", but has " + shown(number.toString())
                            + "; see lowest and highest");
                }
                frame.add(number.intValue());
            }
            if (!step.isArray()) {
                throw line.wrong("frame " + frames.size() + " must be a list of numbers, but is '"
                        + shown(step.toString()) + "'");
            }
            frames.add(frame);
        }
        return frames;
    }

    private Example.Part part(TextLine line, JsonNode object, Example.Part usual) {
        if (options.part().isEmpty()) {
            return usual;
        }
        String word = object.path(options.part()).asString("");
        return PartWords.of(word)
                .orElseThrow(() -> line.wrong("the field '" + options.part() + "' must be one of " + PartWords.KNOWN
                        + ", but is '" + shown(word) + "'"));
    }

    private static String shown(String text) {
        return Printable.word(text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
    }
}
