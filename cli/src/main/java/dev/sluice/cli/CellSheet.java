package dev.sluice.cli;

import dev.sluice.core.error.Contributed;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellEquations;
import dev.sluice.core.model.CellSignature;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.HeadSize;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.plugin.PluginArgumentException;
import dev.sluice.core.plugin.PluginException;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.OnnxOpset;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A cell on one page: equations, shapes, parameters, cost, and what it becomes in an ONNX file. */
final class CellSheet {
    private final Cell cell;
    private final int inputs;
    private final int hidden;
    private final CellEquations equations;

    CellSheet(Cell cell, int inputs, int hidden) {
        this.cell = cell;
        this.inputs = inputs;
        this.hidden = hidden;
        equations = equations(cell, inputs, hidden);
    }

    private static CellEquations equations(Cell cell, int inputs, int hidden) {
        try {
            return CellEquations.of(cell, inputs, hidden);
        } catch (PluginArgumentException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new PluginException(List.of(
                    Contributed.describe(cell) + " cannot be built: " + e.getMessage() + " [Sluice/BrokenCell]"));
        }
    }

    void print(Record options, PrintWriter out) {
        boolean plain = options.getClass().getRecordComponents().length == 0;
        out.println();
        out.println("equations" + (plain ? "" : ", with " + words(options)));
        lines().forEach(line -> out.println("  " + line));
        parameters(out);
        out.println();
        out.println("ONNX: " + operator());
    }

    /** {@code reset=after, update=keep}, as an experiment file names them. */
    private static String words(Record options) {
        return OptionKey.of(options.getClass()).stream()
                .map(key -> key.name() + "=" + value(options, key))
                .collect(Collectors.joining(", "));
    }

    private static String value(Record options, OptionKey key) {
        Object value = key.value(options);
        return value instanceof Enum<?> constant ? OptionKey.written(constant) : String.valueOf(value);
    }

    /** The equations, one below the other at their equals signs, and the shapes of what goes in. */
    List<String> lines() {
        int columns = equations.lines().stream()
                .mapToInt(line -> line.indexOf('='))
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        equations.lines().forEach(line -> lines.add(" ".repeat(columns - line.indexOf('=')) + line));
        String states = equations.signature().states().stream()
                .map(state -> state.name() + " [B, " + state.size() + "]")
                .collect(Collectors.joining("   "));
        String extras = equations.signature().extraInputs().stream()
                .map(extra -> "   " + extra.name() + " [B, " + extra.size() + "]")
                .collect(Collectors.joining());
        lines.add("x [B, " + inputs + "]" + extras + "   " + states + "   (B rows; a prime marks the next step)");
        return lines;
    }

    /** The cell's equations. */
    CellEquations equations() {
        return equations;
    }

    /** The number of learned numbers. */
    long numbers() {
        return equations.parameters().stream()
                .mapToLong(spec -> spec.shape().elements())
                .sum();
    }

    private void parameters(PrintWriter out) {
        out.println();
        out.println(String.format(
                Locale.ROOT,
                "parameters with %d input features and %d hidden units: %,d numbers; %,d operations per step and row",
                inputs,
                hidden,
                numbers(),
                equations.flops()));
        for (ParameterSpec spec : equations.parameters()) {
            out.println(String.format(Locale.ROOT, "  %-12s %s", spec.name(), spec.shape()));
        }
        if (equations.signature().joinable()) {
            out.println("  in files combined as weight_ih, weight_hh, bias_ih and bias_hh, gates in the order "
                    + equations.signature().gates().stream()
                            .map(CellSignature.Gate::name)
                            .collect(Collectors.joining(", ")));
        }
    }

    /** The ONNX operator of one layer, found by exporting one. */
    String operator() {
        ModelConfig config = ModelConfig.of(EncoderOptions.of(cell, hidden));
        Network network = SequenceModel.build(
                config,
                equations.signature().inputs(),
                HeadSize.points(Map.of(Network.OUTPUTS, 2)),
                Network.Mode.WITH_STATES);
        String operator = new Lowering("show", OnnxOpset.DEFAULT)
                .lower(network.graph(), Parameters.initialize(network.parameters(), 1))
                .layers()
                .values()
                .iterator()
                .next();
        return operator.contains("Scan")
                ? "a Scan operator over these equations, with the input projections computed before it"
                : "one " + operator.replace("forward ", "") + " operator, recognized from the equations";
    }
}
