package dev.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.bench.measure.Peaks;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.measure.Turns;
import dev.sluice.bench.report.JsonReport;
import dev.sluice.bench.report.MarkdownReport;
import dev.sluice.bench.report.Measurement;
import dev.sluice.bench.report.Report;
import dev.sluice.bench.report.TerminalTable;
import dev.sluice.bench.work.CellKind;
import dev.sluice.bench.work.Group;
import dev.sluice.bench.work.LayerShape;
import dev.sluice.bench.work.LayerWork;
import dev.sluice.bench.work.Pass;
import dev.sluice.bench.work.ProductWork;
import dev.sluice.bench.work.Work;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class BenchmarkTest {
    private static final Peaks PEAKS = new Peaks(100, 80, 20);
    private static final Work GRU =
            new LayerWork(Group.LAYERS, CellKind.GRU, new LayerShape(2, 3, 4, 5), 1, false, Pass.GRADIENT);
    private static final Work PRODUCT = new ProductWork(3, 4, 5, true);
    private static final List<Work> WORKS = List.of(PRODUCT, GRU);

    private static Settings settings(String... filter) {
        return new Settings(Set.of(Group.values()), List.of(1, 2), List.of(filter), new Turns(2, 0.1, 0, 0), 1, false);
    }

    /** Sluice itself under another name, its results multiplied. */
    private record Mirror(float factor) implements Peer {
        @Override
        public String name() {
            return "mirror";
        }

        @Override
        public String description() {
            return "Sluice in a mirror";
        }

        @Override
        public Optional<Side> prepare(Work work, int threads) {
            Side side = work.ours(threads);
            return work instanceof ProductWork
                    ? Optional.empty()
                    : Optional.of(new Side() {
                        @Override
                        public void run() {
                            side.run();
                        }

                        @Override
                        public Tensors results() {
                            Tensors.Builder scaled = Tensors.builder();
                            side.results().forEach((name, tensor) -> {
                                Tensor copy = tensor.copy();
                                for (int i = 0; i < copy.array().length; i++) {
                                    copy.array()[i] *= factor;
                                }
                                scaled.put(name, copy);
                            });
                            return scaled.build();
                        }
                    });
        }
    }

    @Test
    void run_aloneAndBesideAPeer_measuresEachWorkForEachNumberOfThreads() {
        List<Measurement> heard = new ArrayList<>();
        Report report = new Benchmark(settings(), List.of(new Mirror(1)), heard::add).run(PEAKS, WORKS);

        assertThat(heard).isEqualTo(report.measurements());
        assertThat(report.measurements()).extracting(Measurement::threads).containsExactly(1, 1, 2);
        assertThat(report.of(Group.PRODUCTS).getFirst().others()).isEmpty();
        assertThat(report.of(Group.LAYERS)).allSatisfy(row -> {
            assertThat(row.others())
                    .singleElement()
                    .satisfies(other -> assertThat(other.difference()).isZero());
            assertThat(row.ratio())
                    .hasValueSatisfying(ratio -> assertThat(ratio).isPositive());
        });
    }

    @Test
    void run_peerThatComputesSomethingElse_saysSoAndGoesOn() {
        Report report = new Benchmark(settings(), List.of(new Mirror(1.01f)), row -> {}).run(PEAKS, WORKS);

        assertThat(report.unequal())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("One layer: gru gradient 2 3 4 5 in mirror"));
        assertThat(report.measurements()).extracting(Measurement::work).doesNotContain(GRU);
    }

    @Test
    void run_withWords_measuresOnlyWhatHasThemAll() {
        assertThat(new Benchmark(settings("GRU", "gradient"), List.of(), row -> {})
                        .run(PEAKS, WORKS)
                        .measurements())
                .extracting(Measurement::work)
                .containsOnly(GRU);
        assertThat(new Benchmark(settings("gru", "forward"), List.of(), row -> {})
                        .run(PEAKS, WORKS)
                        .measurements())
                .isEmpty();
    }

    @Test
    void reports_ofAMeasurement_sayTheSame() {
        Report report = new Benchmark(settings(), List.of(new Mirror(1)), row -> {}).run(PEAKS, WORKS);

        String page = MarkdownReport.of(report, "./sluice bench", LocalDate.of(2026, 1, 2));
        assertThat(page)
                .contains("`./sluice bench` on 2026-01-02", "| peer | Sluice in a mirror |", "100 GFLOP/s")
                .contains(
                        "| cell | pass | B | T | I | H | threads | ours ms | GFLOP/s | of peak | floor ms | mirror ms | ratio | at most |")
                .contains("| gru | gradient | 2 | 3 | 4 | 5 | 2 |")
                .contains("## Matrix products");

        JsonNode json = JsonMapper.builder().build().readTree(JsonReport.of(report));
        assertThat(json.at("/peaks/multiply_add_gflops").asDouble()).isEqualTo(100);
        assertThat(json.at("/works").size()).isEqualTo(3);
        assertThat(json.at("/works/1/cell").asString()).isEqualTo("gru");
        assertThat(json.at("/works/1/ours/rounds_ms").size()).isEqualTo(2);
        assertThat(json.at("/works/1/peers/0/ratio").asDouble())
                .isEqualTo(report.of(Group.LAYERS).getFirst().ratio().orElseThrow());

        // 2 · 3 steps · 2 rows · 3 gates · 5 states times 9 forward, 9 for the weights and 5 for the state, at 100
        // GFLOP/s.
        double floor = 2.0 * 3 * 2 * 3 * 5 * (9 + 9 + 5) / 100e6;
        assertThat(json.at("/works/1/floor_ms").asDouble()).isCloseTo(floor, within(1e-12));
        assertThat(json.at("/works/2/floor_ms").asDouble()).isCloseTo(floor / 2, within(1e-12));
        assertThat(json.at("/works/1/peers/0/at_most").asDouble())
                .isCloseTo(json.at("/works/1/peers/0/median_ms").asDouble() / floor, within(1e-6));

        List<String> lines = new ArrayList<>();
        TerminalTable table = new TerminalTable(PEAKS, lines::add);
        report.measurements().forEach(table::add);
        assertThat(lines).contains("One layer", "Matrix products").hasSize(3 + 2 * 3);
    }

    @Test
    void reports_withProfiles_sayWhereTimeGoes() {
        Settings profiled =
                new Settings(Set.of(Group.values()), List.of(1), List.of(), new Turns(2, 0.1, 0, 0), 1, true);
        Report report = new Benchmark(profiled, List.of(), row -> {}).run(PEAKS, WORKS);

        assertThat(report.of(Group.PRODUCTS).getFirst().profile())
                .as("one instruction")
                .isEmpty();
        assertThat(report.of(Group.LAYERS).getFirst().profile())
                .anySatisfy(line -> assertThat(line.instruction()).contains("product"));
        assertThat(MarkdownReport.of(report, "./sluice bench --profile", LocalDate.of(2026, 1, 2)))
                .contains("## Where our time goes")
                .containsPattern("\\| One layer: gru gradient 2 3 4 5 \\| 1 \\| .* \\d+ %");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(JsonReport.of(report))
                        .at("/works/1/profile/0/calls")
                        .asLong())
                .isPositive();
        List<String> lines = new ArrayList<>();
        TerminalTable table = new TerminalTable(PEAKS, lines::add);
        report.measurements().forEach(table::add);
        assertThat(lines.getLast()).startsWith("    ").contains(" %");
    }
}
