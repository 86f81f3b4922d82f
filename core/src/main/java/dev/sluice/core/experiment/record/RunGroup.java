package dev.sluice.core.experiment.record;

import dev.sluice.core.file.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Runs of one experiment that differ in their seeds, or in the part of the data that is their test. Each is a run like any other in a folder
 * of its own, beside the others; the first one stands for the group.
 *
 * @param plan the first run's place in it, with the variations of all members
 * @param members that there are, in the order of their numbers
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record RunGroup(GroupMember plan, List<Run> members) {
    /** Copies the list. */
    public RunGroup {
        members = List.copyOf(members);
    }

    /** The group that a run is a member of; empty if it is a run of its own. */
    public static Optional<RunGroup> of(Run run) {
        Optional<GroupMember> own = run.group();
        Path beside = run.path().toAbsolutePath().normalize().getParent();
        return own.isEmpty() || beside == null
                ? Optional.empty()
                : of(new Runs(beside).list()).stream()
                        .filter(group -> group.plan().first().equals(own.get().first()))
                        .findFirst();
    }

    /** The groups among runs, in the order of their first members. */
    public static List<RunGroup> of(List<Run> runs) {
        Map<String, List<Run>> members = new LinkedHashMap<>();
        Map<String, GroupMember> plans = new LinkedHashMap<>();
        Map<Run, Integer> numbers = new LinkedHashMap<>();
        for (Run run : runs) {
            run.group().ifPresent(own -> {
                plans.putIfAbsent(own.first(), own);
                numbers.put(run, own.member());
                members.computeIfAbsent(own.first(), none -> new ArrayList<>()).add(run);
            });
        }
        List<RunGroup> groups = new ArrayList<>();
        members.forEach((first, some) -> {
            some.sort(Comparator.comparing(run -> numbers.getOrDefault(run, 0)));
            groups.add(new RunGroup(
                    new GroupMember(
                            first,
                            1,
                            plans.getOrDefault(first, some.getFirst().group().orElseThrow())
                                    .variations()),
                    some));
        });
        return groups;
    }

    /** The id of its first run. */
    public String id() {
        return plan.first();
    }

    /** The numbers of the members that have not begun, from 1. */
    public List<Integer> missing() {
        List<Integer> missing = new ArrayList<>();
        for (int member = 1; member <= plan.members(); member++) {
            int number = member;
            if (members.stream()
                    .noneMatch(run -> run.group().map(GroupMember::member).orElse(0) == number)) {
                missing.add(member);
            }
        }
        return missing;
    }

    /** Returns whether members have not begun and no other process is about to begin them. */
    public boolean canResume() {
        return !missing().isEmpty() && members.stream().noneMatch(run -> run.state() == RunState.RUNNING);
    }

    /** The figures of those that have finished. */
    public GroupSummary summary() {
        return GroupSummary.of(members, plan.members());
    }

    /** Writes the figures into the folder of the first run, if that is there. */
    public void record() throws IOException {
        for (Run run : members) {
            if (run.id().equals(id())) {
                WholeFile.writeOften(run.file(RunFile.GROUP_RESULTS), Json.pretty(summary()));
            }
        }
    }
}
