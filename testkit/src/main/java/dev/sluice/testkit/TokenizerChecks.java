package dev.sluice.testkit;

import dev.sluice.core.data.KeptTokenizer;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** All checks of a tokenizer: what {@link TokenizerContract} and {@code sluice plugin check} run. */
public final class TokenizerChecks {
    /** Texts of several scripts, with signs, marks, emoji and white space of all kinds. */
    private static final List<String> TEXTS = List.of(
            "The cat sat on the mat.",
            "Don't (ever) pay $3.50, e.g. 10%!",
            "Zwölf Größen, e\u0301te\u0301",
            "\u3053\u308c\u306f\u732b\u3067\u3059\u3002",
            "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22",
            "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
            "\ud83d\udc4d\ud83c\udffd ok\ttab\nline",
            "  twice  two  spaces  ");

    private static final List<String> NOTHING = List.of("", " ", "\n", "\u0301", "\u200d", "\ud83d");

    private final Tokenizer tokenizer;

    private TokenizerChecks(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** The checks. */
    public static List<Check> of(Tokenizer tokenizer) {
        TokenizerChecks checks = new TokenizerChecks(tokenizer);
        return List.of(
                new Check("texts have symbols, none of them empty", "", checks::symbolsAreThere),
                new Check("the same text gives the same symbols", "", checks::isRepeatable),
                new Check("several threads may cut texts at once", "", checks::threadsMakeNoDifference),
                new Check("at most so many symbols are those of the beginning", "", checks::limitTakesTheFirst),
                new Check("texts of nothing much are cut as well", "", checks::strangeTextsAreCut),
                new Check("what is put together is cut the same again", "", checks::textIsCutTheSame),
                new Check("symbols of no text are shown as they are", "", checks::strangersAreShown),
                new Check("a vocabulary of its own has all its symbols once", "", checks::vocabularyHasAll));
    }

    /** The checks of a tokenizer that may read files. */
    static List<Check> of(Tokenizer tokenizer, Path folder) {
        return of(tokenizer.files().isEmpty() ? tokenizer : KeptTokenizer.read(tokenizer, Reading.of(folder)));
    }

    /** A fingerprint of the symbols of all texts, by which two tokenizers can be told apart. */
    static List<Double> behavior(Tokenizer tokenizer) {
        List<Double> numbers = new ArrayList<>();
        for (String text : TEXTS) {
            List<String> symbols = tokenizer.symbols(text, Integer.MAX_VALUE);
            numbers.add((double) symbols.hashCode());
            numbers.add((double) tokenizer.text(symbols).hashCode());
        }
        return numbers;
    }

    private void symbolsAreThere() {
        int all = 0;
        for (String text : TEXTS) {
            List<String> symbols = symbols(text);
            all += symbols.size();
            if (symbols.contains("")) {
                throw new ContractViolation("'" + text + "' has an empty symbol among " + symbols + ". Leave it out.");
            }
        }
        if (all < TEXTS.size()) {
            throw new ContractViolation("texts of several scripts have " + all + " symbols in all.");
        }
    }

    private void isRepeatable() {
        for (String text : TEXTS) {
            List<String> first = symbols(text);
            TEXTS.forEach(this::symbols);
            requireSame(text, first, symbols(text), "Keep nothing between calls");
        }
    }

    private void threadsMakeNoDifference() {
        List<List<String>> alone = TEXTS.stream().map(this::symbols).toList();
        List<CompletableFuture<List<String>>> together = new ArrayList<>();
        for (int round = 0; round < 50; round++) {
            TEXTS.forEach(text -> together.add(CompletableFuture.supplyAsync(() -> symbols(text))));
        }
        for (int i = 0; i < together.size(); i++) {
            int text = i % TEXTS.size();
            requireSame(
                    TEXTS.get(text),
                    alone.get(text),
                    together.get(i).join(),
                    "Threads must share nothing that changes: copy what has a position, such as an iterator");
        }
    }

    private void limitTakesTheFirst() {
        for (String text : TEXTS) {
            List<String> all = symbols(text);
            for (int most : new int[] {1, 2, Integer.MAX_VALUE - 1}) {
                List<String> expected = all.subList(0, Math.min(most, all.size()));
                requireSame(text, expected, tokenizer.symbols(text, most), "Give at most the first " + most);
            }
        }
    }

    private void strangeTextsAreCut() {
        NOTHING.forEach(this::symbols);
        if (!tokenizer.text(List.of()).isEmpty()) {
            throw new ContractViolation("no symbols must give no text, but give '" + tokenizer.text(List.of()) + "'.");
        }
    }

    private void textIsCutTheSame() {
        for (String text : TEXTS) {
            List<String> symbols = symbols(text);
            String together = tokenizer.text(symbols);
            requireSame(
                    together,
                    symbols,
                    symbols(together),
                    "text() of the symbols of '" + text + "' must give a text with the same symbols");
        }
    }

    private void strangersAreShown() {
        String text = tokenizer.text(List.of("<unknown>"));
        if (!text.contains("<unknown>")) {
            throw new ContractViolation(
                    "<unknown>, which a model says of what it does not know, must be shown as it is, but" + " gives '"
                            + text + "'.");
        }
    }

    private void vocabularyHasAll() {
        List<String> own = tokenizer.vocabulary();
        if (new HashSet<>(own).size() != own.size()) {
            throw new ContractViolation("vocabulary() must name each symbol once.");
        }
        for (String text : own.isEmpty() ? List.<String>of() : TEXTS) {
            List<String> strangers = new ArrayList<>(symbols(text));
            strangers.removeAll(own);
            if (!strangers.isEmpty()) {
                throw new ContractViolation(
                        "'" + text + "' has the symbols " + strangers + ", which vocabulary() has not.");
            }
        }
    }

    private List<String> symbols(String text) {
        return tokenizer.symbols(text, Integer.MAX_VALUE);
    }

    private static void requireSame(String text, List<String> expected, List<String> found, String reason) {
        if (!expected.equals(found)) {
            throw new ContractViolation(
                    "'" + text + "' is cut into " + found + ", and not into " + expected + ". " + reason + ".");
        }
    }
}
