package dev.sluice.cli;

import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellEquations;
import dev.sluice.core.model.CellSignature;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.SequenceModel;
import dev.sluice.core.option.OptionKey;
import dev.sluice.export.lowering.Lowering;
import dev.sluice.export.onnx.OnnxOpset;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
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
        equations = CellEquations.of(cell, inputs, hidden);
    }

    void print(Record options, PrintWriter out) {
        boolean plain = options.getClass().getRecordComponents().length == 0;
        out.println();
        out.println("equations" + (plain ? "" : ", with " + words(options)));
        aligned(equations.lines()).forEach(line -> out.println("  " + line));
        String states = equations.signature().states().stream()
                .map(state -> state.name() + " [B, " + state.size() + "]")
                .collect(Collectors.joining("   "));
        String extras = equations.signature().extraInputs().stream()
                .map(extra -> "   " + extra.name() + " [B, " + extra.size() + "]")
                .collect(Collectors.joining());
        out.println("  x [B, " + inputs + "]" + extras + "   " + states + "   (B rows; a prime is the next step's)");
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
        try {
            key.component().getAccessor().setAccessible(true);
            Object value = key.component().getAccessor().invoke(options);
            return value instanceof Enum<?> constant ? OptionKey.written(constant) : String.valueOf(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the option " + key.name() + " cannot be read", e);
        }
    }

    private static List<String> aligned(List<String> lines) {
        int columns = lines.stream().mapToInt(line -> line.indexOf('=')).max().orElse(0);
        return lines.stream()
                .map(line -> " ".repeat(columns - line.indexOf('=')) + line)
                .toList();
    }

    private void parameters(PrintWriter out) {
        long numbers = equations.parameters().stream()
                .mapToLong(spec -> spec.shape().elements())
                .sum();
        out.println();
        out.println(String.format(
                Locale.ROOT,
                "parameters for %d features in, %d hidden: %,d numbers; %,d operations a step and row",
                inputs,
                hidden,
                numbers,
                equations.flops()));
        for (ParameterSpec spec : equations.parameters()) {
            out.println(String.format(Locale.ROOT, "  %-12s %s", spec.name(), spec.shape()));
        }
        if (equations.signature().joinable()) {
            out.println("  in files joined as weight_ih, weight_hh, bias_ih and bias_hh, gates in the order "
                    + equations.signature().gates().stream()
                            .map(CellSignature.Gate::name)
                            .collect(Collectors.joining(", ")));
        }
    }

    /** What one layer becomes, by writing one. */
    private String operator() {
        if (!equations.signature().extraInputs().isEmpty()) {
            return "not by itself: a model has no extra inputs to give to this cell";
        }
        ModelConfig config = ModelConfig.of(ModelConfig.EncoderOptions.of(cell, hidden));
        Network network = SequenceModel.build(config, new ModelInput.Features(inputs), 2, Network.Mode.WITH_STATES);
        String operator = new Lowering("show", OnnxOpset.DEFAULT)
                .lower(network.graph(), Parameters.initialize(network.parameters(), 1))
                .layers()
                .values()
                .iterator()
                .next();
        return operator.contains("Scan")
                ? "a Scan over these equations, with the input's products before it"
                : "one " + operator.replace("forward ", "") + " operator, recognized from the equations";
    }
}
