package dev.sluice.core.experiment;

import dev.sluice.core.experiment.record.GroupMember;
import dev.sluice.core.experiment.record.GroupSummary;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunGroup;
import dev.sluice.core.train.TrainingDivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries out the members of a group one after the other; data that they share are read once. */
final class GroupRunner {
    private final List<List<String>> variations;
    private final RunObserver observer;
    private final List<RunResult> results = new ArrayList<>();
    private String first;

    /**
     * A group.
     *
     * @param variations of all members
     * @param first id of its first run; empty if that is still to come
     */
    GroupRunner(List<List<String>> variations, String first, RunObserver observer) {
        this.variations = variations;
        this.first = first;
        this.observer = observer;
    }

    /** The values by which the runs of an experiment differ: its seeds, and the rounds of its split. One for a single run. */
    static List<List<String>> variations(ExperimentConfig config) {
        List<List<String>> variations = new ArrayList<>();
        boolean folds = config.data().split().rounds().folds() > 0;
        int rounds = config.allRounds() ? config.data().split().rounds().count() : 1;
        for (int round = 0; round < rounds; round++) {
            for (int seed = 0; seed < config.repeat(); seed++) {
                List<String> values = new ArrayList<>();
                if (config.repeat() > 1) {
                    values.add("seed=" + (config.seed() + seed));
                }
                if (rounds > 1) {
                    values.add("data.split.rounds." + (folds ? "fold=" : "origin=") + round);
                }
                variations.add(values);
            }
        }
        return variations;
    }

    /**
     * The place of a member.
     *
     * @param id of its run, which becomes that of the group if it is the first
     */
    GroupMember member(int number, String id) {
        first = first.isEmpty() ? id : first;
        return new GroupMember(first, number, variations);
    }

    /** Runs one member by itself. */
    interface Member {
        /** Runs it, from the start that the group gives. */
        RunResult run(List<String> variation, Start start);
    }

    /** Makes the start of a member from that of the same run by itself. */
    interface Start {
        RunStart of(InNewFolder alone);
    }

    /**
     * Runs members.
     *
     * @param numbers of those that are to be run, from 1
     */
    void run(List<Integer> numbers, Member member) {
        for (int number : numbers) {
            List<String> variation = variations.get(number - 1);
            observer.note("Run " + number + " of " + variations.size() + ": " + String.join(", ", variation));
            try {
                RunResult result = member.run(variation, alone -> new InGroup(alone, this, number));
                results.add(result);
                String scores = result.report().stream().skip(1).limit(2).reduce("", (a, b) -> a + "\n" + b);
                observer.note(scores.strip().isEmpty() ? "Run " + number + " is done" : scores.strip());
            } catch (TrainingDivergedException e) {
                // The others may do well, and how many do not is a finding of its own.
                observer.note("Run " + number + " diverged: " + e.getMessage());
            }
        }
    }

    /** Records the figures of the group beside those of its first run. */
    GroupResult conclude(Run anyMember) {
        Optional<RunGroup> group = RunGroup.of(anyMember);
        Optional<GroupSummary> summary = group.map(RunGroup::summary);
        try {
            if (group.isPresent()) {
                group.get().record();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the figures of the group cannot be written: " + e.getMessage(), e);
        }
        return new GroupResult(
                results,
                summary,
                summary.map(known -> GroupReport.lines(known, group.get())).orElse(List.of()));
    }

    /** Results so far, with those of a member that another way has carried out. */
    void add(RunResult result) {
        results.add(result);
    }
}
