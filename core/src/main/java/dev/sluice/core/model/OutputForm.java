package dev.sluice.core.model;

import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * The numbers that a head gives for each column of its target: the number itself, or the parameters of its distribution. They
 * lie side by side as {@code W} blocks of {@code C} columns, {@code [.., W·C]}, so that a block is one slice.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface OutputForm {
    /** One number for each column. */
    OutputForm POINT = new OutputForm() {
        @Override
        public List<Block> blocks() {
            return List.of(new Block("outputs", Kind.LOCATION));
        }

        @Override
        public Expr constrain(Expr raw) {
            return raw;
        }

        @Override
        public Expr point(Expr outputs) {
            return outputs;
        }
    };

    /** The blocks in order, at least one. */
    List<Block> blocks();

    /**
     * The blocks within their ranges, such as deviations above 0.
     *
     * @param raw what the head's last layer gives, {@code [.., W·C]}
     * @return of the same shape
     */
    Expr constrain(Expr raw);

    /**
     * Declares the parameters that a head has beside its layers, such as scores of one label after another; none in most forms.
     *
     * @param scope of the head
     * @param columns of its target, {@code C}
     * @return by the names under which the form reads them
     */
    default Map<String, Expr> parameters(ParameterScope scope, int columns) {
        return Map.of();
    }

    /** The point answer, {@code [.., W·C] → [.., C]}. */
    Expr point(Expr outputs);

    /**
     * Returns whether the means of the outputs of several networks, beside those of their {@linkplain #parameters parameters}, are
     * outputs of the same kind. False where blocks have no order that all networks share, or places in time are each network's own.
     */
    default boolean canBeAveraged() {
        return true;
    }

    /** The number of blocks, {@code W}. */
    default int width() {
        return blocks().size();
    }

    /** One block of a head's outputs, {@code [.., W·C] → [.., C]}. */
    default Expr block(Expr outputs, int index) {
        int columns = outputs.shape().fixed(-1) / width();
        return width() == 1 ? outputs : outputs.slice(-1, index * columns, (index + 1) * columns);
    }

    /**
     * Outputs moved by what is added to the target.
     *
     * @param outputs {@code [.., W·C]}
     * @param by added to each location, {@code [.., C]}
     */
    default Expr moved(Expr outputs, Expr by) {
        return inUnits(outputs, Exprs.constant(1), by);
    }

    /**
     * Outputs of several steps side by side, {@code [B, W·C]} each, as outputs of all of them, {@code [B, W·(H·C)]}.
     */
    default Expr together(List<Expr> steps) {
        List<Expr> blocks = new ArrayList<>();
        for (int index = 0; index < width(); index++) {
            for (Expr step : steps) {
                blocks.add(block(step, index));
            }
        }
        return Exprs.concat(-1, blocks);
    }

    /**
     * The outputs for targets in other units, {@code x · scale + shift}: locations move and scale, scales scale, shapes stay.
     *
     * @param outputs {@code [.., W·C]}
     * @param scale above 0; any shape that fits {@code [.., C]}
     * @param shift any shape that fits {@code [.., C]}
     */
    default Expr inUnits(Expr outputs, Expr scale, Expr shift) {
        List<Expr> moved = new ArrayList<>();
        for (int index = 0; index < width(); index++) {
            Expr block = block(outputs, index);
            moved.add(
                    switch (blocks().get(index).kind()) {
                        case LOCATION -> scaled(block, scale).add(shift);
                        case SCALE -> scaled(block, scale);
                        case SHAPE, NUMBER, FLAG -> block;
                    });
        }
        return Exprs.concat(-1, moved);
    }

    private static Expr scaled(Expr block, Expr scale) {
        return scale.op() instanceof Constant one && one.value() == 1 ? block : block.mul(scale);
    }

    /**
     * A block.
     *
     * @param name in lower case, part of the name of an exported output: {@code deviation}, {@code q0.1}
     * @param kind how it changes with the units of the target
     */
    record Block(String name, Kind kind) {}

    /** How a number changes with the units of its target. */
    enum Kind {
        /** A place on the target's axis, such as a mean or a quantile. */
        LOCATION,
        /** A size in the target's unit, such as a deviation, or a mean whose zero is fixed. */
        SCALE,
        /** A number without unit, such as degrees of freedom or a weight. */
        SHAPE,
        /** The number of a class, from 0. */
        NUMBER,
        /** 1 where a label is predicted, else 0. */
        FLAG
    }
}
