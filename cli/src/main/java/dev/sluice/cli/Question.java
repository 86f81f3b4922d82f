package dev.sluice.cli;

import dev.sluice.core.experiment.record.RunException;
import java.io.Console;

/** A question to whoever sits before the terminal, before something is lost. */
final class Question {
    private Question() {}

    /**
     * Returns whether the user types 'yes'.
     *
     * @param what will happen
     * @param verb the same in a word
     * @throws RunException if nobody is there to answer
     */
    static boolean isAgreed(String what, String verb) {
        Console console = Terminal.console()
                .orElseThrow(
                        () -> new RunException("to " + verb + " needs the answer to a question, but nobody is there to"
                                + " answer; add --yes [Sluice/NotAsked]"));
        console.printf("%s%n", what);
        String answer = console.readLine("Type 'yes' to %s: ", verb);
        return answer != null && answer.strip().equals("yes");
    }
}
