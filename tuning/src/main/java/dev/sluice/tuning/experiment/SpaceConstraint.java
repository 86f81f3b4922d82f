package dev.sluice.tuning.experiment;

import dev.sluice.core.data.DataException;
import dev.sluice.core.experiment.OpenExperiment;
import dev.sluice.core.experiment.Quantity;
import dev.sluice.core.experiment.ResolvedExperiment;
import dev.sluice.core.experiment.SharedData;
import dev.sluice.core.experiment.TrialRun;
import dev.sluice.core.experiment.space.ConstraintExpression;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Constraint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The constraint on assignments of an experiment: their values form a valid experiment and satisfy the constraints in its file.
 * A constraint that names an option which the assignment lacks is satisfied.
 */
final class SpaceConstraint implements Constraint {
    private final OpenExperiment open;
    private final SharedData shared;

    SpaceConstraint(OpenExperiment open, SharedData shared) {
        this.open = open;
        this.shared = shared;
    }

    /**
     * A rule that an assignment breaks.
     *
     * @param rule as it is written, or in words
     * @param gap between what was found and what the rule asks for; infinite if there is no saying
     * @param finding the values found
     * @param words all of it in one sentence
     */
    record Breach(String rule, double gap, String finding, String words) {
        private static Breach of(String rule, String finding, RuntimeException cause) {
            String detail = String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
            return new Breach(rule, Double.POSITIVE_INFINITY, detail, finding + ": " + detail);
        }
    }

    @Override
    public Optional<String> violation(Assignment assignment) {
        return breach(assignment).map(Breach::words);
    }

    /** The first rule that an assignment breaks. */
    Optional<Breach> breach(Assignment assignment) {
        ResolvedExperiment experiment;
        try {
            experiment = open.at(assignment);
        } catch (ConfigException e) {
            return Optional.of(Breach.of("that values go together", "these values conflict with each other", e));
        }
        for (ConstraintExpression constraint : open.constraints()) {
            Optional<Breach> breach = breach(constraint, experiment);
            if (breach.isPresent()) {
                return breach;
            }
        }
        return Optional.empty();
    }

    private Optional<Breach> breach(ConstraintExpression constraint, ResolvedExperiment experiment) {
        Map<String, Double> values = new HashMap<>();
        for (String name : constraint.names()) {
            try {
                values.put(
                        name,
                        name.equals(new Quantity.Parameters().name())
                                ? (double) TrialRun.parameters(experiment, shared)
                                : Double.parseDouble(experiment.written(name)));
            } catch (NumberFormatException e) {
                // The option exists only for another choice.
                return Optional.empty();
            } catch (ConfigException | DataException e) {
                return Optional.of(Breach.of("that a model can be built", "its model cannot be built", e));
            } catch (IOException e) {
                throw new UncheckedIOException("the data cannot be read: " + e.getMessage(), e);
            }
        }
        return constraint
                .broken(name -> values.getOrDefault(name, Double.NaN))
                .map(sides -> new Breach(
                        "'" + constraint.text() + "'",
                        sides.gap(),
                        sides.inWords(),
                        "'" + constraint.text() + "' does not hold: " + sides.inWords()));
    }
}
