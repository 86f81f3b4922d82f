package dev.sluice.core.experiment.record;

import java.util.List;
import org.apiguardian.api.API;

/**
 * {@code group.json}: the place of a run in a group of runs of one experiment that differ in their seeds, or in the part of the data that is
 * their test.
 *
 * @param first id of the group's first run, which stands for the group
 * @param member number of this run, from 1
 * @param variations the values by which each member differs from the experiment, {@code seed=2}; as many as there are to be members
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record GroupMember(String first, int member, List<List<String>> variations) {
    /** Copies the lists. */
    public GroupMember {
        variations = variations.stream().map(List::copyOf).toList();
    }

    /** The number of runs that the group is to have. */
    public int members() {
        return variations.size();
    }

    /** The values by which this run differs from the experiment. */
    public List<String> variation() {
        return variations.get(member - 1);
    }
}
