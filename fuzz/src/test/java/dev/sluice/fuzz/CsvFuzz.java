package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.csv.CsvForm;
import dev.sluice.core.data.csv.CsvOptions;
import dev.sluice.core.data.csv.CsvSource;
import dev.sluice.core.data.table.TableOptions;
import dev.sluice.core.option.OptionRecords;
import java.util.List;

/** Fuzzes CSV data: texts with labels, and series with missing numbers. */
final class CsvFuzz {
    @FuzzTest(maxDuration = "10m")
    void load(byte[] bytes) {
        Attempt.read(
                bytes,
                "data.csv",
                file -> {
                    CsvSource source = new CsvSource(bytes.length % 2 == 0 ? texts() : series());
                    source.load(Reading.of(file.getParent()));
                },
                List.of(DataException.class));
    }

    private static CsvOptions texts() {
        TableOptions both = OptionRecords.with(TableOptions.series(List.of("x")), "text", "text");
        return file(OptionRecords.with(OptionRecords.with(both, "features", List.of()), "labels", List.of("label")));
    }

    private static CsvOptions series() {
        TableOptions series = OptionRecords.with(TableOptions.series(List.of("x", "y")), "id", List.of("id"));
        return file(OptionRecords.with(series, "targets", List.of("target")));
    }

    private static CsvOptions file(TableOptions table) {
        return new CsvOptions(List.of("data.csv"), List.of(), List.of(), table, CsvForm.usual(), "");
    }
}
