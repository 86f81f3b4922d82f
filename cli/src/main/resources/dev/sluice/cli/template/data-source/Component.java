package @package@;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One example a line, {@code text,label,…}: read your own format here. */
public final class @Class@ implements DataSource {
    private final Options options;

    public @Class@(Options options) {
        this.options = options;
    }

    /** Options in the experiment file. */
    public record Options(
            @Description("Path of the file, relative to the experiment file") @Default("brackets.csv")
            String file) {}

    @Override
    public List<Example> load(Reading reading) throws IOException {
        Path file = reading.folder().resolve(options.file());
        List<String> lines = Files.readAllLines(file);
        List<Example> examples = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) { // the first line is the header
            String[] cells = lines.get(i).split(",", -1);
            if (cells.length < 2) {
                throw new DataException(file + ":" + (i + 1) + ": a line must be text,label but was '" + lines.get(i) + "'");
            }
            Target label = new Target.Labels(new TreeSet<>(Set.of(cells[1])));
            examples.add(new Example(new Sequence.Text(cells[0]), label));
        }
        return examples;
    }
}
