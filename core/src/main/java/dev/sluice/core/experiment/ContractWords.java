package dev.sluice.core.experiment;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.TranscriptEncoding;
import dev.sluice.core.data.WrittenEncoding;
import java.util.List;
import org.apiguardian.api.API;

/** The inputs and targets of a {@link DataContract} in words, for people who are about to use a model. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ContractWords {
    private static final int MOST_NAMES = 20;

    private ContractWords() {}

    /** An input: "3 numbers at each step, as they are measured: load, temperature, wind". */
    public static String of(DataContract contract, String name, InputEncoding encoding) {
        if (encoding instanceof InputEncoding.Text) {
            List<String> column = contract.columns().of(name);
            return kind(encoding) + (column.isEmpty() ? "" : ", in the column " + names(column));
        }
        return kind(encoding) + columns(contract, name);
    }

    /** A target: "2 classes: yes, no". */
    public static String of(DataContract contract, String name, TargetEncoding encoding) {
        return kind(encoding) + columns(contract, name);
    }

    private static String columns(DataContract contract, String name) {
        List<String> columns = contract.columns().of(name);
        return columns.isEmpty() ? "" : ": " + names(columns);
    }

    private static String kind(InputEncoding encoding) {
        return switch (encoding) {
            case InputEncoding.Text known ->
                text(known.config()) + ", from a vocabulary of "
                        + known.vocabulary().size();
            case InputEncoding.Series known ->
                known.scaler().features() + " numbers at each step, as they are measured";
            case InputEncoding.Static known ->
                known.scaler().features() + " numbers for the whole sequence, as they are measured";
            case InputEncoding.Category known ->
                "one of " + known.categories() + " categories for the whole sequence"
                        + (known.words().isEmpty() ? "" : ": " + names(known.words()));
        };
    }

    private static String kind(TargetEncoding encoding) {
        return switch (encoding) {
            case TargetEncoding.EveryStep steps -> kind(steps.each()) + ", at every step";
            case ClassEncoding classes ->
                classes.size() + " classes: " + names(classes.labels().names());
            case TargetEncoding.Next next ->
                "the next symbol, of a vocabulary of " + next.vocabulary().size();
            case TranscriptEncoding text ->
                "a text that is read off the steps, from a vocabulary of "
                        + text.vocabulary().size();
            case WrittenEncoding text ->
                text(text.config()) + ", from a vocabulary of "
                        + text.vocabulary().size();
            case TargetEncoding.Horizon horizon ->
                "the next " + horizon.task().horizon() + " steps of "
                        + horizon.each().features() + " variables";
            case TargetEncoding.Numbers numbers -> numbers.size() == 1 ? "a number" : numbers.size() + " numbers";
        };
    }

    private static String text(TextConfig config) {
        return config.isLimited() ? "a text of up to " + config.maxLength() + " symbols" : "a text";
    }

    private static String names(List<String> names) {
        String some = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        return names.size() > MOST_NAMES ? some + ", …" : some;
    }
}
