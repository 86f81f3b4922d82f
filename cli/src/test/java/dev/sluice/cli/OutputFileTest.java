package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places that commands cannot write to are refused before anything is read. */
class OutputFileTest {
    @TempDir
    private Path folder;

    /** Commands that write a file, without the option for it; what they read does not exist. */
    private static List<List<String>> commands() {
        return List.of(
                List.of("translate", "no-run", "--text", "a"),
                List.of("tag", "no-run", "--text", "a"),
                List.of("predict", "no-run", "--file", "none.csv"),
                List.of("forecast", "no-run", "--input", "none.csv"),
                List.of("card", "no-run"),
                List.of("report", "no-run"),
                List.of("compare", "no-run"),
                List.of("data", "describe", "none.csv"));
    }

    private static Answer answer(List<String> command, Path out) {
        return Answer.of(Stream.concat(command.stream(), List.of("--out", out.toString()).stream())
                .toArray(String[]::new));
    }

    @Test
    void out_folderDoesNotExist_isSaidFirst() {
        Path out = folder.resolve("nodir").resolve("x");
        for (List<String> command : commands()) {
            Answer answer = answer(command, out);
            assertThat(answer.code()).as(command.toString()).isEqualTo(2);
            assertThat(answer.err()).as(command.toString()).contains("there is no folder " + out.getParent());
        }
    }

    @Test
    void out_isAFolder_isSaidFirst() {
        for (List<String> command : commands()) {
            Answer answer = answer(command, folder);
            assertThat(answer.code()).as(command.toString()).isEqualTo(2);
            assertThat(answer.err()).as(command.toString()).contains("--out must name a file to write");
        }
    }

    @Test
    void out_folderIsAFile_isSaidFirst() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (List<String> command : List.of(
                List.of("explain", "no-run", "--text", "a"),
                List.of("export", "no-run"),
                List.of("import", "no.onnx"))) {
            Answer answer = answer(command, file);
            assertThat(answer.code()).as(command.toString()).isEqualTo(2);
            assertThat(answer.err()).as(command.toString()).contains("--out must name a folder to write to");
        }
    }
}
