package dev.sluice.core.data.table;

import dev.sluice.core.data.DataReport;

/**
 * Something that was counted while a file was read.
 *
 * @param sentence for users; empty if it is as expected
 */
public record TableFinding(String name, long number, String sentence) {
    /** Adds it to a report. Modified: report. */
    public void tell(DataReport report) {
        if (sentence.isEmpty() && number > 0) {
            report.count(name, number);
        } else {
            report.note(name, number, sentence);
        }
    }
}
