package dev.sluice.core.data.csv;

import dev.sluice.core.option.Description;

/** The meaning of a quotation mark at the beginning of a cell. */
public enum CsvQuoting {
    /** The cell ends with the next one, unless the lines up to there look like rows of their own. */
    @Description("The cell ends at the next mark. Rejected if the lines in between look like separate rows.")
    AUTO,
    /** The cell ends with the next one, whatever lies between. */
    @Description("The cell ends at the next mark, whatever is in between.")
    ALWAYS,
    /** It is a character like any other. */
    @Description("A quotation mark is an ordinary character.")
    NEVER
}
