package dev.sluice.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.BenchCommand;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.Limits;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class SearchCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int bench(String... arguments) {
        return new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void samplers_onTwoFunctions_printsARowForEachSampler() {
        int code = bench(
                "samplers", "--seeds", "2", "--functions", "branin,two-objectives", "--samplers", "random,cma-es");

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("## branin", "## two-objectives", "2 seeds")
                .containsPattern("\\| random \\| \\**[0-9.]+\\** \\([0-9.]+, [0-9.]+\\) \\| .* \\| .* \\|")
                // CMA-ES takes one objective only.
                .containsOnlyOnce("| cma-es |");
    }

    /** So that the page need not show the same figures twice. */
    @TestFactory
    Stream<DynamicTest> auto_inAllStudies_isGp() {
        return TestFunctions.all().stream()
                .map(function -> DynamicTest.dynamicTest(function.name(), () -> {
                    List<Objective> objectives = IntStream.range(0, function.objectives())
                            .mapToObj(i -> new Objective("objective " + i, Direction.MINIMIZE))
                            .toList();
                    List<Trial> trials = new ArrayList<>();
                    for (int i = 0; i < 25; i++) {
                        Assignment at = function.space().sample(CounterRandom.of(1, "trials", i), 0);
                        trials.add(new Trial(
                                i,
                                at,
                                List.of(),
                                1,
                                List.of(),
                                new Outcome.Completed(function.values().apply(at))));
                    }
                    SearchHistory history = SearchHistory.empty(function.space(), objectives, new Limits(100, 1), 1)
                            .withTrials(trials);

                    assertThat(Quality.sampler("auto").suggest(history))
                            .isEqualTo(Quality.sampler("gp").suggest(history));
                }));
    }

    @Test
    void samplers_ofAMisspeltFunction_isRefusedWithASuggestion() {
        assertThat(bench("samplers", "--functions", "brannin")).isEqualTo(2);
        assertThat(err.toString()).contains("names 'brannin'; did you mean 'branin'?");
    }

    @Test
    void study_ofTrivialTrials_saysWhatEachTenthTook() {
        assertThat(bench("study", "--trials", "50", "--sampler", "sobol")).isZero();

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(11);
        assertThat(lines.getLast()).matches(" +50 +\\d+\\.\\d\\d +\\d+\\.\\d");
        assertThat(bench("study", "--sampler", "sobl")).isEqualTo(2);
        assertThat(err.toString()).contains("'sobl'; did you mean 'sobol'?");
    }

    @Test
    void page_ofSomeRegrets_hasMediansQuartilesAndTheBestInBold() {
        List<Regret> regrets = List.of(
                new Regret("branin", "optuna tpe", 20, 0, 3),
                new Regret("branin", "gp", 20, 0, 1),
                new Regret("branin", "gp", 20, 1, 2),
                new Regret("branin", "gp", 20, 2, 5));

        String page = QualityPage.of(regrets, "./sluice bench samplers", List.of("3 seeds"));

        assertThat(page)
                .contains("Made by `./sluice bench samplers`", "- 3 seeds")
                .contains("| gp | **2.00** (1.50, 3.50) |  |  |\n| optuna tpe | 3.00 (3.00, 3.00) |  |  |");
    }

    @Test
    void optunaSide_ofItsOutput_readsARegretForEachBudget(@TempDir Path folder) throws Exception {
        Path results =
                Files.writeString(folder.resolve("r.csv"), "function,sampler,seed,20,50,100\nbranin,tpe,7,3,2,1e-3\n");

        assertThat(OptunaSide.read(results))
                .containsExactly(
                        new Regret("branin", "optuna tpe", 20, 7, 3),
                        new Regret("branin", "optuna tpe", 50, 7, 2),
                        new Regret("branin", "optuna tpe", 100, 7, 1e-3));
    }
}
