package dev.sluice.export.metadata;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.prepare.Prepared;
import dev.sluice.core.data.prepare.ResampleConfig;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.export.preparation.RawInputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The description of the inputs of a file that prepares data itself: what it takes, and what is left to its caller.
 *
 * @param contract of the model
 * @param raw inputs of the file
 */
record RawUsage(DataContract contract, RawInputs raw) {
    /** What is left to the caller, a sentence each. */
    List<String> callers() {
        List<String> callers = new ArrayList<>();
        if (contract.changes() instanceof Prepared prepared
                && prepared.resample().isOn()) {
            ResampleConfig resample = prepared.resample();
            callers.add("steps must be at equal intervals of " + resample.every() + " before (data.resample)");
        }
        if (!raw.ready().isEmpty()) {
            callers.add("the columns " + String.join(", ", raw.ready())
                    + " are of a calendar whose clock changes, which no node knows, and must be given");
        }
        raw.forecast().ifPresent(task -> callers.add(forecast(task)));
        return callers;
    }

    private static String forecast(ForecastTask task) {
        return "each row begins with the first step of its series, since steps that look back see what is given; lengths are"
                + " the measured steps"
                + (task.known().isEmpty()
                        ? ""
                        : ", after which come the " + task.horizon()
                                + " to forecast, with their known columns and NaN in the others");
    }

    /** The description in words. */
    String inWords() {
        List<String> inputs = new ArrayList<>();
        if (!raw.columns().isEmpty()) {
            inputs.add(raw.series() + " double [batch, " + raw.axis() + ", "
                    + raw.columns().size() + "] (" + String.join(", ", raw.columns()) + "), NaN where missing");
        }
        if (!raw.time().isEmpty()) {
            inputs.add(
                    raw.time() + " double [batch, " + raw.axis()
                            + "], seconds since 1970 where times are dates, else in their unit, or 0, 1, 2, … where the data have none");
        }
        raw.words().forEach((name, words) -> inputs.add(words(name, "[batch, " + raw.axis() + "]", words)));
        if (!raw.fixedColumns().isEmpty()) {
            inputs.add(raw.fixed() + " double [batch, " + raw.fixedColumns().size() + "] ("
                    + String.join(", ", raw.fixedColumns()) + ")");
        }
        raw.fixedWords().forEach((name, words) -> inputs.add(words(name, "[batch, 1]", words)));
        List<String> callers = callers();
        return "Takes data as they were read: " + String.join("; ", inputs) + ". "
                + (callers.isEmpty() ? "" : "Left to the caller: " + String.join("; ", callers) + ". ")
                + "The rest is as for the model of prepared data, whose inputs are:";
    }

    private static String words(String name, String shape, List<String> words) {
        return name + " int64 " + shape + ", numbers of words: " + RawInputs.MISSING + " missing, " + RawInputs.UNKNOWN
                + " not known, " + RawInputs.FIRST + " to " + (RawInputs.FIRST + words.size() - 1) + " "
                + String.join(", ", words);
    }

    /** The same as the values of a JSON object. */
    Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("series", raw.series());
        object.put("columns", raw.columns());
        object.put("time", raw.time());
        object.put("words", raw.words());
        object.put("static", raw.fixed());
        object.put("static_columns", raw.fixedColumns());
        object.put("static_words", raw.fixedWords());
        object.put("caller", callers());
        return object;
    }
}
