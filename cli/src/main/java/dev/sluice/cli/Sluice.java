package dev.sluice.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code sluice} program. */
@Command(name = "sluice", mixinStandardHelpOptions = true, description = "Train, tune, track and ship gated networks.")
public final class Sluice implements Runnable {
    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Sluice()).execute(args));
    }

    @Override
    public void run() {
        new CommandLine(this).usage(System.out);
    }
}
