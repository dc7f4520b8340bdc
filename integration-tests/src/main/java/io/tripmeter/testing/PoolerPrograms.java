package io.tripmeter.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The poolers of this machine: of the directory {@code TRIPMETER_PGBOUNCERS} (system property or environment variable) first, then
 * those on the path and in {@code /usr/sbin}.
 */
public final class PoolerPrograms {
  /** PgBouncer's versions under test, oldest first. */
  public static final List<String> PGBOUNCER = List.of("1.18", "1.24");

  private static final Pattern VERSION =
      Pattern.compile("^(PgBouncer|pgpool)\\S* (?:version )?(\\d+\\.\\d+)", Pattern.MULTILINE);

  /** One program; the version's first two numbers. */
  private record Program(String name, String version, Path file) {}

  private static final class Found {
    static final List<Program> ALL = search();
  }

  private PoolerPrograms() {}

  /** @param version its first two numbers */
  public static Optional<Path> pgBouncer(String version) {
    return Found.ALL.stream()
        .filter(program -> program.name.equals("PgBouncer") && program.version.equals(version))
        .map(Program::file)
        .findFirst();
  }

  /** The version of any, for {@link #pgBouncer}. */
  public static Optional<String> anyPgBouncer() {
    return Found.ALL.stream()
        .filter(program -> program.name.equals("PgBouncer"))
        .map(Program::version)
        .findFirst();
  }

  public static Optional<Path> pgpool() {
    return Found.ALL.stream()
        .filter(program -> program.name.equals("pgpool"))
        .map(Program::file)
        .findFirst();
  }

  private static List<Program> search() {
    List<Path> candidates = new ArrayList<>();
    String own = System.getProperty(
        "TRIPMETER_PGBOUNCERS", System.getenv().getOrDefault("TRIPMETER_PGBOUNCERS", ""));
    if (!own.isBlank() && Files.isDirectory(Path.of(own))) {
      try (Stream<Path> files = Files.list(Path.of(own))) {
        files.sorted().forEach(candidates::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    Stream.concat(
            Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
            Stream.of("/usr/sbin"))
        .forEach(directory -> Stream.of("pgbouncer", "pgpool")
            .map(name -> Path.of(directory, name))
            .forEach(candidates::add));
    return candidates.stream()
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .flatMap(file -> identify(file).stream())
        .toList();
  }

  private static Optional<Program> identify(Path file) {
    try {
      Process process = new ProcessBuilder(file.toString(), "--version")
          .redirectErrorStream(true)
          .start();
      process.getOutputStream().close();
      Matcher version = VERSION.matcher(
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      return version.find()
          ? Optional.of(new Program(version.group(1), version.group(2), file))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
