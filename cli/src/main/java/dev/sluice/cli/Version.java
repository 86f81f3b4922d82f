package dev.sluice.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code sluice --version} says. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "sluice " + (version == null ? "development" : version),
            "Java " + System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vm.name") + ")"
        };
    }
}
