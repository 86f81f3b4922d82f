package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.experiment.record.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Asking exported models about inputs of all kinds, in all the ways in which a command line can say them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PredictCommandTest {
    private Path folder = Path.of("replaced");

    private String runs = "";

    @BeforeAll
    void train(@TempDir Path temporary) throws IOException {
        folder = temporary;
        runs = folder.resolve("runs").toString();
        RaggedSeries.writeSteps(folder.resolve("steps.csv"));
        finished(RaggedSeries.experiment(folder, "series", RaggedSeries.STEPS));
        RaggedSeries.writeArrays(folder.resolve("arrays.npz"), 2, 0);
        finished(RaggedSeries.experiment(folder, "arrays", RaggedSeries.arrays("padding: left")));
        StringBuilder csv = new StringBuilder("id,title,x,age,label,hours\n");
        for (int row = 0; row < 40; row++) {
            for (int step = 0; step <= row % 3; step++) {
                csv.append(row)
                        .append(row % 2 == 0 ? ",aa" : ",bb")
                        .append(",")
                        .append(row % 5 + step)
                        .append(",")
                        .append(row)
                        .append(row % 2 == 0 ? ",up," : ",down,")
                        .append(row % 7)
                        .append('\n');
            }
        }
        Files.writeString(folder.resolve("many.csv"), csv);
        finished(Files.writeString(folder.resolve("several.yaml"), """
                name: several
                data:
                  source:
                    name: csv
                    options:
                      file: many.csv
                      id: id
                      inputs: {title: {text: title}, load: {features: [x]}, who: {static_features: [age]}}
                      targets_by_name: {way: {labels: [label]}, time: {numbers: [hours]}}
                model:
                  inputs:
                    title: {embedding: {size: 4}, encoder: {cell: gru, hidden: 4}}
                    load: {encoder: {cell: gru, hidden: 4}}
                    who: {}
                  heads: {way: {}, time: {}}
                train:
                  epochs: 1
                  heads: {way: {loss: cross-entropy}, time: {loss: mean-squared-error}}
                """));
    }

    private void finished(Path experiment) {
        Answer answer = Answer.of("run", experiment.toString(), "--runs", runs, "--quiet");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
    }

    private Answer predict(String run, String... inputs) {
        String[] command = new String[4 + inputs.length];
        System.arraycopy(new String[] {"predict", run, "--runs", runs}, 0, command, 0, 4);
        System.arraycopy(inputs, 0, command, 4, inputs.length);
        return Answer.of(command);
    }

    private String file(String name, String content) throws IOException {
        return "@" + Files.writeString(folder.resolve(name), content);
    }

    private String file(String name, Npy array) throws IOException {
        return "@" + Files.write(folder.resolve(name), array.bytes());
    }

    /** One answer for each step that there is, whatever the length of the series. */
    @Test
    void predict_seriesOfAnyLength_answersEachStep() throws IOException {
        for (int row : new int[] {0, 1, 3}) {
            Answer answer = predict("series", "--input", "features=" + file("one.csv", RaggedSeries.lines(row)));
            assertThat(answer.err()).isEmpty();
            int steps = RaggedSeries.length(row);
            assertThat(answer.out().lines().filter(line -> line.matches(" +\\d+ +[\\d.]+ % +(true|false)")))
                    .hasSize(2 * steps);
            assertThat(answer.out()).contains("amount:").doesNotContain("   " + (steps + 1) + "  ");
        }
    }

    /** A folder holds all that its readers need, wherever it was copied to. */
    @Test
    void predict_runThatWasMoved_answersLikeBefore(@TempDir Path elsewhere) throws IOException {
        String input = "features=" + file("moved.csv", RaggedSeries.lines(3));
        Path moved = copied(only("-series-"), elsewhere.resolve("given by a colleague"));

        assertThat(Answer.of("predict", moved.toString(), "--input", input))
                .isEqualTo(predict("series", "--input", input));
        assertThat(Answer.of("show", moved.toString()).code()).isZero();
        Answer exported = Answer.of(
                "export",
                moved.toString(),
                "--out",
                elsewhere.resolve("again.onnx").toString());
        assertThat(exported.err()).isEmpty();
        assertThat(exported.out()).contains("equal in ONNX Runtime");
    }

    private Path only(String name) {
        return new Runs(Path.of(runs)).find(name).path();
    }

    private static Path copied(Path folder, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(folder.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return target;
    }

    @Test
    void predict_paddedArraysAndLines_answersLikeTheSeriesAlone() throws IOException {
        Answer alone = predict("series", "--input", "features=" + file("alone.csv", RaggedSeries.lines(4)));
        String array = file("padded.npy", RaggedSeries.paddedInFront(4, 11, 0));
        String nines = file("nines.npy", RaggedSeries.paddedInFront(4, 11, 9));
        String lines = file("padded.csv", "0,0\n0,0\n" + RaggedSeries.lines(4) + "0,0\n");

        assertThat(predict("series", "--input", "features=" + array, "--padding", "left"))
                .isEqualTo(alone);
        assertThat(predict("series", "--input", "features=" + array, "--padding", "both"))
                .isEqualTo(alone);
        assertThat(predict("series", "--input", "features=" + nines, "--padding", "left", "--padding-value", "9"))
                .isEqualTo(alone);
        assertThat(predict("series", "--input", "features=" + lines, "--padding", "both"))
                .isEqualTo(alone);
        assertThat(predict("series", "--input", "features=" + array)).isNotEqualTo(alone);
    }

    @Test
    void predict_severalInputs_answersEachByName() throws IOException {
        Answer answer = predict(
                "several",
                "--input",
                "title=aa",
                "--input",
                "load=" + file("load.csv", "x,time\n3,0\n4,1\n"),
                "--input",
                "who=21");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).contains("way:", "up", "down", "time:", "hours");
        String load = file("load.npy", Npy.doubles(new double[] {3, 4}, 2));
        String who = file("who.npy", Npy.longs(new long[] {21}, 1));
        assertThat(predict("several", "--input", "title=aa", "--input", "load=" + load, "--input", "who=" + who))
                .isEqualTo(answer);
    }

    private List<String> predictFile(String run, Path in) throws IOException {
        Path out = folder.resolve("predictions.csv");
        Answer answer = predict(run, "--file", in.toString(), "--out", out.toString());
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).contains("Predictions for", "are in " + out);
        return Files.readAllLines(out);
    }

    @Test
    void predict_fileOfSeries_givesARowForEachStepAsForEachSeriesAlone() throws IOException {
        List<String> lines = predictFile("series", folder.resolve("steps.csv"));

        assertThat(lines.getFirst())
                .isEqualTo("example,step,tag.prediction,tag.probability.false,tag.probability.true,amount.amount");
        int steps = 0;
        for (int row = 0; row < RaggedSeries.ROWS; row++) {
            steps += RaggedSeries.length(row);
        }
        assertThat(lines).hasSize(1 + steps);
        String alone = predict("series", "--input", "features=" + file("alone.csv", RaggedSeries.lines(3)))
                .out();
        List<String> ofThree =
                lines.stream().filter(line -> line.startsWith("3,")).toList();
        assertThat(ofThree).hasSize(RaggedSeries.length(3)).allSatisfy(line -> {
            String[] cells = line.split(",");
            assertThat(alone).contains(cells[5] + "  amount");
            assertThat(Double.parseDouble(cells[3]) + Double.parseDouble(cells[4]))
                    .isCloseTo(1, within(1e-6));
            assertThat(cells[2]).isEqualTo(Double.parseDouble(cells[4]) > 0.5 ? "true" : "false");
        });
    }

    @Test
    void predict_fileWithoutTargetsAndInAnotherOrder_isTheSame() throws IOException {
        List<String> expected = predictFile("series", folder.resolve("steps.csv"));
        StringBuilder other = new StringBuilder("y,note,id,x\n");
        for (String line : Files.readAllLines(folder.resolve("steps.csv"))) {
            String[] cells = line.split(",");
            if (!cells[0].equals("id")) {
                other.append(cells[2])
                        .append(",-,")
                        .append(cells[0])
                        .append(',')
                        .append(cells[1])
                        .append('\n');
            }
        }
        Path file = Files.writeString(folder.resolve("new.csv"), other);
        assertThat(predictFile("series", file)).isEqualTo(expected);
        Answer printed = predict("series", "--file", file.toString());
        assertThat(printed.out().lines().toList()).isEqualTo(expected);
    }

    @Test
    void predict_fileOfArrays_takesAnArchiveOrTheOnlyArray() throws IOException {
        RaggedSeries.writeArrays(folder.resolve("more.npz"), 2, 0);
        List<String> expected = predictFile("arrays", folder.resolve("more.npz"));
        assertThat(expected.getFirst()).startsWith("example,step,tag.prediction");
        double[] x = new double[RaggedSeries.ROWS * RaggedSeries.LONGEST * 2];
        int row = 3;
        for (int step = 0; step < RaggedSeries.length(row); step++) {
            int at = row * RaggedSeries.LONGEST + RaggedSeries.LONGEST - RaggedSeries.length(row) + step;
            x[2 * at] = RaggedSeries.value(row, step, 0);
            x[2 * at + 1] = RaggedSeries.value(row, step, 1);
        }
        // Only row 3 is like that of the archive; padding alone would be refused.
        for (int other = 0; other < RaggedSeries.ROWS; other++) {
            x[2 * ((other + 1) * RaggedSeries.LONGEST - 1)] =
                    other == row ? x[2 * ((other + 1) * RaggedSeries.LONGEST - 1)] : 1;
        }
        Path array = Files.write(
                folder.resolve("only.npy"),
                Npy.doubles(x, RaggedSeries.ROWS, RaggedSeries.LONGEST, 2).bytes());
        assertThat(predictFile("arrays", array).stream()
                        .filter(line -> line.startsWith("3,"))
                        .toList())
                .isNotEmpty()
                .isEqualTo(
                        expected.stream().filter(line -> line.startsWith("3,")).toList());
    }

    @Test
    void predict_filesThatDoNotFit_loseNothing() throws IOException {
        Path in = Files.writeString(folder.resolve("bad.csv"), "id,x,z\n0,1,2\n");
        Path out = Files.writeString(folder.resolve("kept.csv"), "kept\n");
        mistake(predict("series", "--file", in.toString(), "--out", out.toString()), "there is no column 'y'");
        mistake(predict("series", "--file", in.toString(), "--out", in.toString()), "must not replace the examples");
        mistake(predict("series", "--file", folder.toString()), "is a folder");
        mistake(predict("arrays", "--file", folder.resolve("steps.csv").toString()), "is not an .npz file");
        assertThat(Files.readString(out)).isEqualTo("kept\n");
        assertThat(predict("series", "--file", in.toString(), "--input", "features=1,2")
                        .code())
                .isEqualTo(2);
        assertThat(predict("series", "--out", out.toString()).code()).isEqualTo(2);
    }

    @Test
    void predict_mistakes_exitWith2AndSayWhatIsWanted() throws IOException {
        mistake(predict("series", "--input", "features=" + file("three.csv", "1,2,3\n4,5,6\n")), "2", "3");
        mistake(predict("series", "--input", "features=" + file("ragged.csv", "1,2\n4\n")), "line 2 has 1");
        mistake(predict("series", "--input", "features=" + file("words.csv", "1,2\nx,4\n")), "'x' in line 2");
        mistake(predict("series", "--input", "features=" + file("empty.csv", "x,y\n")), "at least one line");
        mistake(predict("series", "--input", "featurs=1,2"), "did you mean 'features'?");
        mistake(predict("series", "--input", "features=@none.npy"), "none.npy does not exist");
        mistake(predict("series", "--input", "features=1,2", "--padding", "front"), "must be one of none, left");
        mistake(predict("series", "--input", "features=0,0", "--padding", "left"), "no padding");
        mistake(predict("series", "--text", "abc"), "it reads numeric series");
        String batch = file("batch.npy", Npy.doubles(new double[12], 2, 3, 2));
        mistake(predict("series", "--input", "features=" + batch), "of one example", "x[0]");
        String flat = file("flat.npy", Npy.doubles(new double[4], 4));
        mistake(predict("series", "--input", "features=" + flat), "must be an array [T, F]");
        mistake(predict("several", "--input", "title=aa", "--input", "who=21"), "'load' is missing");
    }

    private static void mistake(Answer answer, String... words) {
        assertThat(answer.code()).as(answer.toString()).isEqualTo(2);
        assertThat(answer.err()).startsWith("sluice: ").contains(words).doesNotContain("\tat ");
    }
}
