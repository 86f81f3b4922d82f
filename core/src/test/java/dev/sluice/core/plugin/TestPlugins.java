package dev.sluice.core.plugin;

import com.google.inject.Module;
import dev.sluice.core.option.Description;
import java.util.function.Consumer;

/** Plugins with something right or wrong with them. */
final class TestPlugins {
    private TestPlugins() {}

    /** The components of the plugins. */
    interface Gadget {}

    /** No options. */
    public record Plain() {}

    /** An option that nobody described. */
    public record Undescribed(int size) {}

    /** An option of a type that no file can hold. */
    public record Odd(@Description("A thread") Thread thread) {}

    /** Registers a component. */
    interface Adder {
        void add(String id, Class<? extends Record> options);
    }

    /** Contributes the gadget {@code a}. */
    public static final class First extends Base {
        public First() {
            super("first", adder -> adder.add("a", Plain.class));
        }
    }

    /** Has the same id as {@link First}. */
    public static final class FirstAgain extends Base {
        public FirstAgain() {
            super("first", adder -> {});
        }
    }

    /** Contributes the same component as {@link First}. */
    public static final class Second extends Base {
        public Second() {
            super("second", adder -> adder.add("a", Plain.class));
        }
    }

    /** Contributes the same component twice. */
    public static final class Repeating extends Base {
        public Repeating() {
            super("repeating", adder -> {
                adder.add("a", Plain.class);
                adder.add("a", Plain.class);
            });
        }
    }

    /** Has an id that is not kebab-case, a component with one, and options that cannot be filled in. */
    public static final class Shabby extends Base {
        public Shabby() {
            super("Shabby_Plugin", adder -> {
                adder.add("undescribed", Undescribed.class);
                adder.add("odd", Odd.class);
                adder.add("Not Kebab", Plain.class);
            });
        }
    }

    /** Fails when it is made. */
    public static final class Failing extends Base {
        public Failing() {
            super("failing", adder -> {});
            throw new IllegalStateException("no license today");
        }
    }

    /** Fails when its class is first used. */
    public static final class Untidy extends Base {
        private static final String TABLE = table();

        public Untidy() {
            super(TABLE, adder -> {});
        }

        private static String table() {
            throw new IllegalStateException("no table of numbers");
        }
    }

    abstract static class Base implements SluicePlugin {
        private final String id;
        private final Consumer<Adder> components;

        Base(String id, Consumer<Adder> components) {
            this.id = id;
            this.components = components;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String description() {
            return "For tests";
        }

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public Module module() {
            return new ComponentModule() {
                @Override
                protected void components() {
                    components.accept(
                            (name, options) -> add(Gadget.class, name, "A gadget", options, made -> new Gadget() {}));
                }
            };
        }
    }
}
