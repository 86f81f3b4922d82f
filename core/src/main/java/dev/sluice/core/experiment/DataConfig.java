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
        @Description("The source of the examples") DataSource source,

        @Description("How texts become sequences of symbols; unused for numeric series") @Default("{}")
        TextConfig text,

        @Description(
                "The same for single texts that need different rules, by the names of inputs and targets: {outputs:"
                        + " {unit: word}} for texts to write")
        @Default("{}")
        Map<String, TextConfig> texts,

        @Description("Treatment of numeric inputs") @Default("{}")
        SeriesConfig series,

        @Description("Which examples are kept for validation and test, by default chosen by a hash of the input")
        @Default("{}")
        SplitConfig split,

        @Description("Resampling of series to equal time intervals, before everything else") @Default("{}")
        ResampleConfig resample,

        @Description("Steps that prepare numeric series, in order, before windows are cut and columns scaled; fitted on"
                + " the training part")
        @Default("[]")
        List<PrepareConfig> prepare,

        @Description(
                "Path of a contract that was fitted before, relative to the experiment file: the model.json of a run,"
                        + " or the output of 'sluice fit'. Nothing is fitted then, and prepare must be empty, because"
                        + " the contract contains it")
        @Default("''")
        String contract,

        @Description(
                "Windows that long recordings are cut into, each an example; no window crosses the border between two parts")
        @Default("{}")
        WindowsConfig windows,

        @Description("Weights of classes in the loss; weights of examples come from the source (weight)") @Default("{}")
        WeightsConfig weights,

        @Description("How often training examples of each kind, such as a language, are drawn") @Default("{}")
        SamplingConfig sampling,

        @Description("Windows cut from series, and the steps after them to forecast") @Default("{}")
        ForecastConfig forecast,

        @Description(
                "Whether the next symbol of a text is predicted at every step: a language model, for sources of texts without"
                        + " targets")
        @Default("false")
        boolean next,

        @Description(
                "Reading the examples of a part one after the other as one long sequence, with states carried over")
        @Default("{}")
        StreamConfig stream,

        @Description(
                "Whether numeric targets are standardized (mean 0 and standard deviation 1 of the training part), if"
                        + " the loss allows it; metrics, predictions and exported files use the units of the data,"
                        + " the loss does not")
        @Default("true")
        boolean standardizeTargets,

        @Description(
                "How standardized targets are scaled, and the transformation before that: the logarithm of amounts,"
                        + " for example")
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
