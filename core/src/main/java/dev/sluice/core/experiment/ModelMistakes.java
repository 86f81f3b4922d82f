package dev.sluice.core.experiment;

import dev.sluice.core.error.Contributed;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelConfigException;
import dev.sluice.core.plugin.PluginArgumentException;
import dev.sluice.core.plugin.PluginException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns failures to build a model into errors of the experiment or of a plugin's cell. */
final class ModelMistakes {
    private ModelMistakes() {}

    /**
     * Builds a model, or a part of one.
     *
     * @throws ConfigException if the experiment asks for what does not fit
     * @throws PluginException if a cell is not written as a cell must be
     */
    static <T> T told(ModelConfig model, Supplier<T> build) {
        try {
            return build.get();
        } catch (ModelConfigException e) {
            throw new ConfigException("model." + e.getMessage());
        } catch (PluginArgumentException e) {
            throw new PluginException(List.of(e.getMessage() + " [Sluice/BrokenCell]"));
        } catch (IllegalArgumentException e) {
            // Everything else in the model was checked with the file: what is left is how a cell is written.
            throw new PluginException(
                    List.of(cells(model) + " cannot be built: " + e.getMessage() + " [Sluice/BrokenCell]"));
        }
    }

    private static String cells(ModelConfig model) {
        Stream<Cell> cells = model.inputs().isEmpty()
                ? Stream.of(model.encoder().cell())
                : model.inputs().values().stream().map(input -> input.encoder().cell());
        return cells.map(Contributed::describe).distinct().collect(Collectors.joining(" or "));
    }
}
