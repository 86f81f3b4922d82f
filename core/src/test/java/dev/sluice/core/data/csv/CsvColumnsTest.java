package dev.sluice.core.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that are named where they should not be. */
final class CsvColumnsTest {
    private final DataReport report = new DataReport();

    @TempDir
    private Path folder;

    private void load(CsvFixture options) throws IOException {
        Files.writeString(folder.resolve("data.csv"), ",id,x,y,kind\n0,a,1,5,u\n1,a,2,5,u\n2,b,3,6,v\n");
        new CsvSource(options.options()).load(new Reading(folder, target -> false, report));
    }

    @Test
    void features_sameColumnTwice_isRefusedWithItsName() {
        assertThatThrownBy(
                        () -> load(new CsvFixture().id("id").features("x", "x").targets("y")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("features names 'x' twice");
        assertThatThrownBy(() ->
                        load(new CsvFixture().id("id").features("x..y", "y").labels("kind")))
                .hasMessageContaining("features names 'y' twice");
    }

    @Test
    void features_columnThatIsPredicted_isSaidOnce() throws IOException {
        CsvFixture options = new CsvFixture().id("id").features("x", "y").targets("y");
        load(options);
        load(options);

        assertThat(report.notes().stream()
                        .filter(note -> note.startsWith("Columns that are read and predicted, too: y; ")))
                .hasSize(1);
    }

    @Test
    void features_otherColumns_areNotSaid() throws IOException {
        load(new CsvFixture().id("id").features("x").labels("kind"));

        assertThat(report.notes()).noneMatch(note -> note.contains("read and predicted"));
    }

    @Test
    void features_unknownColumn_listsThoseThatHaveNames() {
        assertThatThrownBy(() -> load(new CsvFixture().id("id").features("z").targets("y")))
                .hasMessageContaining("(there is id, x, y, kind)");
    }
}
