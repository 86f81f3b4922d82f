package dev.sluice.bench.forecast;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of the table: what is changed in every experiment.
 *
 * @param title of the row
 * @param overrides of the experiments
 * @param trained whether networks are trained; otherwise they stay at the least squares that they begin with
 * @param of beginning of the titles of the columns that it is measured for; empty for all
 */
record Setting(String title, List<String> overrides, boolean trained, String of) {
    private static final String WINDOW = "data.forecast.window=";

    /** Changes that need no training: least squares and the frame around it. */
    static List<Setting> untrained() {
        return List.of(
                new Setting("the defaults: `normalize: last`", List.of(), false, ""),
                new Setting("`normalize: window`", List.of("model.forecast.normalize=window"), false, ""),
                new Setting("`normalize: none`", List.of("model.forecast.normalize=none"), false, ""),
                new Setting("`linear: shared`", List.of("model.forecast.linear=shared"), false, ""),
                new Setting("window of 72", List.of(WINDOW + 72), false, "etth1"),
                new Setting("window of 168", List.of(WINDOW + 168), false, "etth1"),
                new Setting("window of 336", List.of(WINDOW + 336), false, "etth1"));
    }

    /** The same of trained networks. */
    static List<Setting> trainedOnes() {
        return List.of(
                new Setting("trained, the defaults", List.of(), true, ""),
                new Setting("trained, `normalize: window`", List.of("model.forecast.normalize=window"), true, ""),
                new Setting("trained, `linear: none`", List.of("model.forecast.linear=none"), true, ""),
                new Setting(
                        "trained, the network alone: `normalize: none`, `base: none`, `linear: none`",
                        List.of("model.forecast.normalize=none", "model.forecast.base=none", "model.forecast.linear=none"),
                        true,
                        ""));
    }

    /** Returns whether it is measured for a column. */
    boolean suits(Series series) {
        return series.title().startsWith(of);
    }

    /** All that is changed in the experiment of a column. */
    List<String> changes(Series series) {
        List<String> all = new ArrayList<>(series.overrides());
        all.addAll(overrides);
        all.add("export=none");
        all.add("pictures=false");
        if (!trained) {
            all.add("train.epochs=0");
        }
        return all;
    }
}
