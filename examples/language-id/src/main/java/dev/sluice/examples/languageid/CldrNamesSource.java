package dev.sluice.examples.languageid;

import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import java.util.List;

/** {@link CldrNames} as examples: the name is the text, its languages are the labels. */
final class CldrNamesSource implements DataSource {
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
}
