package dev.sluice.core.experiment.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The files under version control that a run started with: a commit, and the differences from it.
 *
 * @param run that started with them
 * @param folder of the experiment, in the repository on this machine
 * @param commit that was checked out
 */
public record Sources(Run run, Path folder, String commit) {
    private static final int SHORT_COMMIT = 12;

    /**
     * The sources of a run.
     *
     * @throws RunException if they were not recorded
     */
    public static Sources of(Run run) {
        Provenance provenance = run.provenance()
                .orElseThrow(() -> new RunException("the run " + run.id() + " has no " + RunFile.PROVENANCE.fileName()
                        + ", so its commit is not known"));
        GitState git = provenance.git();
        if (git.commit() == null) {
            throw new RunException(
                    "the run " + run.id() + " was not made from a Git repository with a commit, so there are no"
                            + " files of a commit to take; leave out --at-commit [Sluice/NoCommit]");
        }
        if (git.diffSha256() != null && git.unsaved() != null) {
            throw new RunException("the run " + run.id() + " began with changes that its record does not have, because "
                    + git.unsaved() + "; leave out --at-commit [Sluice/NoPatch]");
        }
        return new Sources(run, Path.of(provenance.invocation().folder()), git.commit());
    }

    /**
     * Writes the files into a new folder.
     *
     * @param runs the folder of all runs, in which it is made
     * @return the counterpart of the experiment's folder
     * @throws RunException if the repository is not on this machine, or has the commit no longer
     */
    public Path writeInto(Path runs) throws IOException {
        GitFolder repository = GitFolder.of(folder)
                .orElseThrow(() -> new RunException("the commit " + commit + " is looked for in the repository around "
                        + folder + ", but there is none on this machine [Sluice/NoRepository]"));
        Files.createDirectories(runs);
        Path target =
                Files.createTempDirectory(runs.toAbsolutePath(), "sources-" + commit.substring(0, SHORT_COMMIT) + "-");
        try (BorrowedGit git = BorrowedGit.of(repository, commit)) {
            git.extract(target, run.file(RunFile.PATCH));
        } catch (IOException e) {
            Folders.remove(target);
            throw new RunException("the files of commit " + commit + " cannot be taken from " + repository.top() + ": "
                    + Objects.requireNonNullElse(e.getMessage(), e.toString()) + " [Sluice/NoCommit]");
        }
        return target.resolve(
                repository.top().relativize(folder.toAbsolutePath().normalize()).toString());
    }
}
