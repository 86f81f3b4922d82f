package dev.sluice.cli;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.error.Printable;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.exchange.Prediction;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Texts with the tags that a model gives their tokens:
 *
 * <pre>
 *   # intent = atis_flight            what holds for the whole text, where the model says such
 *   flights     O
 *   to          O
 *   boston      B-toloc.city_name     a token and its tags, with a tab between; an empty line behind each text
 * </pre>
 *
 * @param contract of the model
 * @param input name of the text that is tagged
 * @param encoding of that text
 */
record TaggedTexts(DataContract contract, String input, InputEncoding.Text encoding) {
    private static final int MOST_SHOWN = 5;

    /**
     * Texts for a model.
     *
     * @param run its name, for the message
     * @throws DataException if it does not tag the tokens of a text
     */
    static TaggedTexts of(DataContract contract, String run) {
        boolean tags = contract.targets().values().stream().anyMatch(TaggedTexts::isTag);
        List<String> texts = contract.inputs().entrySet().stream()
                .filter(each -> each.getValue() instanceof InputEncoding.Text)
                .map(Map.Entry::getKey)
                .toList();
        if (!tags || texts.isEmpty()) {
            throw new DataException(
                    "a model that tags must read a text and say a class at every step, but this one reads "
                            + String.join(", ", contract.inputs().keySet()) + " and says "
                            + String.join(", ", contract.targets().keySet()) + "; take 'sluice " + command(contract)
                            + " " + run
                            + "'");
        }
        String input = texts.getFirst();
        return new TaggedTexts(contract, input, (InputEncoding.Text)
                Objects.requireNonNull(contract.inputs().get(input)));
    }

    private static boolean isTag(TargetEncoding target) {
        return target.everyStep()
                && target.columns() instanceof ClassEncoding
                && !(target instanceof TargetEncoding.Next)
                && !(target instanceof WrittenEncoding);
    }

    /** The command for a model that does not tag. */
    private static String command(DataContract contract) {
        TargetEncoding first = contract.targets().values().iterator().next();
        if (first instanceof WrittenEncoding) {
            return "translate";
        }
        return first instanceof TargetEncoding.Next ? "generate" : "predict";
    }

    /**
     * A note on tokens that the model does not know; empty if it knows all.
     *
     * @throws DataException for a text without tokens; the message names its place
     */
    Optional<String> unknown(List<Example> examples) {
        Set<String> words = new LinkedHashSet<>();
        long unknown = 0;
        long all = 0;
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            try {
                Tensor ids = encoding.encode(text(example), List.of());
                List<String> tokens = tokens(example);
                for (int t = 0; t < ids.array().length; t++) {
                    all++;
                    if (ids.array()[t] == Vocabulary.UNKNOWN) {
                        unknown++;
                        words.add(tokens.get(t));
                    }
                }
            } catch (DataException e) {
                throw e.in(example, i + 1);
            }
        }
        return unknown == 0
                ? Optional.empty()
                : Optional.of(unknown + " of " + all + " tokens are not in the vocabulary and are read as unknown: "
                        + words.stream().limit(MOST_SHOWN).map(Printable::word).collect(Collectors.joining(", "))
                        + (words.size() > MOST_SHOWN ? ", …" : ""));
    }

    private Sequence text(Example example) {
        Sequence named = example.inputs().get(input);
        return named == null ? example.sequence() : named;
    }

    /** The tokens as they were written, as many as the model reads. */
    List<String> tokens(Example example) {
        return switch (text(example)) {
            case Sequence.Symbols cut ->
                cut.symbols().stream().limit(encoding.config().maxLength()).toList();
            case Sequence.Text whole -> encoding.config().asWritten().symbols(whole.text());
            default -> List.of();
        };
    }

    /** A text in lines. */
    String lines(Example example, List<Output> outputs) {
        StringBuilder lines = new StringBuilder();
        for (Output output : outputs) {
            if (!output.everyStep()) {
                lines.append("# ")
                        .append(output.name())
                        .append(" = ")
                        .append(said(output, 0))
                        .append('\n');
            }
        }
        List<String> tokens = tokens(example);
        for (int t = 0; t < tokens.size(); t++) {
            lines.append(tokens.get(t));
            for (Output output : outputs) {
                if (output.everyStep()) {
                    lines.append('\t').append(said(output, t));
                }
            }
            lines.append('\n');
        }
        return lines.append('\n').toString();
    }

    /** A text as a JSON object in one line: its tokens, and a tag for each, or what holds for the whole, by the name of the target. */
    String json(Example example, List<Output> outputs) {
        Map<String, Object> object = new LinkedHashMap<>();
        List<String> tokens = tokens(example);
        object.put("tokens", tokens);
        for (Output output : outputs) {
            if (output.everyStep()) {
                List<String> tags = new ArrayList<>();
                for (int t = 0; t < tokens.size(); t++) {
                    tags.add(said(output, t));
                }
                object.put(output.name(), tags);
            } else {
                object.put(output.name(), said(output, 0));
            }
        }
        return JsonMapper.shared().writeValueAsString(object) + "\n";
    }

    private static String said(Output output, int step) {
        List<Prediction> predictions = output.steps().get(step);
        return switch (output.kind()) {
            case CLASSES -> predictions.getFirst().label();
            case LABELS ->
                predictions.stream()
                        .filter(Prediction::holds)
                        .map(Prediction::label)
                        .sorted()
                        .collect(Collectors.joining("|"));
            case NUMBERS ->
                predictions.stream()
                        .map(prediction -> Double.toString(prediction.probability()))
                        .collect(Collectors.joining(","));
        };
    }
}
