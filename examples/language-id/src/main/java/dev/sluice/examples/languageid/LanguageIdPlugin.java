package dev.sluice.examples.languageid;

import com.google.inject.Module;
import dev.sluice.core.data.DataSource;
import dev.sluice.core.plugin.ComponentModule;
import dev.sluice.core.plugin.SluicePlugin;

/** Contributes the data source {@code cldr-names}. */
public final class LanguageIdPlugin implements SluicePlugin {
    /** For the service loader. */
    public LanguageIdPlugin() {}

    @Override
    public String id() {
        return "language-id";
    }

    @Override
    public String description() {
        return "Names in 165 languages from the JDK's Unicode CLDR";
    }

    @Override
    public Module module() {
        return new ComponentModule() {
            @Override
            protected void components() {
                add(
                        DataSource.class,
                        "cldr-names",
                        "Names of countries, languages, currencies, months and days, labelled with their languages",
                        CldrNamesOptions.class,
                        CldrNamesSource::new);
            }
        };
    }
}
