package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code sluice plugin …} as its users meet it. */
final class PluginCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void list_saysWhatThereIsAndWhereItIsFrom() {
        Answer list = Answer.of("plugin", "list");

        assertThat(list.out())
                .contains("sha256", "cell:", "optimizer:", "data source:")
                .containsPattern("cells \\S+  The built-in recurrent cells")
                .containsPattern("gru +Gated recurrent unit \\(Cho et al., 2014\\)  \\[cells]");
    }

    @Test
    void show_cell_hasEquationsOptionsParametersSourceAndOperator() {
        Answer show = Answer.of("plugin", "show", "gru", "--input", "3", "--hidden", "4");

        assertThat(show.code()).isZero();
        assertThat(show.out())
                .contains("r = σ(W_r x + U_r h + b_r)", "h' = (1 - z) ⊙ n + z ⊙ h", "x [B, 3]", "W_r          [4, 3]")
                .contains("parameters with 3 input features and 4 hidden units: 100 numbers")
                .contains("gates in the order r, z, n", "ONNX: one GRU operator, recognized from the equations")
                .contains("after | before", "default after", "Cho, van Merrienboer");
        assertThat(Answer.of("plugin", "show", "gru", "--options", "{reset: before}")
                        .out())
                .contains("with reset=before", "U_n (r ⊙ h)");
        assertThat(Answer.of("plugin", "show", "mgu").out()).contains("ONNX: a Scan operator over these equations");
        assertThat(Answer.of("plugin", "show", "adam").out()).contains("learning_rate", "default 0.001");
    }

    @Test
    void names_unknownOrAmbiguous_areExplained() {
        assertMistake(Answer.of("plugin", "show", "gruu"), "there is no component 'gruu'; did you mean 'gru'");
        assertMistake(Answer.of("plugin", "show", "cel/gru"), "did you mean 'cell/gru' or");
        assertMistake(Answer.of("plugin", "show", "constant"), "say initializer/constant or schedule/constant");
        assertMistake(Answer.of("plugin", "check", "none.jar"), "there is no plugin jar none.jar");
        assertMistake(
                Answer.of("plugin", "check", "csv", "--options", "{text: a}"), "this key is missing", "$.options.file");
        assertMistake(
                Answer.of("plugin", "check", "csv", "--options", "cvs={file: a}"),
                "--options is for 'cvs', but there is no such component in csv; did you mean 'csv'?");
        assertMistake(
                Answer.of("plugin", "check", "gru", "--rows", "0"), "must be at least 1, but were 0, 128, 128 and 32");
        assertMistake(Answer.of("plugin", "lsit"), "there is no command 'lsit'; did you mean 'list'?");
        assertMistake(Answer.of("plguin"), "there is no command 'plguin'; did you mean 'plugin'?");
    }

    @Test
    void check_builtIn_keepsItsPromises() {
        Answer check = Answer.of("plugin", "check", "optimizer/adam");

        assertThat(check.err()).isEmpty();
        assertThat(check.code()).isZero();
        assertThat(check.out())
                .contains("optimizer adam", "ok      gradients are only read", "each option has an effect")
                .contains("6 variants", "all promises are kept")
                .doesNotContain("BROKEN");
    }

    @Test
    void check_optionWithoutDefault_isNotGreen() {
        Answer check = Answer.of("plugin", "check", "csv");

        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out().replaceAll("\\s+", " "))
                .contains("BROKEN its defaults are options that it takes", "nothing was checked", "$.options.file")
                .contains("--options 'csv={…}'", "1 checks", "1 is broken");
    }

    /** As where {@code plugin new} was called: the folder is not what is meant. */
    @Test
    void check_inAFolderWithAFolderOfTheName_checksTheComponent() throws IOException {
        Path sameName = Files.createDirectory(Path.of("step"));
        try {
            Answer check = Answer.of("plugin", "check", "step");
            assertThat(check.out()).contains("schedule step", "all promises are kept");
            assertThat(check.code()).isZero();
        } finally {
            Files.delete(sameName);
        }
    }

    @Test
    void new_help_namesEachKind() {
        assertThat(Answer.of("plugin", "new", "--help").out()).contains(ProjectKind.allWritten());
    }

    @ParameterizedTest
    @EnumSource
    void new_eachKind_buildsAndKeepsItsContract(ProjectKind kind) throws IOException {
        String id = "my-" + kind.written();
        Path project = folder.resolve(id);

        Answer made = Answer.of("plugin", "new", id, "--kind", kind.written(), "--folder", project.toString());

        assertThat(made.err()).isEmpty();
        assertThat(made.out()).contains("mvn package", "plugin check target/" + id + ".jar", "-pl testkit -am install");
        assertThat(project.resolve("pom.xml"))
                .content()
                .contains("<artifactId>" + id)
                .doesNotContain("@");
        assertMistake(
                Answer.of("plugin", "check", project.toString()),
                "holds a project without target/" + id + ".jar; build it first: mvn package");
        BuiltProject.build(project, id);
        String options = kind == ProjectKind.DATA_SOURCE ? "{file: " + project.resolve("brackets.csv") + "}" : "{}";
        Answer check = Answer.of("plugin", "check", project.toString(), "--no-timing", "--options", options);
        assertThat(check.out()).contains("all promises are kept").doesNotContain("BROKEN");
        assertThat(check.code()).isZero();
        Answer used = Answer.of(
                kind.command(),
                project.resolve("experiment.yaml").toString(),
                kind.command().equals("tune") ? "--studies" : "--runs",
                folder.resolve("results").toString(),
                "--set",
                "train.epochs=1");
        assertThat(used.err()).isEmpty();
        assertThat(used.out()).contains("equal in ONNX Runtime");
    }

    @Test
    void check_brokenCell_saysWhatIsWrongAndExitsWith1() throws IOException {
        Path project = folder.resolve("mixing");
        Answer.of("plugin", "new", "mixing", "--package", "org.acme.cells", "--folder", project.toString());
        Path source = project.resolve("src/main/java/org/acme/cells/Mixing.java");
        Files.writeString(
                source,
                Files.readString(source)
                        .replace("cell.linear(\"c\", x, h)", "cell.linear(\"c\", x, h.sub(h.mean(-2)))"));
        Path jar = BuiltProject.build(project, "mixing");

        Answer check = Answer.of("plugin", "check", jar.toString());

        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out().replaceAll("\\s+", " "))
                .contains("cell mixing", "BROKEN rows do not see each other", "A row depends on its neighbors")
                .contains("ok gradients agree with differences", "mixes rows", "are broken")
                .doesNotContain("times the built-in gru's");
        assertThat(check.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThan(130));
    }

    @Test
    void new_mistakes_writeNothing() throws IOException {
        Path occupied = Files.createDirectory(folder.resolve("occupied"));
        Path file = Files.writeString(occupied.resolve("mine.txt"), "mine");

        assertMistake(
                Answer.of("plugin", "new", "my-cell", "--folder", occupied.toString()),
                "is there already and is not an empty folder; nothing was written");
        assertMistake(Answer.of("plugin", "new", "MyCell"), "must be kebab-case", "did you mean 'my-cell'?");
        assertMistake(Answer.of("plugin", "new", "gru"), "Sluice has a cell 'gru' already", "'my-gru'");
        assertMistake(Answer.of("plugin", "new", "expr"), "would be called Expr like one that it uses");
        assertMistake(
                Answer.of("plugin", "new", "baseline", "--kind", "baseline"),
                "would be called Baseline like one that it uses");
        assertMistake(Answer.of("plugin", "new", "sluice"), "would be called SluicePlugin like one that it uses");
        assertMistake(Answer.of("plugin", "new", "record"), "would be called Record like one that it uses");
        assertMistake(Answer.of("plugin", "new", "a", "--kind", "optimiser"), "did you mean 'optimizer'?");
        assertMistake(Answer.of("plugin", "new", "a", "--package", "com.1a"), "--package must be the name");
        assertThat(occupied).isDirectoryContaining(file::equals);
        assertThat(Path.of("my-cell")).doesNotExist();
    }

    private static void assertMistake(Answer answer, String... messages) {
        assertThat(answer.err()).startsWith("sluice: ").contains(messages).doesNotContain("\tat ", "Usage:");
        assertThat(answer.code()).isEqualTo(2);
    }
}
