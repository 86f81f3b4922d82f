package dev.sluice.cli;

import picocli.CommandLine.Command;

/** Stands for {@code sluice bench} where the module {@code bench} is not on the class path. */
@Command(
        name = "bench",
        description = "Measure how fast Sluice is on this machine, alone or in comparison with other libraries.")
final class BenchCommand extends OptionalCommand {
    BenchCommand() {
        super(
                "the benchmarks are no part of the program; run them with the launcher, ./sluice bench, which builds them");
    }
}
