package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a run whose files were exchanged after it ended. */
final class ChangedRunTest {
    @TempDir
    private Path folder;

    @Test
    void commands_onExchangedFiles_refuseOrSaySo() throws IOException {
        Examples.writeTexts(folder.resolve("texts.csv"));
        Path experiment = Examples.writeExperiment(folder);
        String runs = folder.resolve("runs").toString();
        String[] command = {"run", experiment.toString(), "--runs", runs, "--set", "export=onnx"};
        assertThat(Answer.of(command).code()).isZero();
        Run first = new Runs(Path.of(runs)).find("latest");
        assertThat(Answer.of(with(command, "--set", "seed=2")).code()).isZero();
        Run second = new Runs(Path.of(runs)).find("latest");
        String model = first.file(RunFile.MODEL).toString();
        assertThat(Answer.of("lint", model).code()).isZero();
        assertThat(Answer.of("show", first.path().toString()).out()).doesNotContain("changed");

        Files.copy(second.file(RunFile.MODEL), first.file(RunFile.MODEL), StandardCopyOption.REPLACE_EXISTING);

        Answer predict = Answer.of("predict", first.path().toString(), "--text", "aax1");
        assertThat(predict.code()).isEqualTo(2);
        assertThat(predict.out()).isEmpty();
        assertThat(predict.err()).contains(model + " has changed: its SHA-256 was", "sluice export", "FileChanged");
        assertThat(Answer.of("lint", model).code()).isEqualTo(1);
        assertThat(Answer.of("lint", model).out()).contains("This is not the file that its run wrote and proved");
        assertThat(Answer.of("show", model).out()).startsWith("This is not the file that its run wrote and proved");
        assertThat(Answer.of("show", first.path().toString()).out())
                .contains("changed     model.onnx: its SHA-256 was");

        assertThat(Answer.of("export", first.path().toString()).code()).isZero();
        assertThat(Answer.of("predict", first.path().toString(), "--text", "aax1")
                        .code())
                .isZero();
        assertThat(Answer.of("lint", model).code()).isZero();

        Files.copy(second.file(RunFile.WEIGHTS), first.file(RunFile.WEIGHTS), StandardCopyOption.REPLACE_EXISTING);
        Answer export = Answer.of("export", first.path().toString());
        assertThat(export.code()).isEqualTo(2);
        assertThat(export.err()).contains("best.safetensors has changed", "FileChanged");
        assertThat(Answer.of("compress", first.path().toString(), "--rank", "2", "--runs", runs)
                        .code())
                .isEqualTo(2);
        assertThat(new Runs(Path.of(runs)).list()).as("nothing was begun").hasSize(2);
    }

    @Test
    void commands_onNoFile_sayWhichThereIsNot() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("x.onnx"));
        for (String command : new String[] {"show", "lint", "import", "export"}) {
            Answer answer = Answer.of(command, directory.toString());
            assertThat(answer.code()).as(command).isEqualTo(2);
            assertThat(answer.err()).as(command).contains(directory.toString());
        }
        assertThat(Answer.of("import", directory.toString()).err()).contains("is a folder");
        String missing = folder.resolve("missing.onnx").toString();
        assertThat(Answer.of("export", missing).err()).contains("there is no file " + missing);
        assertThat(Answer.of("import", missing).err()).contains("there is no file " + missing);
    }

    @Test
    void run_fromAFinishedRun_goesOnToMoreEpochs() throws IOException {
        Examples.writeTexts(folder.resolve("texts.csv"));
        Path experiment = Examples.writeExperiment(folder);
        String runs = folder.resolve("runs").toString();
        assertThat(Answer.of("run", experiment.toString(), "--runs", runs).code())
                .isZero();

        Answer more = Answer.of("run", "--from", "latest", "--set", "train.epochs=3", "--runs", runs);

        assertThat(more.code()).as(more.err()).isZero();
        assertThat(more.out())
                .contains("Continuing from ", "after 2 epochs", "epoch 3/3")
                .doesNotContain("epoch 2/3");
        assertThat(new Runs(Path.of(runs)).find("latest").metrics()).hasSize(3);
        assertThat(Answer.of("run", "--runs", runs).err()).contains("Missing required parameter: 'FILE'");
    }

    private static String[] with(String[] command, String... more) {
        String[] all = Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return all;
    }
}
