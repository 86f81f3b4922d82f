package dev.sluice.core.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Origin;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.split.SplitConfig.By;
import dev.sluice.core.tensor.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DivisionTest {
    @TempDir
    private Path folder;

    private static Example example(int i, String label) {
        return new Example(
                "n" + i,
                Map.of("tokens", new Sequence.Text("text " + i)),
                Map.of(Example.TARGET, new Target.Labels(new TreeSet<>(List.of(label)))),
                Origin.unknown(),
                Example.Part.BY_HASH);
    }

    private static List<Example> examples(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> example(i, i % 10 == 0 ? "rare" : "usual"))
                .toList();
    }

    private static SplitConfig folds(By by, int folds, int fold) {
        return new SplitConfig(by, 0.1, 0, 0, 0, new Rounds(folds, fold, 0, 0, Rounds.Window.EXPANDING), "", 0, false);
    }

    private static List<String> names(List<Example> examples) {
        return examples.stream().map(Example::name).toList();
    }

    private static long rare(List<Example> examples) {
        return examples.stream()
                .filter(e -> e.target().toString().contains("rare"))
                .count();
    }

    @Test
    void divide_byGroup_keepsAllOfAPersonOnOneSide() {
        List<Example> people = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            people.add(example(i, "a").ofGroup("person " + i % 40));
        }
        Split split = new SplitConfig(By.GROUP, 0.25, 0.25).divide(people);
        Set<String> seen = new HashSet<>();
        for (List<Example> side : List.of(split.training(), split.validation(), split.test())) {
            assertThat(side).isNotEmpty();
            Set<String> here = new TreeSet<>(side.stream().map(Example::group).toList());
            assertThat(Collections.disjoint(here, seen)).isTrue();
            seen.addAll(here);
        }
        assertThat(seen).hasSize(40);
    }

    @Test
    void divide_byGroupWithoutGroups_isRefusedWithTheRemedy() {
        SplitConfig config = new SplitConfig(By.GROUP, 0.25, 0.25);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> config.divide(examples(3)))
                .withMessageContaining("(group)");
        List<Example> one =
                List.of(example(0, "a").ofGroup("x"), example(1, "b").ofGroup("x"));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> config.divide(one))
                .withMessageContaining("all are of one, 'x'");
    }

    @Test
    void divide_stratified_givesEachClassItsShareInAnyOrder() {
        SplitConfig config = new SplitConfig(By.STRATIFIED, 0.2, 0.3);
        List<Example> data = examples(200);
        Split split = config.divide(data);
        assertThat(split.test()).hasSize(60);
        assertThat(rare(split.test())).isEqualTo(6);
        assertThat(rare(split.validation())).isEqualTo(4);
        List<Example> reversed = new ArrayList<>(data);
        Collections.reverse(reversed);
        assertThat(names(config.divide(reversed).test())).containsExactlyInAnyOrderElementsOf(names(split.test()));
    }

    @Test
    void divide_stratifiedWithEqualInputs_keepsThemOnOneSide() {
        List<Example> twice = new ArrayList<>(examples(50));
        twice.addAll(examples(50));
        Split split = new SplitConfig(By.STRATIFIED, 0.2, 0.2).divide(twice);
        assertThat(names(split.training())).doesNotContainAnyElementsOf(names(split.validation()));
        assertThat(names(split.training())).doesNotContainAnyElementsOf(names(split.test()));
        assertThat(split.test()).isNotEmpty();
    }

    @Test
    void divide_folds_testEachExampleOnce() {
        for (By by : List.of(By.HASH, By.STRATIFIED)) {
            List<String> tested = new ArrayList<>();
            for (int fold = 0; fold < 5; fold++) {
                Split split = folds(by, 5, 0).round(fold).divide(examples(200));
                tested.addAll(names(split.test()));
                assertThat(split.validation()).isNotEmpty();
                assertThat(names(split.validation())).doesNotContainAnyElementsOf(names(split.test()));
            }
            assertThat(tested).containsExactlyInAnyOrderElementsOf(names(examples(200)));
        }
    }

    private static Example series(int steps) {
        double[] values = IntStream.range(0, steps).mapToDouble(i -> i).toArray();
        return new Example(Map.of("features", new Sequence.Series(Matrix.wrap(steps, 1, values))), Map.of());
    }

    private static SplitConfig origins(int origins, int origin, Rounds.Window window) {
        return new SplitConfig(By.TIME, 2, 3, 0, 0, new Rounds(0, 0, origins, origin, window), "", 0, false);
    }

    private static List<Integer> steps(SplitConfig config, int length) {
        Division division = config.divide(List.of(series(length)), Dividing.usual());
        return List.of(
                division.training().getFirst().from(),
                division.training().getFirst().to(),
                division.validation().getFirst().from(),
                division.validation().getFirst().to(),
                division.test().getFirst().from(),
                division.test().getFirst().to());
    }

    @Test
    void divide_rollingOrigin_expandsOrSlides() {
        assertThat(steps(origins(3, 0, Rounds.Window.EXPANDING), 20)).containsExactly(0, 9, 9, 11, 11, 14);
        assertThat(steps(origins(3, 1, Rounds.Window.EXPANDING), 20)).containsExactly(0, 12, 12, 14, 14, 17);
        assertThat(steps(origins(3, 2, Rounds.Window.EXPANDING), 20)).containsExactly(0, 15, 15, 17, 17, 20);
        assertThat(steps(origins(3, 2, Rounds.Window.SLIDING), 20)).containsExactly(6, 15, 15, 17, 17, 20);
        assertThat(origins(3, 0, Rounds.Window.SLIDING).rounds().count()).isEqualTo(3);
    }

    @Test
    void divide_byFile_takesItsPartsAndCountsTheRest() throws IOException {
        Files.writeString(folder.resolve("parts.csv"), "id,part\nn0,test\nn1,training\nn2,validation\nn99,test\n");
        DataReport report = new DataReport();
        SplitConfig config = new SplitConfig(By.FILE, 0.1, 0.1, 0, 0, Rounds.one(), "parts.csv", 0, false);
        Split split = config.divide(examples(5), new Dividing(TextConfig.defaults(), false, folder, report))
                .split();
        assertThat(names(split.test())).containsExactly("n0");
        assertThat(names(split.training())).containsExactly("n1");
        assertThat(names(split.validation())).containsExactly("n2");
        assertThat(report.counts())
                .containsEntry("examples_without_part", 2L)
                .containsEntry("parts_without_example", 1L);
    }

    @Test
    void divide_byFileWithAnotherWord_namesTheLine() throws IOException {
        Files.writeString(folder.resolve("parts.csv"), "n0,test\nn1,trainning\n");
        SplitConfig config = new SplitConfig(By.FILE, 0.1, 0.1, 0, 0, Rounds.one(), "parts.csv", 0, false);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> config.divide(
                        examples(2), new Dividing(TextConfig.defaults(), false, folder, new DataReport())))
                .withMessageContaining("line 2")
                .withMessageContaining("did you mean 'training'?");
    }

    @Test
    void divide_testGivenByTheSource_isNotJoinedByOthers() {
        List<Example> data = new ArrayList<>(examples(100));
        data.add(new Example(
                "given",
                Map.of("tokens", new Sequence.Text("given")),
                data.getFirst().targets(),
                Origin.unknown(),
                Example.Part.TEST));
        Split split = new SplitConfig(0.2, 0.2, 0).divide(data);
        assertThat(names(split.test())).containsExactly("given");
        assertThat(split.validation()).isNotEmpty();
    }

    @Test
    void divide_byColumnWithAnEmptyOne_isRefused() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> new SplitConfig(By.COLUMN, 0, 0).divide(examples(2)))
                .withMessageContaining("n0");
    }

    @Test
    void new_roundsThatDoNotFit_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> folds(By.TIME, 5, 0))
                .withMessageContaining("folds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> folds(By.HASH, 5, 5))
                .withMessageContaining("fold");
        assertThatIllegalArgumentException().isThrownBy(() -> folds(By.HASH, 1, 0));
    }
}
