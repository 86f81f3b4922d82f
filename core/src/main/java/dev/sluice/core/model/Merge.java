package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.option.Description;
import java.util.List;

/** The way in which the outputs of a layer's directions, {@code [.., F]} each, are merged. */
public enum Merge {
    /** Side by side, forward first: {@code [.., 2F]}. */
    @Description("Concatenation, forward first: twice as wide.")
    CONCAT,

    /** Their sum, {@code [.., F]}. */
    @Description("Their sum.")
    SUM,

    /** Their mean, {@code [.., F]}. */
    @Description("Their mean.")
    MEAN;

    /** Joins the outputs of one direction or two. */
    Expr apply(List<Expr> directions) {
        Expr sum = directions.stream().reduce(Expr::add).orElseThrow();
        return switch (this) {
            case CONCAT -> Exprs.concat(-1, directions);
            case SUM -> sum;
            case MEAN -> directions.size() == 1 ? sum : sum.mul(1.0 / directions.size());
        };
    }
}
