package dev.sluice.core.experiment.yaml;

import dev.sluice.core.error.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Parses YAML into a tree with positions. Syntax errors and repeated keys are noted. */
public final class YamlReader {
    private static final int MOST_VALUES = 100_000;

    private final String source;
    private final boolean withLines;
    private final Problems problems;

    private int values;

    private YamlReader(String source, boolean withLines, Problems problems) {
        this.source = source;
        this.withLines = withLines;
        this.problems = problems;
    }

    /** The tree of a file; an empty block if there is none. */
    public static YamlNode file(String text, String name, Problems problems) {
        return new YamlReader(name, true, problems).read(text);
    }

    /** The tree of a short text from somewhere else, whose lines say nothing. */
    public static YamlNode snippet(String text, String source, Problems problems) {
        return new YamlReader(source, false, problems).read(text);
    }

    /** The tree of a default, as if it had been written at the given place. */
    static YamlNode preset(String text, SourceLocation place) {
        Problems problems = new Problems();
        YamlNode node = new YamlReader(place.source(), false, problems).read(text);
        problems.failIfAny("the default '" + text + "'");
        return node;
    }

    private YamlNode read(String text) {
        YamlNode nothing = new YamlNode.Scalar("", false, SourceLocation.of(source));
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(source).build();
            return new Compose(settings)
                    .composeString(text)
                    .map(node -> convert(node, "$"))
                    .orElse(nothing);
        } catch (TooLongException e) {
            problems.note(
                    SourceLocation.of(source),
                    "$",
                    "this has more than " + MOST_VALUES + " values, counting what an alias (*name) repeats; write less",
                    "YamlTooLong");
        } catch (MarkedYamlEngineException e) {
            SourceLocation place =
                    e.getProblemMark().map(mark -> place(Optional.of(mark))).orElse(SourceLocation.of(source));
            problems.note(place, "$", "this is not YAML: " + e.getProblem() + context(e), "YamlSyntax");
        } catch (YamlEngineException e) {
            problems.note(SourceLocation.of(source), "$", "this is not YAML: " + e.getMessage(), "YamlSyntax");
        } catch (StackOverflowError e) {
            // Both the parser and this reader go down by recursion, and an alias inside its own anchor has no bottom.
            problems.note(
                    SourceLocation.of(source),
                    "$",
                    "this is nested too deeply, or an alias (*name) stands inside what it refers to; write it out",
                    "YamlTooDeep");
        }
        return nothing;
    }

    private static String context(MarkedYamlEngineException e) {
        String context = e.getContext();
        return context == null || context.isEmpty() ? "" : " (" + context + ")";
    }

    /** Aliases of aliases can make millions of values out of a few lines. */
    private void count() {
        values++;
        if (values > MOST_VALUES) {
            throw new TooLongException();
        }
    }

    private static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private YamlNode convert(Node node, String path) {
        count();
        SourceLocation place = place(node.getStartMark());
        return switch (node) {
            case ScalarNode scalar -> {
                requireCharacters(scalar.getValue(), place, path);
                yield new YamlNode.Scalar(scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN, place);
            }
            case SequenceNode sequence -> {
                List<YamlNode> items = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    items.add(convert(item, path + "[" + items.size() + "]"));
                }
                yield new YamlNode.Items(items, place);
            }
            case MappingNode mapping -> fields(mapping, path, place);
            default -> throw new IllegalStateException("a YAML node of an unknown kind: " + node);
        };
    }

    /** Half of a pair of surrogates, which an escape can write, is no character and cannot be saved. */
    private void requireCharacters(String text, SourceLocation place, String path) {
        boolean half = text.codePoints()
                .anyMatch(character -> character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
        if (half) {
            problems.note(
                    place,
                    path,
                    "a text must be of whole characters, but '" + Printable.word(text)
                            + "' has half of a pair (an escape"
                            + " \\uD800 to \\uDFFF alone); write the character itself",
                    "BadText");
        }
    }

    private YamlNode.Fields fields(MappingNode mapping, String path, SourceLocation place) {
        Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            SourceLocation keyPlace = place(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.note(keyPlace, path, "a key must be a word, but was a list or block", "BadKey");
                continue;
            }
            String name = key.getValue();
            requireCharacters(name, keyPlace, path);
            YamlNode value = convert(tuple.getValueNode(), path + "." + name);
            YamlNode.Field before = fields.putIfAbsent(name, new YamlNode.Field(keyPlace, value));
            if (before != null) {
                problems.note(
                        keyPlace,
                        path + "." + name,
                        "the key '" + name + "' stands here twice, first at " + before.keyPlace() + "; keep one",
                        "DuplicateKey");
            }
        }
        return new YamlNode.Fields(fields, place);
    }

    private SourceLocation place(Optional<Mark> mark) {
        return mark.filter(at -> withLines)
                .map(at -> new SourceLocation(source, at.getLine() + 1, at.getColumn() + 1))
                .orElse(SourceLocation.of(source));
    }
}
