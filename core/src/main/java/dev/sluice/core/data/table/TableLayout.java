package dev.sluice.core.data.table;

import dev.sluice.core.option.Description;

/** What the rows of a file are. */
public enum TableLayout {
    /** A row is an example or, where there are inputs with steps, a step. */
    @Description("A row is an example or, if there are inputs with steps, a step.")
    STEPS,
    /** A row is a series of one variable: the features are its steps. */
    @Description(
            "A row is a series of one variable: the columns of features are its steps, and empty cells after the last"
                    + " number are ignored. A range of columns is V2..V9, or V2.. up to the last.")
    ROWS,
    /** Each feature is a series of one variable. */
    @Description("Each column of features is a series of one variable, whose steps are the rows.")
    COLUMNS
}
