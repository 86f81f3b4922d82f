package dev.sluice.bench.jmh;

import dev.sluice.bench.measure.Peaks;
import dev.sluice.bench.measure.Side;
import dev.sluice.bench.work.Grid;
import dev.sluice.bench.work.Group;
import dev.sluice.bench.work.Work;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The works of {@link Group#PRODUCTS} and {@link Group#KERNELS}, each in a JVM of its own: no other work has shaped its
 * compiled code. The options are JMH's; at the end each result stands beside what the machine can do.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Xlog:disable", "-Xlog:all=error:stderr"})
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class KernelBenchmarks {
    private static final double MICROSECONDS_PER_MILLI = 1e3;

    /** A work's description; filled in by {@link #main}. */
    @Param("none")
    public String work = "none";

    private Side side = new Nothing();

    /** Prepares the work. */
    @Setup
    public void prepare() {
        side = works().filter(each -> each.describe().equals(work))
                .findFirst()
                .orElseThrow()
                .ours(1);
    }

    /** Does the work once. */
    @Benchmark
    public void kernel() {
        side.run();
    }

    private static Stream<Work> works() {
        return Stream.of(Group.PRODUCTS, Group.KERNELS).flatMap(group -> Grid.of(group).stream());
    }

    /** Runs JMH with its own options, for example {@code -f 3 -p "work=Other kernels: exp 4096"}. */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        CommandLineOptions given = new CommandLineOptions(arguments);
        OptionsBuilder options = new OptionsBuilder();
        options.parent(given);
        options.include(KernelBenchmarks.class.getSimpleName());
        if (!given.getParameter("work").hasValue()) {
            options.param("work", works().map(Work::describe).toArray(String[]::new));
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        lines(results, Peaks.measure()).forEach(System.out::println);
    }

    private static List<String> lines(Collection<RunResult> results, Peaks peaks) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%nOn one thread: %.0f GFLOP/s at most, %.0f GFLOP/s in a large product, %.1f GB/s from memory",
                peaks.flops(),
                peaks.product(),
                peaks.bandwidth()));
        for (RunResult result : results) {
            String name = result.getParams().getParam("work");
            Work work = works().filter(each -> each.describe().equals(name))
                    .findFirst()
                    .orElseThrow();
            double micros = result.getPrimaryResult().getScore();
            boolean product = work.operations() > 0;
            double rate = (product ? work.operations() : work.bytes()) / micros / MICROSECONDS_PER_MILLI;
            lines.add(String.format(
                    Locale.ROOT,
                    "%-44s %12.3f us ± %-10.3f %6.0f %-8s %4.0f %% of %s",
                    name,
                    micros,
                    result.getPrimaryResult().getScoreError(),
                    rate,
                    product ? "GFLOP/s" : "GB/s",
                    100 * rate / (product ? peaks.flops() : peaks.bandwidth()),
                    product ? "the peak" : "memory's bandwidth"));
        }
        return lines;
    }

    /** Before the setup. */
    private static final class Nothing implements Side {
        @Override
        public void run() {}

        @Override
        public Tensors results() {
            return Tensors.of();
        }
    }
}
