package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The forecast that the network corrects: the base and a linear map of the window (as in Zeng et al., 2023), {@code [B, H · C]} from the
 * last steps {@code [B, W · C]}. The map begins at zero, so that an untrained forecast is the base.
 */
final class ForecastStart {
    /** The scope of the linear map's parameters. */
    static final String SCOPE = "forecast.linear";

    private final ForecastOptions options;
    private final int variables;
    private final int window;
    private final int horizon;

    ForecastStart(ForecastOptions options, int variables, int window, int horizon) {
        this.options = options;
        this.variables = variables;
        this.window = window;
        this.horizon = horizon;
        if (options.base() == ForecastOptions.Base.SEASON && options.season() > window) {
            throw new ModelConfigException("forecast.season: a forecast from a season of " + options.season()
                    + " steps ago needs a window of at least as many, but data.forecast.window is " + window
                    + "; make the window longer");
        }
    }

    /**
     * The start.
     *
     * @param scope of the network. Modified.
     * @param last the last steps, {@code [B, W · C]}
     */
    Optional<Expr> of(ParameterScope scope, Expr last) {
        Optional<Expr> base = base(last);
        if (options.linear() == ForecastOptions.Linear.NONE) {
            return base;
        }
        Expr linear = linear(scope.child(SCOPE), last);
        return Optional.of(base.map(linear::add).orElse(linear));
    }

    /** The base alone. */
    Optional<Expr> base(Expr last) {
        return switch (options.base()) {
            case NONE -> Optional.empty();
            case LAST -> Optional.of(ago(last, 1));
            case SEASON -> Optional.of(ago(last, options.season()));
        };
    }

    /** The number of linear maps. */
    static int maps(ForecastOptions options, int variables) {
        return options.linear() == ForecastOptions.Linear.SHARED ? 1 : variables;
    }

    /** For each step of the horizon the newest value that is a multiple of a season before it. */
    private Expr ago(Expr last, int season) {
        List<Expr> steps = new ArrayList<>();
        for (int h = 0; h < horizon; h++) {
            int at = (window - season + h % season) * variables;
            steps.add(last.slice(-1, at, at + variables));
        }
        return Exprs.concat(-1, steps);
    }

    private Expr linear(ParameterScope scope, Expr last) {
        int maps = maps(options, variables);
        Expr weight = scope.declare(
                "weight", ParameterSpec.Role.INPUT_WEIGHT, new Initializers.Zeros(), maps * horizon, window);
        Expr bias = scope.declare("bias", ParameterSpec.Role.BIAS, new Initializers.Zeros(), maps * horizon);
        // [B, C, W]: the window of each variable by itself.
        Expr windows = last.reshape(Dims.of(Dim.BATCH, window, variables)).transpose();
        Expr mapped = maps == 1 ? windows.matmulTransposed(weight) : own(windows, weight);
        return mapped.add(bias.reshape(Dims.of(maps, horizon)))
                .transpose()
                .reshape(Dims.of(Dim.BATCH, horizon * variables));
    }

    private Expr own(Expr windows, Expr weight) {
        List<Expr> each = new ArrayList<>();
        for (int c = 0; c < variables; c++) {
            Expr own = windows.slice(-2, c, c + 1);
            each.add(own.matmulTransposed(weight.slice(-2, c * horizon, (c + 1) * horizon)));
        }
        return Exprs.concat(-2, each);
    }
}
