package dev.sluice.export.importer;

import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Select;
import dev.sluice.core.graph.Softmax;
import dev.sluice.core.graph.UnaryOp;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.export.importer.read.Flow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The file's result outputs, each with its final activation split off. */
final class FileOutputs {
    private FileOutputs() {}

    /**
     * The outputs by name, without final states.
     *
     * @param lengths gives the row lengths of a value
     */
    static Map<String, ImportedModel.Output> of(Map<String, Flow> outputs, UnaryOperator<Expr> lengths) {
        Map<String, ImportedModel.Output> answers = new LinkedHashMap<>();
        outputs.forEach((name, output) -> {
            if (output.has(Dim.BATCH) && !isState(output.expr())) {
                answers.put(name, answer(output, lengths.apply(output.expr())));
            }
        });
        return answers;
    }

    private static ImportedModel.Output answer(Flow output, Expr lengths) {
        Dims dims =
                output.has(Dim.TIME) ? Dims.of(Dim.TIME, Dim.BATCH, size(output)) : Dims.of(Dim.BATCH, size(output));
        Expr values = output.expr();
        Expr last = values.op() instanceof Reshape ? values.operand(0) : values;
        OutputActivation function = function(last, size(output));
        Expr scores = function == OutputActivation.NONE ? values : last.operand(0);
        return new ImportedModel.Output(Flow.reshaped(values, dims), Flow.reshaped(scores, dims), function, lengths);
    }

    private static OutputActivation function(Expr last, int size) {
        if (last.op() == UnaryOp.SIGMOID) {
            return OutputActivation.SIGMOID;
        }
        boolean softmax = last.op() instanceof Softmax function && !function.log();
        // Softmax over groups of outputs is not the softmax of a loss.
        return softmax && last.shape().axis(-1).equals(Dim.of(size)) ? OutputActivation.SOFTMAX : OutputActivation.NONE;
    }

    private static boolean isState(Expr expr) {
        return switch (expr.op()) {
            case Pick pick ->
                expr.operand(0).op() instanceof Scan scan
                        && pick.index() < scan.step().states().size();
            case Reshape reshape -> isState(expr.operand(0));
            // A row without steps ends in its initial state.
            case Select select -> isState(expr.operand(1));
            case Concat concat -> expr.operands().stream().allMatch(FileOutputs::isState);
            default -> false;
        };
    }

    private static int size(Flow flow) {
        int features = 1;
        for (Dim dim : flow.expr().shape().axes()) {
            features *= dim instanceof Dim.Fixed(int size) ? size : 1;
        }
        return features;
    }
}
