package dev.sluice.tuning.gaussian;

import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Condition;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.SearchSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes points of the unit cube as features, such that a kernel over the weighted distance of features suits every kind of
 * dimension. The squared distance contributed by a dimension, before its weight:
 *
 * <ul>
 *   <li>numbers and ordered choices: the squared difference of positions;
 *   <li>other choices: 1 if they differ (one feature of √½ for each option);
 *   <li>conditional dimensions: numbers lie on an arc around the origin, which stands for an inactive dimension (F.
 *       Hutter and M. A. Osborne, A Kernel for Hierarchical Parameter Spaces, 2013). So an inactive dimension has the same
 *       distance to every value, and the distance of two values is nearly the difference of their positions.
 * </ul>
 */
final class Encoding {
    /** Half of the arc's angle. The radius is such that a short arc is as long as the difference of positions. */
    private static final double ANGLE = Math.PI / 4;

    private final List<Part> parts = new ArrayList<>();
    private final int features;

    private enum Form {
        LINE,
        ARC,
        OPTIONS
    }

    /**
     * The encoding of a dimension.
     *
     * @param first index of its first feature
     * @param count number of its features
     */
    private record Part(Form form, int first, int count) {}

    Encoding(SearchSpace space) {
        int next = 0;
        for (Dimension dimension : space.dimensions()) {
            Form form = switch (dimension.domain()) {
                case ChoiceDomain choice when !choice.ordered() -> Form.OPTIONS;
                default -> dimension.condition() instanceof Condition.Always ? Form.LINE : Form.ARC;
            };
            int count = switch (form) {
                case LINE -> 1;
                case ARC -> 2;
                case OPTIONS -> (int) dimension.domain().size().orElseThrow();
            };
            parts.add(new Part(form, next, count));
            next += count;
        }
        features = next;
    }

    int dimensions() {
        return parts.size();
    }

    int features() {
        return features;
    }

    /** The dimension that each feature belongs to. */
    int[] owners() {
        int[] owners = new int[features];
        for (int i = 0; i < parts.size(); i++) {
            for (int j = 0; j < parts.get(i).count(); j++) {
                owners[parts.get(i).first() + j] = i;
            }
        }
        return owners;
    }

    /**
     * The features of a point, {@code [features]}.
     *
     * @param point a position for each dimension, NaN for inactive dimensions. Not modified.
     */
    double[] encode(double[] point) {
        double[] encoded = new double[features];
        for (int i = 0; i < point.length; i++) {
            if (!Double.isNaN(point[i])) {
                Part part = parts.get(i);
                switch (part.form()) {
                    case LINE -> encoded[part.first()] = point[i];
                    case ARC -> {
                        double angle = ANGLE * (2 * point[i] - 1);
                        encoded[part.first()] = StrictMath.cos(angle) / (2 * ANGLE);
                        encoded[part.first() + 1] = StrictMath.sin(angle) / (2 * ANGLE);
                    }
                    case OPTIONS -> {
                        int option = Math.min(part.count() - 1, (int) (point[i] * part.count()));
                        encoded[part.first() + option] = Math.sqrt(0.5);
                    }
                }
            }
        }
        return encoded;
    }

    /**
     * Converts a gradient with respect to features to one with respect to positions; 0 for unordered choices and inactive
     * dimensions.
     *
     * @param point at which the gradient was taken. Not modified.
     * @param gradient with respect to features. Not modified.
     */
    double[] byPosition(double[] point, double[] gradient) {
        double[] byPosition = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            Part part = parts.get(i);
            if (!Double.isNaN(point[i])) {
                byPosition[i] = switch (part.form()) {
                    case LINE -> gradient[part.first()];
                    case ARC -> {
                        double angle = ANGLE * (2 * point[i] - 1);
                        yield gradient[part.first() + 1] * StrictMath.cos(angle)
                                - gradient[part.first()] * StrictMath.sin(angle);
                    }
                    case OPTIONS -> 0;
                };
            }
        }
        return byPosition;
    }
}
