package dev.sluice.export.importer.read;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.Select;
import dev.sluice.core.graph.Slice;
import dev.sluice.core.graph.UnaryOp;
import dev.sluice.core.graph.ValidSteps;

/** Detects values that are integers although the file computes them as floats, for example sums of masks used as lengths. */
final class WholeNumbers {
    /** Search depth; counting takes a handful of nodes. */
    private static final int DEPTH = 16;

    private WholeNumbers() {}

    /** Returns whether every element is an integer for all inputs. */
    static boolean are(Expr expr) {
        return are(expr, DEPTH);
    }

    private static boolean are(Expr expr, int depth) {
        if (depth == 0) {
            return false;
        }
        return switch (expr.op()) {
            case Constant constant -> constant.value() == Math.rint(constant.value());
            case Input input -> input.kind() != Input.Kind.NUMBER;
            case ValidSteps valid -> true;
            case UnaryOp function ->
                function == UnaryOp.SIGN
                        || function == UnaryOp.FLOOR
                        || (isExact(function) && are(expr.operand(0), depth - 1));
            case BinaryOp function ->
                isComparison(function)
                        || (isExact(function) && are(expr.operand(0), depth - 1) && are(expr.operand(1), depth - 1));
            case Select select -> are(expr.operand(1), depth - 1) && are(expr.operand(2), depth - 1);
            case Reduce reduce -> reduce.kind() != Reduce.Kind.MEAN && are(expr.operand(0), depth - 1);
            case Reshape reshape -> are(expr.operand(0), depth - 1);
            case BroadcastTo broadcast -> are(expr.operand(0), depth - 1);
            case Slice slice -> are(expr.operand(0), depth - 1);
            case Concat concat -> expr.operands().stream().allMatch(part -> are(part, depth - 1));
            case Gather gather -> are(expr.operand(0), depth - 1);
            default -> false;
        };
    }

    private static boolean isComparison(BinaryOp function) {
        return function == BinaryOp.LESS || function == BinaryOp.LESS_OR_EQUAL || function == BinaryOp.EQUAL;
    }

    private static boolean isExact(BinaryOp function) {
        return switch (function) {
            case ADD, SUB, MUL, MIN, MAX -> true;
            default -> false;
        };
    }

    private static boolean isExact(UnaryOp function) {
        return switch (function) {
            case NEG, ABS, RELU -> true;
            default -> false;
        };
    }
}
