package dev.sluice.examples.languageid;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.Target;
import dev.sluice.core.experiment.Baseline;
import dev.sluice.core.experiment.BaselineProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@link CldrNames} as examples: the name is the text, its languages are the labels. */
final class CldrNamesSource implements DataSource, BaselineProvider {
    private final CldrNamesOptions options;

    CldrNamesSource(CldrNamesOptions options) {
        this.options = options;
    }

    @Override
    public List<Example> load(Reading reading) {
        return CldrNames.read(options.minNames(), options.languages()).stream()
                .map(name -> new Example(new Sequence.Text(name.text()), new Target.Labels(name.languages())))
                .toList();
    }

    @Override
    public Baseline baseline(Split split) {
        NaiveBayesBaseline bayes = NaiveBayesBaseline.tuned(names(split.training()), names(split.validation()));
        Score score = bayes.score(names(split.test()));
        String name = String.format(Locale.ROOT, "naive Bayes over 1- to %d-grams", bayes.longest());
        return new Baseline(name, score.top1(), score.top3());
    }

    private static List<Name> names(List<Example> examples) {
        List<Name> names = new ArrayList<>();
        for (Example example : examples) {
            if (example.sequence() instanceof Sequence.Text text && example.target() instanceof Target.Labels labels) {
                names.add(new Name(text.text(), labels.labels()));
            }
        }
        return names;
    }
}
