package dev.sluice.core.search;

import java.util.Optional;
import org.apiguardian.api.API;

/** A condition that an assignment must satisfy to be tried. A pure function of the assignment, checked before anything is trained. */
@API(status = API.Status.MAINTAINED, since = "0.1")
@FunctionalInterface
public interface Constraint {
    /** The violated rule with the value found, for messages; empty if the assignment satisfies the constraint. */
    Optional<String> violation(Assignment assignment);

    /** Satisfied by every assignment. */
    static Constraint none() {
        return assignment -> Optional.empty();
    }
}
