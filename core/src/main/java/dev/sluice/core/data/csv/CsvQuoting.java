package dev.sluice.core.data.csv;

import dev.sluice.core.option.Description;

/** The meaning of a quotation mark at the beginning of a cell. */
public enum CsvQuoting {
    /** The cell ends with the next one, unless the lines up to there look like rows of their own. */
    @Description("The cell ends with the next mark. Refused where the lines up to there look like rows of their own.")
    AUTO,
    /** The cell ends with the next one, whatever lies between. */
    @Description("The cell ends with the next mark, whatever lies between.")
    ALWAYS,
    /** It is a character like any other. */
    @Description("A mark is a character like any other.")
    NEVER
}
