package dev.sluice.cli.dataset;

import java.util.List;

/** The model and training of a first experiment with texts. */
final class TextRecipe {
    private TextRecipe() {}

    static List<String> lines(Recipe recipe) {
        return List.of(
                "model:",
                "  embedding: {size: 64}",
                "  encoder: {cell: gru, hidden: 128, direction: bidirectional}",
                "  pooling: max",
                "  head: {dropout: 0.5}",
                "",
                "train:",
                "  epochs: 10",
                "  loss: " + (recipe.task() == Recipe.Task.CLASSES ? "cross-entropy" : "mean-squared-error"),
                "  optimizer: {name: adamw, options: {learning_rate: 0.002}}",
                "  schedule: cosine",
                "  clip: {norm: 1.0}");
    }
}
