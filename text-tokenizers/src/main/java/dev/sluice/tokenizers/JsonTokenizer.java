package dev.sluice.tokenizers;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.sluice.core.data.Tokenizer;
import dev.sluice.core.option.Description;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of words by a {@code tokenizer.json}, cut and put together by the library that the file is made for, Hugging Face's tokenizers. Its
 * native code comes in the jar; nothing is fetched. The tokens of the file are the vocabulary, in the order of their numbers.
 */
final class JsonTokenizer implements Tokenizer {
    /** Options of the tokenizer. */
    record Options(
            @Description("The tokenizer.json, relative to the experiment file; its content is kept with the model")
            String file) {}

    /** Nothing is added around a text, cut off or filled up: the experiment says what a model reads. */
    private static final Map<String, String> AS_IT_IS =
            Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

    /** Half of a surrogate pair, which is no text in UTF-8. */
    private static final Pattern HALF = Pattern.compile("\\p{Cs}");

    private final Options options;
    private final @Nullable Ready ready;

    /** What the content of the file gives. */
    private record Ready(HuggingFaceTokenizer tokenizer, TokenTable table) {}

    JsonTokenizer(Options options) {
        this(options, null);
    }

    private JsonTokenizer(Options options, @Nullable Ready ready) {
        this.options = options;
        this.ready = ready;
    }

    @Override
    public List<String> files() {
        return List.of(options.file());
    }

    @Override
    public Tokenizer with(List<String> contents) {
        String json = contents.getFirst();
        TokenTable table = TokenTable.of(json);
        // Else the library reports its use on Amazon's machines, and looks for a graphics card.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("RUST_FLAVOR", "cpu");
        try {
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), AS_IT_IS);
            return new JsonTokenizer(options, new Ready(tokenizer, table));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Ready ready() {
        return Objects.requireNonNull(ready, "the tokenizer was not given its file");
    }

    @Override
    public List<String> symbols(String text, int most) {
        String whole = HALF.matcher(text).replaceAll("\uFFFD");
        return Arrays.stream(ready().tokenizer().encode(whole, false, false).getIds())
                .limit(most)
                .mapToObj(id -> ready().table().tokens().get((int) id))
                .toList();
    }

    @Override
    public String text(List<String> symbols) {
        List<String> texts = new ArrayList<>();
        List<Integer> run = new ArrayList<>();
        for (String symbol : symbols) {
            Integer id = ready().table().ids().get(symbol);
            if (id == null) {
                decode(run, texts);
                texts.add(symbol);
            } else {
                run.add(id);
            }
        }
        decode(run, texts);
        return String.join(" ", texts);
    }

    /** Adds the text of tokens. Modified: both; the tokens are emptied. */
    private void decode(List<Integer> run, List<String> texts) {
        if (!run.isEmpty()) {
            texts.add(
                    ready().tokenizer().decode(run.stream().mapToLong(id -> id).toArray(), false));
            run.clear();
        }
    }

    @Override
    public List<String> vocabulary() {
        return ready == null ? List.of() : ready.table().tokens();
    }
}
