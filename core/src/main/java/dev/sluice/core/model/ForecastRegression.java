package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The linear regression whose least squares the linear map of a forecast begins with: {@code target = base + scale · (map of the window)}.
 *
 * @param graph of its {@link #WINDOW}, {@link #BASE} and {@link #SCALE}
 * @param steps of the horizon that the map answers; one for a forecast that is fed with its own answers
 * @param maps 1 where the variables share one, else one for each
 */
public record ForecastRegression(Graph graph, int steps, int maps) {
    /** Output with the last steps of each variable in its frame, {@code [B, W · C]}. */
    public static final String WINDOW = "window";
    /** Output with the forecast without network and map, {@code [B, H · C]}. */
    public static final String BASE = "base";
    /** Output with the scale of each variable's frame, {@code [B, C]}. */
    public static final String SCALE = "scale";
    /** Name of the map's weights, {@code [maps · H, W]}; behind a dot where several networks have one. */
    public static final String WEIGHT = ForecastStart.SCOPE + ".weight";
    /** Name of the map's constants, {@code [maps · H]}. */
    public static final String BIAS = ForecastStart.SCOPE + ".bias";

    /** The regression of a model; the model must have a linear map. */
    public static ForecastRegression of(ModelConfig config, List<ModelInput> inputs, ForecastTask task) {
        ParameterScope unused = ParameterScope.root(config.initialization());
        ForecastHead head = new ForecastHead(
                config, Wiring.of(config, inputs), Network.OUTPUTS, task, unused, Network.Mode.INFERENCE);
        int variables = task.columns().size();
        Map<String, Expr> outputs = new LinkedHashMap<>();
        outputs.put(WINDOW, head.window());
        outputs.put(BASE, head.base());
        outputs.put(
                SCALE,
                head.scale().orElse(Exprs.zeros(Dims.of(Dim.BATCH, variables)).add(1)));
        boolean recursive = config.forecast().method() == ForecastOptions.Method.RECURSIVE;
        return new ForecastRegression(
                new Graph(outputs), recursive ? 1 : task.horizon(), ForecastStart.maps(config.forecast(), variables));
    }
}
