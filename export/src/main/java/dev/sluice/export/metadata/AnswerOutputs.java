package dev.sluice.export.metadata;

import dev.sluice.core.experiment.exchange.Answer;
import dev.sluice.core.experiment.exchange.Details;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.distribution.Interval;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The outputs that a file gives beside the point answers of a head, as its metadata describe them.
 *
 * @param head its name, which is that of the output with the point answers
 * @param point meaning of the point answers
 * @param parts meanings of the other outputs by the part of their names after {@code head.}, in order
 * @param interval the outputs that bound it, if there are such
 */
public record AnswerOutputs(String head, String point, Map<String, String> parts, Details.IntervalParts interval) {
    /** Copies the map, keeping its order. */
    public AnswerOutputs {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** Those of a model's head. */
    static AnswerOutputs of(TrainedModel model, String head) {
        String point = "";
        Map<String, String> parts = new LinkedHashMap<>();
        for (Answer answer : model.answers(head)) {
            if (answer.part().isEmpty()) {
                point = answer.meaning();
            } else {
                parts.put(answer.part(), answer.meaning());
            }
        }
        @Nullable DistributionFamily family = model.families().get(head);
        @Nullable Interval interval = model.intervals().get(head);
        return new AnswerOutputs(
                head,
                point,
                parts,
                interval == null
                        ? Details.none().interval()
                        : new Details.IntervalParts(
                                interval.level(), Answer.low(family, interval), Answer.high(family, interval)));
    }

    /** Only point answers. */
    static AnswerOutputs points(String head) {
        return new AnswerOutputs(head, "", Map.of(), Details.none().interval());
    }

    /** Returns whether the file gives the likeliest sequence of labels. */
    public boolean hasPath() {
        return parts.containsKey(Answer.PATH);
    }

    /** Returns whether the file says which classes are predicted. */
    public boolean hasDecisions() {
        return parts.containsKey(Answer.DECISIONS);
    }

    /** The meanings of all outputs by their names; empty if there are only point answers. */
    public Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        if (!parts.isEmpty()) {
            meanings.put(head, point);
            parts.forEach((part, meaning) -> meanings.put(Answer.name(head, part), meaning));
        }
        return meanings;
    }

    /** As JSON. */
    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("outputs", meanings());
        if (interval.level() > 0) {
            Map<String, Object> bounds = new LinkedHashMap<>();
            bounds.put("level", interval.level());
            bounds.put("low", head + "." + interval.low());
            bounds.put("high", head + "." + interval.high());
            json.put("interval", bounds);
        }
        return JsonMapper.shared().writeValueAsString(json);
    }

    /** Those that {@link #json} wrote. */
    static AnswerOutputs read(String head, String json) {
        JsonNode read = JsonMapper.shared().readTree(json);
        Map<String, String> parts = new LinkedHashMap<>();
        read.path("outputs").propertyStream().forEach(output -> {
            if (!output.getKey().equals(head)) {
                parts.put(part(head, output.getKey()), output.getValue().asString());
            }
        });
        JsonNode bounds = read.path("interval");
        return new AnswerOutputs(
                head,
                read.path("outputs").path(head).asString(),
                parts,
                bounds.isMissingNode()
                        ? Details.none().interval()
                        : new Details.IntervalParts(
                                bounds.path("level").asDouble(),
                                part(head, bounds.path("low").asString()),
                                part(head, bounds.path("high").asString())));
    }

    private static String part(String head, String output) {
        // The only head's decisions go by their own name.
        return output.startsWith(head + ".") ? output.substring(head.length() + 1) : output;
    }
}
