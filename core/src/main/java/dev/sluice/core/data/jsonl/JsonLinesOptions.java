package dev.sluice.core.data.jsonl;

import dev.sluice.core.data.file.PartFiles;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Inline;
import dev.sluice.core.option.Shorthand;
import java.util.List;

/** The fields to read from the objects of a file. A field within another is named {@code user.name}. */
@Description("A file with a JSON object in each line; each object is an example")
public record JsonLinesOptions(
        @Inline PartFiles files,

        @Description("Field with the text") @Default("''") String text,

        @Description("Field with a list of symbols, such as words") @Default("''")
        String tokens,

        @Description(
                "Fields with the numbers of the steps, concatenated at each step: a list of numbers, or of lists of"
                        + " numbers; null where missing")
        @Default("[]")
        @Shorthand
        List<String> features,

        @Description("Field with a list of the times of the steps, numbers in any unit; by default, steps are 1 apart")
        @Default("''")
        String time,

        @Description("Fields with numbers, or lists of them, that apply to the whole example; null where missing")
        @Default("[]")
        @Shorthand
        List<String> staticFeatures,

        @Description(
                "Field with the class, or a list of classes that apply together; with per_step, a list with one for"
                        + " each step")
        @Default("''")
        String labels,

        @Description("Fields with numbers to predict, or lists of them; with per_step, lists with one for each step")
        @Default("[]")
        @Shorthand
        List<String> targets,

        @Description("Field with a text of any length to predict: to write or, with loss: ctc, to read from the steps")
        @Default("''")
        String transcript,

        @Description("Whether labels or targets differ from step to step") @Default("false")
        boolean perStep,

        @Description("Field with the id of the example, for messages and by: file") @Default("''")
        String id,

        @Description("Field with the group of the example, such as a person, for data.split.by: group") @Default("''")
        String group,

        @Description("Field with training, validation or test; where it is missing, data.split decides") @Default("''")
        String part,

        @Description(
                "Field with the weight of the example in the loss, 0 or more; with per_step, a list with one for each step; 1 where"
                        + " it is missing")
        @Default("''")
        String weight) {
    /** Copies the lists and checks that the options fit together. */
    public JsonLinesOptions {
        features = List.copyOf(features);
        staticFeatures = List.copyOf(staticFeatures);
        targets = List.copyOf(targets);
        if (text.isEmpty() && tokens.isEmpty() && features.isEmpty() && staticFeatures.isEmpty()) {
            throw new IllegalArgumentException(
                    "there must be an input, but text, tokens, features and static_features are all empty");
        }
        if (!text.isEmpty() && !tokens.isEmpty()) {
            throw new IllegalArgumentException("text and tokens are two ways to say one input; keep one of them");
        }
        if (!labels.isEmpty() && !targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "give either labels or targets, but labels is '" + labels + "' and targets is " + targets);
        }
        if (!transcript.isEmpty() && (perStep || !labels.isEmpty() || !targets.isEmpty())) {
            throw new IllegalArgumentException(
                    "transcript is the only target of an example, for all of its steps together," + " but is '"
                            + transcript + "' beside labels, targets or per_step");
        }
    }
}
