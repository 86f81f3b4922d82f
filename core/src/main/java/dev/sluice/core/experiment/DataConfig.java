package dev.sluice.core.experiment;

import dev.sluice.core.data.ColumnScaling;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.SamplingConfig;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.StreamConfig;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.WeightsConfig;
import dev.sluice.core.data.forecast.ForecastConfig;
import dev.sluice.core.data.prepare.PrepareConfig;
import dev.sluice.core.data.prepare.ResampleConfig;
import dev.sluice.core.data.prepare.WindowsConfig;
import dev.sluice.core.data.split.SplitConfig;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The source of the examples and their preparation. */
public record DataConfig(
        @Description("Where examples come from") DataSource source,

        @Description("How texts become sequences of symbols; unused for numeric series") @Default("{}")
        TextConfig text,

        @Description(
                "The same for single texts that have rules of their own, by the names of inputs and targets: {outputs:"
                        + " {unit: word}} for texts to write")
        @Default("{}")
        Map<String, TextConfig> texts,

        @Description("What is done about numeric inputs") @Default("{}")
        SeriesConfig series,

        @Description("Which part of the examples is kept from training, chosen by a hash of the input") @Default("{}")
        SplitConfig split,

        @Description("Steps at equal intervals in place of those that were measured, before all else") @Default("{}")
        ResampleConfig resample,

        @Description(
                "What is done to numeric series before windows are cut and columns scaled, step by step; fitted on the"
                        + " training part")
        @Default("[]")
        List<PrepareConfig> prepare,

        @Description(
                "Path of a contract that was fitted before, relative to the experiment file: the model.json of a run, or what"
                        + " 'sluice fit' wrote. Nothing is fitted then, and prepare must be empty, as the file has it")
        @Default("''")
        String contract,

        @Description("Windows that long recordings are cut into, each an example; none has steps of two parts")
        @Default("{}")
        WindowsConfig windows,

        @Description("Weights of classes in the loss; an example's own comes from the source (weight)") @Default("{}")
        WeightsConfig weights,

        @Description("How often training examples of one kind, such as a language, come beside those of others")
        @Default("{}")
        SamplingConfig sampling,

        @Description("Windows cut from series, and the steps after them that are to be forecast") @Default("{}")
        ForecastConfig forecast,

        @Description(
                "Whether the next symbol of a text is predicted at every step: a language model, for sources of texts without"
                        + " targets")
        @Default("false")
        boolean next,

        @Description("Examples of a part read one after the other as one long sequence, with states carried along")
        @Default("{}")
        StreamConfig stream,

        @Description(
                "Whether numbers to predict are brought to mean 0 and deviation 1 of the training part, where the loss"
                        + " allows it; metrics, predictions and exported files stay in the units of the data, the loss does not")
        @Default("true")
        boolean standardizeTargets,

        @Description(
                "How numbers to predict that are standardized are scaled, and the curve that they go through before:"
                        + " the logarithm of amounts, for example")
        @Default("{}")
        ColumnScaling targetScaling) {
    /** Copies the list and checks that series are cut in one way. */
    public DataConfig {
        if (windows.isOn() && forecast.isOn()) {
            throw new IllegalArgumentException(
                    "windows are cut for a forecast (forecast) or of recordings (windows): give" + " one of them");
        }
        if (next && (windows.isOn() || forecast.isOn())) {
            throw new IllegalArgumentException(
                    "next predicts the symbol after each step of a text; forecast and windows are for series");
        }
        prepare = List.copyOf(prepare);
        if (!contract.isEmpty() && !prepare.isEmpty()) {
            throw new IllegalArgumentException("contract names a file that has its own preparation, so prepare must be"
                    + " empty (--set data.prepare=[]), but has " + prepare.size() + " entries");
        }
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }
}
