package dev.sluice.core.experiment.comparison;

import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.Scores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The first figure in which two trainings differ.
 *
 * @param epoch from 1
 * @param figure for example {@code training.loss}
 * @param first of one training
 * @param second of the other
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Divergence(int epoch, String figure, double first, double second) {
    /** The first difference between two trainings; empty if all common epochs are equal to the last bit. */
    static Optional<Divergence> between(List<EpochReport> first, List<EpochReport> second) {
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
            Map<String, Double> one = figures(first.get(i));
            Map<String, Double> other = figures(second.get(i));
            for (Map.Entry<String, Double> figure : one.entrySet()) {
                Double counterpart = other.get(figure.getKey());
                if (counterpart != null && !figure.getValue().equals(counterpart)) {
                    return Optional.of(
                            new Divergence(first.get(i).epoch(), figure.getKey(), figure.getValue(), counterpart));
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, Double> figures(EpochReport epoch) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("training.loss", epoch.trainingLoss());
        figures.put("gradient_norm", epoch.gradientNorm());
        figures.put("validation." + Scores.LOSS, epoch.validation().loss());
        epoch.validation().metrics().forEach((name, value) -> figures.put("validation." + name, value));
        return figures;
    }
}
