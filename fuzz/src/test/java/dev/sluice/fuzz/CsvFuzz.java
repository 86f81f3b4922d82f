package dev.sluice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.csv.CsvLayout;
import dev.sluice.core.data.csv.CsvOptions;
import dev.sluice.core.data.csv.CsvQuoting;
import dev.sluice.core.data.csv.CsvSource;
import java.util.List;
import java.util.Map;

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
        return options("text", List.of(), List.of(), List.of("label"), List.of());
    }

    private static CsvOptions series() {
        return options("", List.of("id"), List.of("x", "y"), List.of(), List.of("target"));
    }

    private static CsvOptions options(
            String text, List<String> id, List<String> features, List<String> labels, List<String> targets) {
        return new CsvOptions(
                List.of("data.csv"),
                CsvLayout.STEPS,
                text,
                "",
                id,
                "",
                "",
                "",
                false,
                features,
                List.of(),
                List.of(),
                List.of(),
                labels,
                targets,
                false,
                Map.of(),
                Map.of(),
                "",
                List.of(),
                "",
                ",",
                ";",
                CsvQuoting.AUTO,
                ".",
                "",
                List.of(),
                "utf-8",
                List.of(),
                true,
                "");
    }
}
