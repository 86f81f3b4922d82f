package dev.sluice.tokenizers;

import com.google.inject.Module;
import dev.sluice.core.data.Tokenizer;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;

/** Contributes the tokenizer {@code tokenizer-json}. */
public final class TokenizersPlugin implements SluicePlugin {
    @Override
    public String id() {
        return "text-tokenizers";
    }

    @Override
    public String description() {
        return "The tokenizer tokenizer-json";
    }

    @Override
    public Module module() {
        return new Tokenizers();
    }

    private static final class Tokenizers extends ComponentModule {
        @Override
        protected void components() {
            add(
                    Tokenizer.class,
                    "tokenizer-json",
                    "Subword tokens of a tokenizer.json as by Hugging Face: byte-pair, unigram, WordPiece",
                    JsonTokenizer.Options.class,
                    JsonTokenizer::new);
        }
    }
}
