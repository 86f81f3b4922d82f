package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The frame of reference of a window: reversible instance normalization (Kim et al., 2022) of the variables that are forecast,
 * {@code x̂ = (x - center) / scale}, and back, {@code y = ŷ · scale + center}. Over the valid steps of each row. A variable that never
 * changes in a window becomes 0, and its forecasts hardly leave its value.
 *
 * @param inside the series with these variables normalized, {@code [T, B, F]}
 * @param center {@code [B, C]}; empty for 0
 * @param scale {@code [B, C]}; empty for 1
 */
record ForecastFrame(Expr inside, Optional<Expr> center, Optional<Expr> scale) {
    /** The square of the smallest scale, in deviations of the training part: below it forecasts would have no digits in it. */
    private static final double LEAST = 1e-12;

    /**
     * The frame of each row.
     *
     * @param x the series, {@code [T, B, F]}
     * @param lengths {@code [B]}
     */
    static ForecastFrame of(ForecastOptions.Normalize kind, ForecastTask task, Expr x, Expr lengths) {
        if (kind == ForecastOptions.Normalize.NONE) {
            return new ForecastFrame(x, Optional.empty(), Optional.empty());
        }
        Expr valid = Exprs.validSteps(lengths);
        Expr forecast = FeatureColumns.of(x, task.columns());
        if (kind == ForecastOptions.Normalize.LAST) {
            Expr last = valid.sub(Exprs.validSteps(lengths.add(-1)));
            Expr center = OwnScale.sum(Exprs.select(last, forecast, Exprs.constant(0)));
            Expr inside = FeatureColumns.replaced(x, task.columns(), forecast.sub(center));
            return new ForecastFrame(inside, Optional.of(center), Optional.empty());
        }
        OwnScale own = OwnScale.of(forecast, lengths, LEAST);
        Expr inside = FeatureColumns.replaced(x, task.columns(), own.inside());
        return new ForecastFrame(inside, Optional.of(own.mean()), Optional.of(own.deviation()));
    }

    /** Answers in the units of the series: {@code [B, W · H · C]} from the same in the frame. */
    Expr outside(Expr answers, OutputForm form) {
        if (center.isEmpty() && scale.isEmpty()) {
            return answers;
        }
        List<Expr> blocks = new ArrayList<>();
        for (int index = 0; index < form.width(); index++) {
            Expr block = form.block(answers, index);
            blocks.add(
                    switch (form.blocks().get(index).kind()) {
                        case LOCATION -> centered(scaled(block));
                        case SCALE -> scaled(block);
                        case SHAPE, NUMBER, FLAG -> block;
                    });
        }
        return Exprs.concat(-1, blocks);
    }

    private Expr scaled(Expr answers) {
        return scale.map(by -> each(answers, by, false)).orElse(answers);
    }

    private Expr centered(Expr answers) {
        return center.map(by -> each(answers, by, true)).orElse(answers);
    }

    /** Values {@code [B, C]} of the variables with answers of every step, {@code [B, H · C]}. */
    private static Expr each(Expr answers, Expr values, boolean add) {
        int variables = values.shape().fixed(-1);
        Expr row = values.reshape(Dims.of(Dim.BATCH, 1, variables));
        Expr steps = answers.reshape(Dims.of(Dim.BATCH, answers.shape().fixed(-1) / variables, variables));
        return (add ? steps.add(row) : steps.mul(row)).reshape(answers.shape());
    }
}
