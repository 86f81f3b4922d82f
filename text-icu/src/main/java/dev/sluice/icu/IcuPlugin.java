package dev.sluice.icu;

import com.google.inject.Module;
import dev.sluice.core.data.Tokenizer;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;

/** Contributes the tokenizer {@code icu-word}. */
public final class IcuPlugin implements SluicePlugin {
    @Override
    public String id() {
        return "text-icu";
    }

    @Override
    public String description() {
        return "The tokenizer icu-word";
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
                    "icu-word",
                    "Words of any script, split by dictionaries where there are no spaces: Chinese, Japanese, Thai and others",
                    IcuWords.Options.class,
                    IcuWords::new);
        }
    }
}
