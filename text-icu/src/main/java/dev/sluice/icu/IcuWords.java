package dev.sluice.icu;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.IllformedLocaleException;
import com.ibm.icu.util.ULocale;
import dev.sluice.core.data.Tokenizer;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import java.util.ArrayList;
import java.util.List;

/**
 * Words of texts in all scripts, cut where Unicode says (UAX 29), and by ICU's dictionaries where words have no spaces between them: Chinese,
 * Japanese, Thai, Lao, Khmer, Burmese.
 */
final class IcuWords implements Tokenizer {
    /** Options of the tokenizer. */
    record Options(
            @Description("Language with its own rules, as a BCP 47 tag such as th; empty for the general rules")
            @Default("''")
            String language,

            @Description("Whether punctuation and other signs are separate symbols; otherwise they are dropped")
            @Default("true")
            boolean signs) {}

    private final BreakIterator words;
    private final boolean signs;

    IcuWords(Options options) {
        this.words = BreakIterator.getWordInstance(locale(options.language()));
        this.signs = options.signs();
    }

    private static ULocale locale(String tag) {
        try {
            return tag.isEmpty()
                    ? ULocale.ROOT
                    : new ULocale.Builder().setLanguageTag(tag).build();
        } catch (IllformedLocaleException e) {
            throw new IllegalArgumentException(
                    "language must be a BCP 47 tag, such as th or zh-Hant, but is '" + tag + "'");
        }
    }

    @Override
    public List<String> symbols(String text, int most) {
        List<String> symbols = new ArrayList<>();
        BreakIterator breaks = words.clone(); // an iterator serves one thread
        breaks.setText(text);
        for (int from = breaks.first(), to = breaks.next();
                to != BreakIterator.DONE && symbols.size() < most;
                from = to, to = breaks.next()) {
            boolean word = breaks.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT;
            String symbol = text.substring(from, to);
            if (word || (signs && !symbol.isBlank())) {
                symbols.add(symbol);
            }
        }
        return symbols;
    }

    @Override
    public String text(List<String> symbols) {
        StringBuilder text = new StringBuilder();
        for (String symbol : symbols) {
            if (!text.isEmpty()
                    && !symbol.isEmpty()
                    && Spacing.between(text.codePointBefore(text.length()), symbol.codePointAt(0))) {
                text.append(' ');
            }
            text.append(symbol);
        }
        return text.toString();
    }

    @Override
    public boolean isOfWords() {
        return true;
    }
}
