package @package@;

import dev.sluice.core.data.Tokenizer;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.List;
import java.util.stream.IntStream;

/** Pieces of so many characters: cut texts your own way here. Kept with each model by its options, so keep nothing else in it. */
public final class @Class@ implements Tokenizer {
    private final int size;

    public @Class@(Options options) {
        this.size = options.size();
    }

    /** Options in the experiment file. */
    public record Options(
            @Description("Length of a piece in characters; the last piece of a text may be shorter") @Default("2")
            @Range(min = 1)
            int size) {}

    @Override
    public List<String> symbols(String text, int most) {
        int[] characters = text.codePoints().toArray();
        return IntStream.iterate(0, from -> from < characters.length, from -> from + size)
                .limit(most)
                .mapToObj(from -> new String(characters, from, Math.min(size, characters.length - from)))
                .toList();
    }

    @Override
    public String text(List<String> symbols) {
        return String.join("", symbols);
    }
}
