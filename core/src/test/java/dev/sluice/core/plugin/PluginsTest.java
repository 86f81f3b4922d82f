package dev.sluice.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.file.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginsTest {
    @TempDir
    private Path folder;

    @Test
    void load_jarInFolderAndListedJar_offersBothAndRecordsThem() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Path jar = PluginJars.naming(plugins.resolve("one.jar"), TestPlugins.First.class.getName());

        Registry registry = Plugins.load(plugins, List.of(jar));

        assertThat(registry.ids(TestPlugins.Gadget.class)).containsExactly("a");
        assertThat(registry.lookup(TestPlugins.Gadget.class, "a").description()).isEqualTo("A gadget");
        // The jar only names the class, which the class path has.
        assertThat(registry.plugins())
                .filteredOn(plugin -> plugin.id().equals("first"))
                .containsExactly(new LoadedPlugin("first", "1.0", "For tests", jar, Fingerprint.of(jar), true));
    }

    @Test
    void load_severalBrokenJars_saysWhatIsWrongWithEach() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.jar"), "this is a text");
        Path empty = PluginJars.write(folder.resolve("empty.jar"), "readme.txt", new byte[] {1});
        Path future = PluginJars.tooNew(folder.resolve("future.jar"));
        Path lost = PluginJars.naming(folder.resolve("lost.jar"), "com.example.Lost");
        Path other = PluginJars.naming(folder.resolve("other.jar"), "java.lang.Object");
        Path failing = PluginJars.naming(folder.resolve("failing.jar"), TestPlugins.Failing.class.getName());
        Path missing = folder.resolve("missing.jar");
        Path untidy = PluginJars.naming(folder.resolve("untidy.jar"), TestPlugins.Untidy.class.getName());

        PluginException error = loadFails(text, empty, future, lost, other, failing, missing, untidy);

        assertThat(error.problems()).hasSize(8);
        assertThat(error.problems().get(0)).contains(text + " is not a jar", "[Sluice/NotAJar]");
        assertThat(error.problems().get(1)).contains(empty + " holds no plugin", PluginJars.SERVICE);
        assertThat(error.problems().get(2))
                .contains(future.toString(), "was compiled for Java 156, but this is Java ")
                .contains("--release 21, or run Sluice with a JDK 156 or newer [Sluice/ClassVersion]");
        assertThat(error.problems().get(3)).contains(lost.toString(), "com.example.Lost", "cannot be made");
        assertThat(error.problems().get(4)).contains(other.toString(), "does not implement SluicePlugin");
        assertThat(error.problems().get(5))
                .contains(failing + ": the constructor of the plugin class ", "failed: ", "no license today")
                .doesNotContain("must be in the jar");
        assertThat(error.problems().get(6)).contains("there is no plugin jar " + missing, "build it first");
        assertThat(error.problems().get(7))
                .contains(untidy + ": the static initializer of the plugin class ", "no table of numbers");
    }

    @Test
    void failed_classOfANewerJava_saysWhichAndWhatToDo() {
        UnsupportedClassVersionError tooNew = new UnsupportedClassVersionError(
                "com/example/Cell has been compiled by a more recent version of the Java Runtime (class file version"
                        + " 72.0), this version of the Java Runtime only recognizes class file versions up to 69.0");

        assertThat(PluginException.failed("the plugin 'a'", "module", tooNew, PluginsTest.class))
                .hasMessage(
                        "the plugin 'a' failed in 'module': class com.example.Cell was compiled for Java 28, but this"
                                + " is Java " + Runtime.version().feature()
                                + "; compile the plugin with --release 21, or run"
                                + " Sluice with a JDK 28 or newer [Sluice/PluginFailed]");
    }

    @Test
    void load_samePluginIdInTwoJars_namesBoth() throws IOException {
        Path one = PluginJars.naming(folder.resolve("one.jar"), TestPlugins.First.class.getName());
        Path two = PluginJars.naming(folder.resolve("two.jar"), TestPlugins.FirstAgain.class.getName());

        assertThat(loadFails(one, two))
                .hasMessage("two plugins have the id 'first': " + one + " and " + two
                        + "; remove one of them [Sluice/DuplicatePlugin]");
    }

    @Test
    void load_sameComponentIdTwiceInOneJar_namesItOnce() throws IOException {
        Path jar = PluginJars.naming(folder.resolve("one.jar"), TestPlugins.Repeating.class.getName());

        assertThat(loadFails(jar))
                .hasMessage("two components of the kind Gadget have the id 'a': both in " + jar
                        + "; rename one, or add it once [Sluice/DuplicateComponent]");
    }

    @Test
    void load_sameComponentIdInTwoJars_namesBoth() throws IOException {
        Path one = PluginJars.naming(folder.resolve("one.jar"), TestPlugins.First.class.getName());
        Path two = PluginJars.naming(folder.resolve("two.jar"), TestPlugins.Second.class.getName());

        assertThat(loadFails(two, one))
                .hasMessage("two components of the kind Gadget have the id 'a': in " + one + " and in " + two
                        + "; rename one, or remove one of the plugins [Sluice/DuplicateComponent]");
    }

    @Test
    void of_pluginAgainstTheRules_namesEachRule() {
        PluginException error = catchThrowableOfType(PluginException.class, () -> Plugins.of(new TestPlugins.Shabby()));

        assertThat(error.problems()).hasSize(4);
        assertThat(error.getMessage())
                .contains("kebab-case, for example 'my-plugin', but was 'Shabby_Plugin'")
                .contains("@Description", "Undescribed.size of the gadget 'undescribed'")
                .contains("Odd.thread of the gadget 'odd' is a java.lang.Thread")
                .contains("a component's id must be kebab-case, for example 'my-cell', but was 'Not Kebab'");
    }

    @Test
    void lookup_unknownId_listsWhatThereIsAndTheNearest() {
        Registry registry = Plugins.of(new TestPlugins.First());

        assertThat(catchThrowableOfType(PluginException.class, () -> registry.lookup(TestPlugins.Gadget.class, "b")))
                .hasMessage("no gadget is called 'b'; did you mean 'a'? (there is a) [Sluice/UnknownComponent]");
        assertThat(catchThrowableOfType(PluginException.class, () -> registry.lookup(Runnable.class, "b")))
                .hasMessageContaining("no loaded plugin offers one");
    }

    private PluginException loadFails(Path... jars) {
        return catchThrowableOfType(PluginException.class, () -> Plugins.load(folder.resolve("none"), List.of(jars)));
    }
}
