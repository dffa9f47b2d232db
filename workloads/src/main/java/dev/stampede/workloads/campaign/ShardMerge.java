package dev.stampede.workloads.campaign;

import dev.stampede.reports.index.RunIndex;
import dev.stampede.reports.index.RunSummary;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Joins the folders of shards into one folder: one file of results, and one index of runs. A merge may be repeated
 * while shards are still missing or running; the same shards give the same result.
 *
 * <p>The index links only reports below its own folder. If the folder of a shard is elsewhere, the files of its runs
 * are therefore linked below the folder of the index, or copied if they are on another disk.
 *
 * <p>Not thread-safe; used once.
 */
public final class ShardMerge {
    private final Path out;
    private final List<Part> parts;

    /** The folder of a shard, with its content. */
    private record Part(
            Path folder,
            ShardManifest manifest,
            Map<String, JobResult> results,
            List<ChaosTestResult> tests,
            RunIndex.Runs runs) {
        String describe() {
            return folder + " (" + manifest.describe() + ")";
        }
    }

    /**
     * The result of a merge.
     *
     * @param work the command that executed the shards, or {@value ShardManifest#TESTS}
     * @param results the results of a campaign, in the order of the jobs of the whole campaign
     * @param jobs the number of all jobs of the campaign; 0 for tests
     * @param tests the results of chaos tests, sorted
     * @param missing the shards without a folder
     * @param notes descriptions of unreadable files, for people
     */
    public record Merged(
            String work,
            List<JobResult> results,
            int jobs,
            List<ChaosTestResult> tests,
            List<Shard> missing,
            List<String> notes) {
        public Merged {
            results = List.copyOf(results);
            tests = List.copyOf(tests);
            missing = List.copyOf(missing);
            notes = List.copyOf(notes);
        }

        /** Whether no shard is missing, and every job has a result. */
        public boolean complete() {
            return missing.isEmpty() && results.size() == jobs;
        }
    }

    private ShardMerge(Path out, List<Part> parts) {
        this.out = out;
        this.parts = parts;
    }

    /**
     * Reads the folders of shards, and requires that they are different parts of the same work.
     *
     * @param out the folder for the joined results
     * @throws IllegalArgumentException if the folders overlap or contradict each other; the message names them
     */
    public static ShardMerge of(List<Path> folders, Path out) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (Path folder : folders) {
            parts.add(read(folder));
        }
        parts.sort(Comparator.comparingInt(part -> part.manifest().shard().number()));
        ShardMerge merge = new ShardMerge(out.toAbsolutePath().normalize(), parts);
        merge.requirePartsOfOneWork();
        merge.requireNoOverlap();
        merge.requireNothingElseInOut();
        return merge;
    }

    private static Part read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder);
        }
        ShardManifest manifest = ShardManifest.read(folder)
                .orElseThrow(() -> new IllegalArgumentException(folder + " holds no " + ShardManifest.NAME
                        + "; expected the --out folder of a command with --shard, or the folder of chaos tests with -D"
                        + Shard.PROPERTY));
        Map<String, JobResult> results = new LinkedHashMap<>();
        CampaignFile.read(folder.resolve(CampaignFile.NAME)).forEach(result -> results.put(result.id(), result));
        return new Part(
                folder.toAbsolutePath().normalize(),
                manifest,
                results,
                latest(ChaosTestFile.read(folder)),
                RunIndex.read(folder.resolve(RunIndex.RUNS)));
    }

    /** A test that was executed again in the same folder counts once. */
    private static List<ChaosTestResult> latest(List<ChaosTestResult> all) {
        Map<String, ChaosTestResult> byId = new TreeMap<>();
        all.forEach(result -> byId.put(result.id(), result));
        return List.copyOf(byId.values());
    }

    private void requirePartsOfOneWork() {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("expected the folders of shards, found none");
        }
        Part first = parts.get(0);
        Map<Integer, Part> byNumber = new HashMap<>();
        for (Part part : parts) {
            ShardManifest manifest = part.manifest();
            if (part.folder().equals(out)) {
                throw new IllegalArgumentException(
                        part.folder() + " is a shard and --out; expected another folder for --out");
            }
            if (!manifest.work().equals(first.manifest().work())
                    || manifest.shard().count() != first.manifest().shard().count()) {
                throw new IllegalArgumentException(
                        first.describe() + " and " + part.describe() + " are not parts of the same work");
            }
            Part same = byNumber.put(manifest.shard().number(), part);
            if (same != null) {
                throw new IllegalArgumentException(
                        "two folders hold the same shard: " + same.describe() + " and " + part.describe());
            }
            if (!manifest.jobs().equals(first.manifest().jobs())) {
                throw new IllegalArgumentException(first.describe() + " and " + part.describe()
                        + " were divided differently: " + difference(first.manifest(), manifest)
                        + ". Start all shards with the same options, version and --durations");
            }
        }
    }

    private static String difference(ShardManifest a, ShardManifest b) {
        return Stream.concat(a.jobs().keySet().stream(), b.jobs().keySet().stream())
                .filter(job -> !Objects.equals(a.jobs().get(job), b.jobs().get(job)))
                .findFirst()
                .map(job -> "the job " + job + " is in shard " + number(a, job) + " by the first, and in shard "
                        + number(b, job) + " by the second")
                .orElse("the order of the jobs differs");
    }

    private static String number(ShardManifest manifest, String job) {
        Integer number = manifest.jobs().get(job);
        return number == null ? "none" : number.toString();
    }

    private void requireNoOverlap() {
        Map<String, Part> owners = new HashMap<>();
        for (Part part : parts) {
            for (String id : part.results().keySet()) {
                Integer shard = part.manifest().jobs().get(id);
                if (!Integer.valueOf(part.manifest().shard().number()).equals(shard)) {
                    throw new IllegalArgumentException(part.describe() + " has the result of a job "
                            + (shard == null ? "of no shard: " : "of shard " + shard + ": ") + id);
                }
            }
            Stream.concat(
                            part.tests().stream().map(ChaosTestResult::id),
                            part.runs().runs().stream().map(ShardMerge::identity))
                    .distinct()
                    .forEach(id -> {
                        Part other = owners.putIfAbsent(id, part);
                        if (other != null) {
                            throw new IllegalArgumentException(
                                    other.describe() + " and " + part.describe() + " overlap: both have " + id);
                        }
                    });
        }
    }

    /** The identity of a run: its start and its folder, which are distinct for all runs of one machine. */
    private static String identity(RunSummary run) {
        return "the run " + run.run() + " that began at " + run.startedAt();
    }

    /** A merge replaces the files of the folder, so the folder must contain only results of an earlier merge. */
    private void requireNothingElseInOut() throws IOException {
        for (JobResult result : CampaignFile.read(out.resolve(CampaignFile.NAME))) {
            if (parts.stream().noneMatch(part -> part.results().containsKey(result.id()))) {
                throw new IllegalArgumentException(out + " holds a result that no shard has (" + result.id()
                        + "); name another folder with --out");
            }
        }
        for (RunSummary run : RunIndex.read(out.resolve(RunIndex.RUNS)).runs()) {
            if (parts.stream().flatMap(part -> part.runs().runs().stream()).noneMatch(r -> identity(r)
                    .equals(identity(run)))) {
                throw new IllegalArgumentException(
                        out + " holds " + identity(run) + ", which no shard has; name another folder with --out");
            }
        }
    }

    /**
     * Writes the joined results and the index.
     *
     * @throws IOException if a file cannot be written; the merge can be repeated
     */
    public Merged write() throws IOException {
        Files.createDirectories(out);
        ShardManifest manifest = parts.get(0).manifest();
        Map<String, JobResult> results = new HashMap<>();
        List<ChaosTestResult> tests = new ArrayList<>();
        List<RunSummary> runs = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Part part : parts) {
            Path folderInOut = folderInOut(part);
            part.results().forEach((id, result) -> results.put(id, result.in(moved(result.folder(), folderInOut))));
            tests.addAll(part.tests());
            for (RunSummary run : part.runs().runs()) {
                linkOrCopyRun(part, folderInOut, run.folder());
                runs.add(run.in(out.relativize(folderInOut.resolve(run.folder()))
                        .toString()
                        .replace('\\', '/')));
            }
            part.runs().problems().forEach(problem -> notes.add(part.folder().resolve(RunIndex.RUNS) + ": " + problem));
        }
        List<JobResult> ordered = manifest.jobs().keySet().stream()
                .map(results::get)
                .filter(Objects::nonNull)
                .toList();
        tests.sort(Comparator.comparing(ChaosTestResult::test)
                .thenComparingInt(ChaosTestResult::repetition)
                .thenComparingLong(ChaosTestResult::seed));
        boolean ofTests = manifest.work().equals(ShardManifest.TESTS);
        if (ofTests) {
            ChaosTestFile.write(out, tests);
        } else {
            CampaignFile.write(out, ordered);
        }
        runs.sort(Comparator.comparing(RunSummary::startedAt).thenComparing(RunSummary::folder));
        RunIndex.write(out, runs);
        int jobs = ofTests ? 0 : manifest.jobs().size();
        return new Merged(manifest.work(), ordered, jobs, tests, missing(manifest), notes);
    }

    /** The folder below {@code out} that contains the runs of a shard after the merge. */
    private Path folderInOut(Part part) {
        return part.folder().startsWith(out)
                ? part.folder()
                : out.resolve("shard-" + part.manifest().shard().number());
    }

    private static String moved(String folder, Path folderInOut) {
        Path name = folder.isEmpty() ? null : Path.of(folder).getFileName();
        return name == null ? folder : folderInOut.resolve(name).toString();
    }

    /** Links or copies the files of a run that is not below the joined folder yet. */
    private static void linkOrCopyRun(Part part, Path folderInOut, String run) throws IOException {
        Path from = part.folder().resolve(run).normalize();
        if (part.folder().equals(folderInOut) || !from.startsWith(part.folder()) || !Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = folderInOut.resolve(run).resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(to.getParent()));
                if (!Files.exists(to)) {
                    link(file, to);
                }
            }
        }
    }

    private static void link(Path file, Path to) throws IOException {
        try {
            Files.createLink(to, file);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException otherDisk) {
            Files.copy(file, to);
        }
    }

    private List<Shard> missing(ShardManifest manifest) {
        List<Shard> missing = new ArrayList<>();
        int count = manifest.shard().count();
        for (int number = 1; number <= count; number++) {
            Shard shard = new Shard(number, count);
            if (parts.stream().noneMatch(part -> part.manifest().shard().equals(shard))) {
                missing.add(shard);
            }
        }
        return missing;
    }
}
