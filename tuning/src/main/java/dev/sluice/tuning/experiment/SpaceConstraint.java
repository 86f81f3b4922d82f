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

    @Override
    public Optional<String> violation(Assignment assignment) {
        ResolvedExperiment experiment;
        try {
            experiment = open.at(assignment);
        } catch (ConfigException e) {
            return Optional.of("these values conflict with each other: " + inOneLine(e));
        }
        for (ConstraintExpression constraint : open.constraints()) {
            Optional<String> violation = violation(constraint, experiment);
            if (violation.isPresent()) {
                return violation;
            }
        }
        return Optional.empty();
    }

    private Optional<String> violation(ConstraintExpression constraint, ResolvedExperiment experiment) {
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
                return Optional.of("its model cannot be built: " + inOneLine(e));
            } catch (IOException e) {
                throw new UncheckedIOException("the data cannot be read: " + e.getMessage(), e);
            }
        }
        return constraint.violation(name -> values.getOrDefault(name, Double.NaN));
    }

    private static String inOneLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }
}
